/** Kysely's PostgreSQL dialect, as far as Herald needs it another way. */
import {
  type ColumnDefinitionNode,
  CompiledQuery,
  type DatabaseConnection,
  type DataTypeNode,
  type Dialect,
  Kysely,
  type LogConfig,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  PostgresQueryCompiler,
  type TransactionSettings,
} from "kysely";
import { isAway } from "./postgres-errors.ts";
import type { Tables } from "./schema.ts";

/** Herald's advisory locks have this number before their own, so that they are told from those of other programs. */
export const heraldLock = 1_212_371_780;
/** Held alone by whoever writes, together by workers on posts of different accounts. */
export const theHouse = 0;

/** Sees one state of the database throughout. */
const look = "begin isolation level repeatable read read only";
/** The transaction's number tells afterwards whether it was committed, where the answer to that is lost. */
export const begin = "begin isolation level read committed";
const number = "select pg_current_xact_id()::text as xid";

/**
 * How a transaction begins, in one round trip. One that writes has the house to itself: each of its statements sees all that was
 * committed before, and nothing comes between them. Those that share it begin in `postgres-rounds.ts`.
 */
function beginning({ accessMode }: TransactionSettings): string {
  return accessMode === "read only" ? look : `${begin}; select pg_advisory_xact_lock(${heraldLock}, ${theHouse}); ${number}`;
}

/** The server was lost while a transaction was being committed: it alone knows whether it was. */
export class UnknownEnd extends Error {
  readonly xid: string;
  constructor(xid: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.xid = xid;
  }
}

export function kyselyOnPostgres(pool: PostgresPool, log: LogConfig = []): Kysely<Tables> {
  const dialect = new ServerDialect({ pool });
  const db = new Kysely<Tables>({ dialect, log });
  dialects.set(db, dialect);
  return db;
}

const dialects = new WeakMap<Kysely<Tables>, ServerDialect>();

/** Of a database that was opened here. */
export function dialectOf(db: Kysely<Tables>): Dialect {
  const dialect = dialects.get(db);
  if (!dialect) throw new Error("This is no database on PostgreSQL.");
  return dialect;
}

class ServerDialect extends PostgresDialect {
  readonly #pool: PostgresPool;
  constructor(config: { readonly pool: PostgresPool }) {
    super(config);
    this.#pool = config.pool;
  }
  override createDriver(): PostgresDriver {
    return new HouseDriver({ pool: this.#pool });
  }
  override createAdapter(): PostgresAdapter {
    return new LockedAdapter();
  }
  override createQueryCompiler(): PostgresQueryCompiler {
    return new PlainTextCompiler();
  }
}

class HouseDriver extends PostgresDriver {
  readonly #numbers = new WeakMap<DatabaseConnection, string>();
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    try {
      const { rows } = await connection.executeQuery<{ xid?: string }>(CompiledQuery.raw(beginning(settings)));
      const xid = rows.at(-1)?.xid;
      if (xid !== undefined) this.#numbers.set(connection, xid);
    } catch (error) {
      // A lock that was waited for in vain leaves a transaction open, and Kysely takes it for one that never began.
      await connection.executeQuery(CompiledQuery.raw("rollback")).catch(() => undefined);
      throw error;
    }
  }
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const xid = this.#numbers.get(connection);
    this.#numbers.delete(connection);
    try {
      await super.commitTransaction(connection);
    } catch (error) {
      throw xid !== undefined && isAway(error) ? new UnknownEnd(xid, error) : error;
    }
  }
  /** On a lost connection nothing is left to take back, and failing at it would hide why; the connection is given up. */
  override async rollbackTransaction(connection: Parameters<PostgresDriver["rollbackTransaction"]>[0]): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined);
  }
}

/** Whoever migrates has the house to itself already. */
class LockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/**
 * Text is compared byte by byte, as in SQLite: what is read in order comes in the same order, and no index of it goes wrong when the
 * server's system changes how it sorts.
 */
class PlainTextCompiler extends PostgresQueryCompiler {
  #isColumn = false;
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    this.#isColumn = true;
    super.visitColumnDefinition(node);
    this.#isColumn = false;
  }
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (this.#isColumn && node.dataType === "text") this.append(' collate "C"');
    this.#isColumn = false;
  }
}
