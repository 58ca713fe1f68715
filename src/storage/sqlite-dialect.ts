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
import type { Idleness } from "./sqlite-idle.ts";

/** Kysely on one connection: whoever wants it waits until the transaction before has ended. */
export function kyselyOn(native: NodeSqlite, log: LogConfig = [], idleness?: Idleness): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new FileDialect(native, idleness), log });
}

/**
 * Pages of the write-ahead log (32 MB) at which a commit carries them over into the file itself, where nobody did so before. That commit
 * takes far longer, the longer the larger the file is, as its changes are scattered over more pages: at SQLite's own 1,000 pages it
 * struck one claim of forty, at this one of three hundred.
 */
const walPages = 8_000;

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
  await sql`pragma wal_autocheckpoint = ${sql.lit(walPages)}`.execute(db);
}

class FileDialect extends SqliteDialect {
  readonly #native: NodeSqlite;
  readonly #idleness: Idleness | undefined;
  constructor(native: NodeSqlite, idleness: Idleness | undefined) {
    super({ database: native });
    this.#native = native;
    this.#idleness = idleness;
  }
  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#native, this.#idleness);
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
  readonly #idleness: Idleness | undefined;
  #changes = false;
  constructor(native: NodeSqlite, idleness: Idleness | undefined) {
    super({ database: native });
    this.#native = native;
    this.#idleness = idleness;
  }
  /** A deferred transaction that reads and then writes fails at once if another wrote in between, whatever the time-out. */
  override async beginTransaction(_connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    this.#idleness?.began();
    this.#changes = settings?.accessMode !== "read only";
    this.#native.prepare(this.#changes ? "begin immediate" : "begin").run([]);
  }
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    if (this.#changes) this.#idleness?.changed();
  }
  /** Nothing is left to undo where SQLite did it already; a failing `rollback` would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#native.inTransaction()) await super.rollbackTransaction(connection);
  }
  override async destroy(): Promise<void> {
    this.#idleness?.ended();
    await super.destroy();
  }
}
