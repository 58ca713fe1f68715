/**
 * The tables, alike in every dialect: instants are epoch milliseconds (bigint, below 2^53), booleans 0 or 1, JSON is text.
 * What a column means stands here; how it is created, in `migrations/`.
 */
import type { GeneratedAlways, Transaction } from "kysely";
import type { PlatformId } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Json } from "../domain/json.ts";
import type { Plan } from "../domain/plan.ts";
import type { State } from "../domain/post.ts";
import type { Summary } from "../domain/summary.ts";
import type { JsonText } from "./json-text.ts";

export interface Tables {
  summaries: SummariesTable;
  posts: PostsTable;
  journal: JournalTable;
  outputs: OutputsTable;
  accounts: AccountsTable;
  pauses: PausesTable;
  media: MediaTable;
  post_media: PostMediaTable;
  installation: InstallationTable;
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
}

/** Primary key `(post_id, seq)`: two writers of one entry cannot both win. */
export interface JournalTable {
  post_id: string;
  seq: number;
  at: Instant;
  by: string;
  happening: JsonText<Happening>;
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

/** `subject` is `house`, or `account` and its id. */
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
  id: string;
  made_at: Instant;
}
