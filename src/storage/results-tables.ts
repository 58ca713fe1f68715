import type { PlatformId } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Fate, Mark, Traits } from "../domain/result.ts";
import type { MicroCents } from "../domain/spending.ts";
import type { JsonText } from "./json-text.ts";

/** Posts that came out, as they were then. */
export interface OutingsTable {
  post_id: string;
  account: string;
  platform: PlatformId;
  out_at: Instant;
  traits: JsonText<Traits>;
}

/** Primary key `(post_id, mark)`. */
export interface ResultsTable {
  post_id: string;
  mark: Mark;
  account: string;
  fate: Fate;
  /** When it is to be taken, or tried again; in a worker's hands, when another may take it from that one. Null: by nobody's doing. */
  wake_at: Instant | null;
  /** Whose hands it is in; null: nobody's. */
  token: string | null;
  tries: number;
  at: Instant | null;
  likes: number | null;
  reposts: number | null;
  replies: number | null;
  quotes: number | null;
  views: number | null;
  comments: number | null;
  note: string | null;
  by: string | null;
}

/** What asking cost an account, or may have. */
export interface ReadSpendingTable {
  account: string;
  /** `YYYY-MM` in the account's zone. */
  month: string;
  micro_cents: MicroCents;
}

export interface ResultsTables {
  outings: OutingsTable;
  results: ResultsTable;
  read_spending: ReadSpendingTable;
}
