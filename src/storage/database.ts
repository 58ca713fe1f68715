import type { Kysely } from "kysely";
import { endOfWaiting, Unanswered } from "./hurry.ts";
import type { Tables, Trx } from "./schema.ts";
import { noTrouble, type Trouble } from "./trouble.ts";

/** A row changed between reading and writing it: the transaction is run again. */
export class Conflict extends Error {}

/** What the verbs need of a dialect: transactions that behave as if they ran one after the other. */
export interface Database {
  /** Sees one state of the database throughout; changes nothing. */
  read<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Commits all or nothing. `work` awaits nothing but the database, and may run again. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * As `write`, for what a worker does to these posts: a dialect may let those on posts of different accounts run side by side. `work`
   * reads and changes nothing but the posts and what belongs to their accounts, reads what only `write` changes, and writes down what
   * may be written twice or by either (an incident of the platform, an event). Without posts: only what its own condition guards, in
   * one statement whose row count is believed (who has a letter or a delivery in hand).
   */
  writeOn<T>(posts: readonly string[], work: (trx: Trx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How a dialect waits for others to finish. */
export interface Patience {
  /** True for errors after which the same transaction may succeed: a lock, a conflict. */
  mayPass(error: unknown): boolean;
  /** How long one refused attempt took already, in milliseconds. */
  readonly attemptMs: number;
  /** Waiting all told before giving up, in milliseconds. */
  readonly patienceMs: number;
  sleep(ms: number): Promise<void>;
  /** Between 0 and 1. */
  chance(): number;
  /** What to say when it is over. */
  readonly complaint: string;
  /** The same error in words for people, where it has such. */
  readonly explain?: (error: unknown) => unknown;
  /** Hears of every attempt that failed and may pass, and of the one that passed after it. */
  readonly trouble?: Trouble;
}

const firstPauseMs = 4;
const longestPauseMs = 250;

/**
 * Runs `attempt` until it is let through. The pauses double and are spread by chance, so that writers who met once do not
 * meet again; the thread is free meanwhile. Throws the patience's complaint, with the last error as its cause; `Unanswered` where
 * somebody waits who has waited long enough.
 */
export async function persevere<T>(patience: Patience, attempt: () => Promise<T>): Promise<T> {
  const { trouble = noTrouble, explain = (error) => error } = patience;
  let spentMs = 0;
  let end: AbortSignal | null = null;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const result = await attempt();
      if (spentMs > 0) trouble.over();
      return result;
    } catch (error) {
      if (!patience.mayPass(error)) throw explain(error);
      if (end?.aborted) throw new Unanswered(String(error), { cause: error });
      end ??= endOfWaiting();
      const restMs = pauseMs * (0.5 + patience.chance());
      spentMs += patience.attemptMs + restMs;
      if (spentMs > patience.patienceMs) throw new Error(patience.complaint, { cause: error });
      trouble.met(error, spentMs);
      await patience.sleep(restMs);
    }
  }
}

/** A database on Kysely with one writer at a time. The driver begins a transaction as its dialect must: what is not `read only` may write. */
export function databaseOn(db: Kysely<Tables>, patience: Patience): Database {
  const write: Database["write"] = (work) => persevere(patience, () => db.transaction().execute(work));
  return {
    read: (work) => persevere(patience, () => db.transaction().setAccessMode("read only").execute(work)),
    write,
    writeOn: (_posts, work) => write(work),
    close: () => db.destroy(),
  };
}
