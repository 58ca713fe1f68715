/** The tables of what single people are told, alike in every dialect. */
import type { Instant } from "../domain/instant.ts";
import type { LetterKind, LetterWish, Way } from "../domain/letter.ts";

export interface LetterTables {
  letters: LettersTable;
  reaches: ReachesTable;
}

/** One row a letter and a way. */
export interface LettersTable {
  id: string;
  person: string;
  kind: LetterKind;
  subject: string;
  about: string;
  way: Way;
  slot_at: Instant | null;
  made_at: Instant;
  due_at: Instant;
  told_at: Instant | null;
  dropped_at: Instant | null;
  /** Which letters go together, from the first try on; null: not tried yet. */
  bundle: string | null;
  tries: number;
  /** When it may be tried next; while a worker has it in hand, when another may take it from that worker. */
  next_at: Instant;
  /** Whose try this is; null while nobody tries. */
  token: string | null;
  owner: string | null;
  problem: string | null;
}

/** How people want to be reached; without a row by e-mail. */
export interface ReachesTable {
  person: string;
  letters: LetterWish;
  chat: string | null;
  silenced_at: Instant | null;
}
