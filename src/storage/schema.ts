/**
 * The tables, alike in every dialect: instants are epoch milliseconds (bigint, below 2^53), booleans 0 or 1, JSON is text.
 * What a column means stands here; how it is created, in `migrations/`.
 */
import type { Generated, GeneratedAlways, Transaction } from "kysely";
import type { PlatformId } from "../domain/account.ts";
import type { Correction } from "../domain/correction.ts";
import type { Incident } from "../domain/incident.ts";
import type { Day, Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Json } from "../domain/json.ts";
import type { Look } from "../domain/look.ts";
import type { Plan } from "../domain/plan.ts";
import type { Composer, State } from "../domain/post.ts";
import type { MicroCents } from "../domain/spending.ts";
import type { Summary } from "../domain/summary.ts";
import type { Withdrawal } from "../domain/view.ts";
import type { AuthorizationsTable } from "./authorizations.ts";
import type { EventTables } from "./event-tables.ts";
import type { CalendarFeedsTable } from "./feeds.ts";
import type { JsonText } from "./json-text.ts";
import type { KeysTable } from "./keys.ts";
import type { LetterTables } from "./letter-tables.ts";
import type { MovesTable } from "./moves.ts";
import type { PeopleTables } from "./people-tables.ts";
import type { RenewalsTable } from "./renewals.ts";
import type { RequestsTable } from "./requests.ts";
import type { ResultsTables } from "./results-tables.ts";
import type { SecretsTable } from "./secrets.ts";
import type { SettlingsTable } from "./settlings.ts";
import type { ItemsTable, SourcesTable } from "./sources.ts";

export interface Tables extends PeopleTables, LetterTables, ResultsTables, EventTables {
  summaries: SummariesTable;
  posts: PostsTable;
  journal: JournalTable;
  archived_journals: ArchivedJournalsTable;
  chores: ChoresTable;
  outputs: OutputsTable;
  accounts: AccountsTable;
  pauses: PausesTable;
  media: MediaTable;
  post_media: PostMediaTable;
  installation: InstallationTable;
  incidents: IncidentsTable;
  tellings: TellingsTable;
  bookings: BookingsTable;
  showings: ShowingsTable;
  pause_ends: PauseEndsTable;
  overrides: OverridesTable;
  summary_versions: SummaryVersionsTable;
  record: RecordTable;
  secrets: SecretsTable;
  renewals: RenewalsTable;
  authorizations: AuthorizationsTable;
  calendar_feeds: CalendarFeedsTable;
  sources: SourcesTable;
  items: ItemsTable;
  api_keys: KeysTable;
  requests: RequestsTable;
  moves: MovesTable;
  settlings: SettlingsTable;
}

/** All verbs run inside one. */
export type Trx = Transaction<Tables>;

export type Flag = 0 | 1;

export interface SummariesTable {
  id: string;
  fingerprint: string;
  body: JsonText<Summary>;
  added_at: Instant;
  withdrawn: Flag;
  /** Which version `body` is, from 1. */
  version: Generated<number>;
  withdrawal: JsonText<Withdrawal> | null;
}

/** Every version of a story, the current one among them. */
export interface SummaryVersionsTable {
  summary_id: string;
  version: number;
  fingerprint: string;
  body: JsonText<Summary>;
  at: Instant;
  by: string;
}

export interface PostsTable {
  id: string;
  summary_id: string;
  account: string;
  platform: PlatformId;
  state: State;
  revision: number;
  content: JsonText<Json>;
  edited: Flag;
  /** As Herald had composed it before a person changed the words; null: nobody did, or it isn't known. */
  composed: JsonText<Json> | null;
  /** Who worded it before any person did. */
  composed_by: Composer;
  /** What an editor chose for its cards. */
  look: JsonText<Look> | null;
  /** The post that it corrects, as in `correction`. */
  corrects: string | null;
  correction: JsonText<Correction> | null;
  plan: JsonText<Plan> | null;
  digest: string | null;
  scheduled_at: Instant | null;
  due_at: Instant | null;
  /** `due_at` while a worker may look at the post, else null: the index that `due` walks holds nothing else. */
  wake_at: GeneratedAlways<Instant | null>;
  created_at: Instant;
  /** The post's place among the drafts of its summary. */
  ordinal: number;
  /** When it last moved: for a published post, when it came out. */
  moved_at: Instant;
  lease_token: string | null;
  lease_counter: number;
  lease_owner: string | null;
  /** When all but the last entry of its journal went to `archived_journals`; null: they didn't, or it moved since. */
  archived_at: Instant | null;
}

/** Primary key `(post_id, seq)`: two writers of one entry cannot both win. */
export interface JournalTable {
  post_id: string;
  seq: number;
  at: Instant;
  by: string;
  happening: JsonText<Happening>;
}

/** The beginning of an old post's journal; its last entry stays in `journal`, and what is added stands there after it. */
export interface ArchivedJournalsTable {
  post_id: string;
  /** How many: `seq` 1 to this. */
  entries: number;
  /** SHA-256 (hex) of their canonical JSON; the record holds it too. */
  sha256: string;
  /** That JSON, deflated (RFC 1950). */
  body: Uint8Array;
}

/** What one worker of all does from time to time. */
export interface ChoresTable {
  name: string;
  /** When it is due again; while a worker does it, when another may take it from that worker. */
  next_at: Instant;
  /** Whose turn it is; null while nobody does it. */
  token: string | null;
}

/** Every id that any journal of an account holds, beside the journals so that these may be archived. */
export interface OutputsTable {
  account: string;
  output_id: string;
  post_id: string;
}

/** What a platform told of an account. */
export interface AccountsTable {
  id: string;
  remote_id: string;
  name: string;
  url: string;
}

/** `subject` is `house`, `account` and its id, or `moved`: the seal (`seal.ts`). */
export interface PausesTable {
  subject: string;
  reason: string;
  since: Instant;
  until: Instant | null;
  by: string;
}

export interface MediaTable {
  digest: string;
  mime: string;
  bytes: Uint8Array;
  kept_at: Instant;
}

/** The pictures that a post's stored plan names. */
export interface PostMediaTable {
  post_id: string;
  digest: string;
}

/** One row, made with the database: a copied database is known by it. */
export interface InstallationTable {
  /** Of the place where the database works: as in the file `installation` beside it. */
  id: string;
  made_at: Instant;
  /** Which very file that was, so that a copy of both is known too; null: the database was never put to work. */
  seat: string | null;
  /** Named anew whenever the database is put to work somewhere; the mark beside it says the same. */
  era: string | null;
  /** Set in a copy by whoever made it; null where the database works. */
  copied_at: Instant | null;
}

/** What people must hear of; of one topic at most one is open. */
export interface IncidentsTable {
  id: string;
  topic: string;
  covers: string | null;
  body: JsonText<Incident>;
  opened_at: Instant;
  closed_at: Instant | null;
}

/** How far a channel has got with an incident; without a row it was never tried. */
export interface TellingsTable {
  incident_id: string;
  channel: string;
  tries: number;
  /** When it may be tried next; while a worker has it in hand, when another may take it from that worker. */
  next_at: Instant;
  /** Whose try this is; null while nobody tries. */
  token: string | null;
  owner: string | null;
  told_at: Instant | null;
  problem: string | null;
}

/** What a post takes of its account's budgets: reserved when it is claimed or postponed, given back if nothing of it went out. */
export interface BookingsTable {
  post_id: string;
  account: string;
  /** In the account's zone. */
  day: Day;
  posts: number;
  micro_cents: MicroCents;
}

/** Steps that readers see and that are out, or may be; `at`: when that was last written down. */
export interface ShowingsTable {
  post_id: string;
  step_digest: string;
  account: string;
  at: Instant;
}

/** When the last pause was over that a person had ordered; `subject` as in `pauses`. */
export interface PauseEndsTable {
  subject: string;
  ended_at: Instant;
}

/** Findings that an editor stood by: the first to do so for a summary's words is the one that is kept. */
export interface OverridesTable {
  summary_id: string;
  code: string;
  /** The finding's own sentence. */
  finding: string;
  reason: string;
  by: string;
  at: Instant;
}

/** Every decision, in order; each row's hash covers the row before it. Nothing is ever changed or removed. */
export interface RecordTable {
  seq: number;
  at: Instant;
  by: string;
  kind: string;
  subject: string;
  /** Canonical JSON. */
  body: string;
  previous: string;
  hash: string;
}
