import {
  type DatabaseConnection,
  Kysely,
  type LogConfig,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  sql,
  type TransactionSettings,
} from "kysely";
import type { NodeSqlite } from "./node-sqlite.ts";
import type { Tables } from "./schema.ts";

/** Kysely on one connection: whoever wants it waits until the transaction before has ended. */
export function kyselyOn(native: NodeSqlite, log: LogConfig = []): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new FileDialect(native), log });
}

/**
 * Sets up a connection. `synchronous = full`: with WAL, anything less may forget the last commits when the power fails.
 * Throws, with one sentence, where the file system can't do it.
 */
export async function prepare(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode = wal`.execute(db);
  const mode = rows[0]?.journal_mode;
  if (mode !== "wal")
    throw new Error(
      `The database's folder does not take SQLite's write-ahead log (it stays in mode ${mode}); put the file on a local disk.`,
    );
  await sql`pragma synchronous = full`.execute(db);
  await sql`pragma foreign_keys = on`.execute(db);
}

class FileDialect extends SqliteDialect {
  readonly #native: NodeSqlite;
  constructor(native: NodeSqlite) {
    super({ database: native });
    this.#native = native;
  }
  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#native);
  }
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** SQLite's DDL is transactional; Kysely says it isn't, and a kill between two statements would then brick the file. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #native: NodeSqlite;
  constructor(native: NodeSqlite) {
    super({ database: native });
    this.#native = native;
  }
  /** A deferred transaction that reads and then writes fails at once if another wrote in between, whatever the time-out. */
  override async beginTransaction(_connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    this.#native.prepare(settings?.accessMode === "read only" ? "begin" : "begin immediate").run([]);
  }
  /** Nothing is left to undo where SQLite did it already; a failing `rollback` would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#native.inTransaction()) await super.rollbackTransaction(connection);
  }
}
