/** Transactions on PostgreSQL that behave as if they ran one after the other, and are carried out once. */
import { type Kysely, sql } from "kysely";
import { type Database, type Patience, persevere } from "./database.ts";
import { heraldLock, UnknownEnd } from "./postgres-dialect.ts";
import { inRounds } from "./postgres-rounds.ts";
import type { Tables, Trx } from "./schema.ts";

type Work<T> = (trx: Trx) => Promise<T>;

/**
 * PostgreSQL's own locks put transactions in order; each statement in them sees all that was committed before it.
 *
 * - `write` has the house to itself: nothing is committed between its first statement and its last.
 * - `writeOn` shares the house, and has the post's account to itself. Those on one account come one after the other, as `write`
 *   does; those on different accounts read and change nothing in common, so that any order is as good.
 * - `read` sees one snapshot and waits for nobody.
 *
 * Serializable isolation would promise the same, and break off transactions that only might have met: the record, to which every
 * decision adds, would let one through at a time in any case.
 */
export function serverDatabase(db: Kysely<Tables>, patience: Patience): Database {
  return {
    read: (work) => persevere(patience, () => db.transaction().setAccessMode("read only").execute(work)),
    write: (work) => once(db, patience, (kept) => db.transaction().execute(kept(work))),
    writeOn: (postId, work) => once(db, patience, (kept) => inRounds(db, { lock: (trx) => takeAccountOf(trx, postId) }, kept(work))),
    close: () => db.destroy(),
  };
}

async function takeAccountOf(trx: Trx, postId: string | null): Promise<void> {
  if (postId === null) return;
  await sql`select pg_advisory_xact_lock(${sql.lit(heraldLock + 1)}, hashtext(account)) from posts where id = ${postId}`.execute(trx);
}

/** Where the server is lost in the moment of a commit it is asked what came of it, lest something be done twice. */
async function once<T>(db: Kysely<Tables>, patience: Patience, attempt: (kept: (work: Work<T>) => Work<T>) => Promise<T>): Promise<T> {
  let last: { readonly result: T } | null = null;
  const kept = (work: Work<T>) => async (trx: Trx) => {
    const result = await work(trx);
    last = { result };
    return result;
  };
  return await persevere(patience, async () => {
    try {
      return await attempt(kept);
    } catch (error) {
      if (!(error instanceof UnknownEnd) || last === null) throw error;
      if (await persevere(patience, () => wasCommitted(db, error.xid))) return last.result;
      throw error.cause;
    }
  });
}

/** Throws while the server itself doesn't know: the connection that was lost may live on there for a moment. */
async function wasCommitted(db: Kysely<Tables>, xid: string): Promise<boolean> {
  const { rows } = await sql<{ status: string | null }>`select pg_xact_status(${xid}::text::xid8) as status`.execute(db);
  if (rows[0]?.status === "in progress") throw new StillOpen("A transaction whose end is not known is still open.");
  return rows[0]?.status === "committed";
}

export class StillOpen extends Error {}
