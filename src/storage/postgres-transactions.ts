/** Transactions on PostgreSQL that behave as if they ran one after the other, and are carried out once. */
import type { Kysely } from "kysely";
import { type Database, type Patience, persevere } from "./database.ts";
import { UnknownEnd } from "./postgres-dialect.ts";
import { fateOf, type Life, lifeOf } from "./postgres-life.ts";
import { inRounds } from "./postgres-rounds.ts";
import type { Tables, Trx } from "./schema.ts";

type Work<T> = (trx: Trx) => Promise<T>;

/**
 * PostgreSQL's own locks put transactions in order; each statement in them sees all that was committed before it.
 *
 * - `write` has the house to itself: nothing is committed between its first statement and its last.
 * - `writeOn` shares the house, and has the posts' accounts to itself. Those on one account come one after the other, as `write`
 *   does; those on different accounts read and change nothing in common, so that any order is as good.
 * - `read` sees one snapshot and waits for nobody.
 *
 * Serializable isolation would promise the same, and break off transactions that only might have met: the record, to which every
 * decision adds, would let one through at a time in any case.
 *
 * @param life as it was when the database was opened
 */
export function serverDatabase(db: Kysely<Tables>, patience: Patience, life: Life = { id: null }): Database {
  const server = { db, patience, life };
  return {
    read: (work) => persevere(patience, () => db.transaction().setAccessMode("read only").execute(work)),
    write: (work) => once(server, (kept) => db.transaction().execute(kept(work))),
    writeOn: (posts, work) => once(server, (kept) => inRounds(db, posts, kept(work))),
    close: () => db.destroy(),
  };
}

interface Server {
  readonly db: Kysely<Tables>;
  readonly patience: Patience;
  readonly life: Life;
}

/**
 * Where the server is lost in the moment of a commit it is asked what came of it, lest something be done twice. Where it can't know, for
 * it has crashed, the transaction is run again: had it been committed, a worker finds that its lease or journal has moved on, and a
 * person that the post has another revision.
 */
async function once<T>(server: Server, attempt: (kept: (work: Work<T>) => Work<T>) => Promise<T>): Promise<T> {
  let last: { readonly result: T } | null = null;
  const kept = (work: Work<T>) => async (trx: Trx) => {
    const result = await work(trx);
    last = { result };
    return result;
  };
  return await persevere(server.patience, async () => {
    const life = server.life.id;
    try {
      return await attempt(kept);
    } catch (error) {
      if (!(error instanceof UnknownEnd) || last === null) throw error;
      if (await wasCommitted(server, error.xid, life)) return last.result;
      throw error.cause;
    }
  });
}

/** @param life of the server when the transaction began */
async function wasCommitted({ db, patience, life: known }: Server, xid: string, life: string | null): Promise<boolean> {
  return await persevere(patience, async () => {
    const fate = life === null ? "lost" : await fateOf(db, xid, life);
    // The connection that was lost may live on there for a moment.
    if (fate === "open") throw new StillOpen("A transaction whose end is not known is still open.");
    if (fate === null) known.id = await lifeOf(db);
    return fate === "committed";
  });
}

export class StillOpen extends Error {}
