/**
 * Transactions on PostgreSQL in few rounds: what they ask at once goes to the server at once, behind the statements that begin them, and
 * the server carries it out in that order. Where beginning fails, everything behind it fails with it: nothing is done outside a transaction.
 */
import { CompiledQuery, type DatabaseConnection, DummyDriver, type Expression, type Kysely, type SqlBool, sql, Transaction } from "kysely";
import { compiledOnce, mergeIn, Place } from "./often.ts";
import { begin, dialectOf, heraldLock, theHouse, UnknownEnd } from "./postgres-dialect.ts";
import { isAway, isEngaged } from "./postgres-errors.ts";
import { merging } from "./postgres-merging.ts";
import type { Tables, Trx } from "./schema.ts";
import { together } from "./together.ts";

/**
 * For one account of several in one transaction it is waited no longer than this: a process that stands still with one in hand keeps its
 * lock for seconds, and the others go on without that one. For the house they all wait as for anything.
 */
const accountMs = 250;

const beginning = CompiledQuery.raw(begin);
const beginningSeveral = CompiledQuery.raw(
  `${begin}; select pg_advisory_xact_lock_shared(${heraldLock}, ${theHouse}); set local lock_timeout = ${accountMs}`,
);
const committing = CompiledQuery.raw("commit");
const rollback = CompiledQuery.raw("rollback");

interface Begun {
  readonly xid: string;
}

/** Shares the house; `xid` tells afterwards whether the transaction was committed, where the answer to that is lost. */
const sharing = compiledOnce<null, Begun>((trx) => trx.selectNoFrom([shared, xid]));
/** The same, and has the account of this post to itself: that never changes, so that it may be read before the lock is there. */
const sharingOne = compiledOnce<readonly string[], Begun>((trx) =>
  sharingWith(trx, sql<SqlBool>`id = ${new Place(([post]: readonly string[]) => post)}`),
);
const sharingSeveral = compiledOnce<readonly string[], Begun>((trx) =>
  sharingWith(trx, sql<SqlBool>`id = any(cast(${new Place((posts: readonly string[]) => posts)} as text[]))`),
);

/** Locks accounts in one order, so that no two who do wait for each other. */
function sharingWith(trx: Trx, isMeant: Expression<SqlBool>) {
  const keys = trx.selectFrom("posts").select(sql`hashtext(account)`.as("key")).distinct().where(isMeant).orderBy("key");
  const locks = sql`(select count(pg_advisory_xact_lock(${heraldLock + 1}, key)) from ${keys} as accounts)`;
  return trx.selectNoFrom([shared, xid, locks.as("accounts")]);
}
const shared = sql`pg_advisory_xact_lock_shared(${sql.lit(heraldLock)}, ${sql.lit(theHouse)})`.as("house");
const xid = sql<string>`pg_current_xact_id()::text`.as("xid");

/** A transaction that shares the house, and has the accounts of these posts to itself. */
export async function inRounds<T>(db: Kysely<Tables>, posts: readonly string[], work: (trx: Trx) => Promise<T>): Promise<T> {
  return await db.getExecutor().provideConnection(async (connection) => {
    const { trx, close } = opened(db, connection);
    const areSeveral = posts.length > 1;
    const begun = connection.executeQuery(areSeveral ? beginningSeveral : beginning);
    const locked = posts.length === 0 ? sharing(trx, null) : (areSeveral ? sharingSeveral : sharingOne)(trx, posts);
    if (areSeveral) mergeIn(trx, merging());
    try {
      const [, { rows }, result] = await together(begun, locked, work(trx));
      close();
      await commit(connection, rows[0]?.xid);
      return result;
    } catch (error) {
      close();
      if (!(error instanceof UnknownEnd)) await connection.executeQuery(rollback).catch(() => undefined);
      // To be tried one by one, not together once more.
      throw areSeveral && isEngaged(error) ? new Error("Somebody has one of these posts in hand.", { cause: error }) : error;
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
