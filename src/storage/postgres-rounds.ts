/**
 * Transactions on PostgreSQL in few rounds: what they ask at once goes to the server at once, behind the statements that begin them, and
 * the server carries it out in that order. Where beginning fails, everything behind it fails with it: nothing is done outside a transaction.
 */
import { CompiledQuery, type DatabaseConnection, DummyDriver, type Kysely, sql, Transaction } from "kysely";
import { often, type Places } from "./often.ts";
import { begin, dialectOf, heraldLock, theHouse, UnknownEnd } from "./postgres-dialect.ts";
import { isAway } from "./postgres-errors.ts";
import type { Tables, Trx } from "./schema.ts";
import { together } from "./together.ts";

const beginning = CompiledQuery.raw(begin);
const committing = CompiledQuery.raw("commit");
const rollback = CompiledQuery.raw("rollback");

/** Shares the house; `xid` tells afterwards whether the transaction was committed, where the answer to that is lost. */
const sharing = often((trx) => trx.selectNoFrom([shared, xid]));
/** The same, and has the account of a post to itself: that never changes, so that it may be read before the lock is there. */
const sharingOn = often((trx, { post }: Places<{ post: string }>) =>
  trx.selectNoFrom(({ selectFrom }) => [
    shared,
    xid,
    selectFrom("posts")
      .select(sql`pg_advisory_xact_lock(${sql.lit(heraldLock + 1)}, hashtext(account))`.as("lock"))
      .where("id", "=", post)
      .as("account"),
  ]),
);
const shared = sql`pg_advisory_xact_lock_shared(${sql.lit(heraldLock)}, ${sql.lit(theHouse)})`.as("house");
const xid = sql<string>`pg_current_xact_id()::text`.as("xid");

/** A transaction that shares the house, and has the account of this post to itself. */
export async function inRounds<T>(db: Kysely<Tables>, postId: string | null, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await db.getExecutor().provideConnection(async (connection) => {
    const { trx, close } = opened(db, connection);
    const begun = connection.executeQuery(beginning);
    const locked = postId === null ? sharing(trx, {}) : sharingOn(trx, { post: postId });
    try {
      const [, { rows }, result] = await together(begun, locked, work(trx));
      close();
      await commit(connection, rows[0]?.xid);
      return result;
    } catch (error) {
      close();
      if (!(error instanceof UnknownEnd)) await connection.executeQuery(rollback).catch(() => undefined);
      throw error;
    }
  });
}

async function commit(connection: DatabaseConnection, xid: string | undefined): Promise<void> {
  try {
    await connection.executeQuery(committing);
  } catch (error) {
    throw xid !== undefined && isAway(error) ? new UnknownEnd(xid, error) : error;
  }
}

/** A transaction of Kysely's on this connection, which doesn't make one question wait for another's answer. */
function opened(db: Kysely<Tables>, connection: DatabaseConnection): { readonly trx: Trx; readonly close: () => void } {
  let isOpen = true;
  const provider = {
    provideConnection: async <R>(ask: (connection: DatabaseConnection) => Promise<R>): Promise<R> => {
      if (!isOpen) throw new Error("Something was asked of a transaction after its end.");
      return await ask(connection);
    },
  };
  const dialect = dialectOf(db);
  const executor = db.getExecutor().withConnectionProvider(provider);
  const trx = new Transaction<Tables>({ config: { dialect }, dialect, driver: new DummyDriver(), executor });
  return {
    trx,
    close: () => {
      isOpen = false;
    },
  };
}
