/**
 * Transactions on PostgreSQL in few rounds: what they ask at once goes to the server at once, behind the statements that begin them, and
 * the server carries it out in that order. Where beginning fails, everything behind it fails with it: nothing is done outside a transaction.
 */
import { CompiledQuery, type DatabaseConnection, DummyDriver, type Kysely, Transaction } from "kysely";
import { beginning, dialectOf, UnknownEnd } from "./postgres-dialect.ts";
import { isAway } from "./postgres-errors.ts";
import type { Tables, Trx } from "./schema.ts";
import { together } from "./together.ts";

interface Round {
  /** Asked before anything else. */
  readonly lock: (trx: Trx) => Promise<unknown>;
}

/** A transaction on posts of one account, which shares the house. */
export async function inRounds<T>(db: Kysely<Tables>, { lock }: Round, work: (trx: Trx) => Promise<T>): Promise<T> {
  return await db.getExecutor().provideConnection(async (connection) => {
    const { trx, close } = opened(db, connection);
    const begun = connection.executeQuery<{ xid?: string }>(CompiledQuery.raw(beginning({ isolationLevel: "read committed" })));
    try {
      const [{ rows }, , result] = await together(begun, lock(trx), work(trx));
      close();
      await commit(connection, rows.at(-1)?.xid);
      return result;
    } catch (error) {
      close();
      if (!(error instanceof UnknownEnd)) await connection.executeQuery(CompiledQuery.raw("rollback")).catch(() => undefined);
      throw error;
    }
  });
}

async function commit(connection: DatabaseConnection, xid: string | undefined): Promise<void> {
  try {
    await connection.executeQuery(CompiledQuery.raw("commit"));
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
