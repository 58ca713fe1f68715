/** Connections to PostgreSQL: how they are made, what they prepare, and what they give back. https://node-postgres.com */
import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";
import { isAway, isStale } from "./postgres-errors.ts";

const int8 = 20;
const bytea = 17;

/** A server that doesn't answer is away after this long. */
const connectMs = 10_000;
/** Longer than any question of Herald's takes, and than any lock is waited for: then the connection counts as lost, well within a lease. */
const questionMs = 20_000;
/** Locks are held for milliseconds; whoever waits longer tries again, and says so. */
const lockMs = 5_000;
/**
 * No transaction awaits anything but the database: one that stands still belongs to a process that was stopped, or is no more.
 * The server ends it, so that its locks keep nobody waiting.
 */
const standStillMs = 10_000;

export interface PoolOptions {
  /** Connections at most. */
  readonly size: number;
  /** True for changes of the tables: they take as long as they take. */
  readonly patient?: boolean;
}

/** How a connection to the database is made. */
export function connectionTo(url: string, patient = false): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    application_name: "herald",
    keepAlive: true,
    keepAliveInitialDelayMillis: connectMs,
    idle_in_transaction_session_timeout: standStillMs,
    lock_timeout: lockMs,
    ...(patient ? {} : { query_timeout: questionMs }),
    types: { getTypeParser },
  };
}

/** Whole numbers below 2^53 as numbers, and bytes as bytes: as SQLite gives them. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: "text" | "binary") => {
  if (oid === int8) return Number;
  if (oid === bytea) return (text: string) => new Uint8Array(Buffer.from(text.slice("\\x".length), "hex"));
  return format === "binary" ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid);
};

/** Opens no connection before one is asked for. */
export function poolOn(url: string, { size, patient = false }: PoolOptions): PostgresPool {
  const { connectionTimeoutMillis, ...connection } = connectionTo(url, patient);
  // How long a connection may take to come about is its own matter: the pool's time limit would count waiting for a free one, too.
  class Client extends pg.Client {
    constructor() {
      super({ ...connection, connectionTimeoutMillis, pipeline: true });
    }
  }
  const pool = new pg.Pool({ max: size, Client, idleTimeoutMillis: 30_000 });
  // An idle connection that breaks leaves the pool by itself; whoever needs one next hears of it where none can be made.
  pool.on("error", () => undefined);
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: {},
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const prepared = known.get(client) ?? preparing(client);
      known.set(client, prepared);
      return prepared;
    },
  };
}

/** Statements kept prepared, in all connections under the same names; the store has fewer than this. */
const keptStatements = 400;
const names = new Map<string, string>();

/** A name for a statement that comes back; none where there are too many, as lists of every length make them. */
function nameOf(text: string): { readonly name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= keptStatements) return {};
  const name = `herald_${names.size + 1}`;
  names.set(text, name);
  return { name };
}

/** What is asked at once goes out in one piece: see `together`. */
function gathering({ connection }: pg.PoolClient): () => void {
  let gathered = false;
  return () => {
    if (gathered) return;
    gathered = true;
    const { stream } = connection;
    stream.cork();
    process.nextTick(() => {
      gathered = false;
      stream.uncork();
    });
  };
}

/** The same connection, asking each question prepared: the server reads and plans it once. */
function preparing(client: pg.PoolClient): PostgresPoolClient {
  let spoilt = false;
  const gather = gathering(client);
  const ask = async (text: string, values: readonly unknown[]) => {
    try {
      gather();
      if (values.length > 0) return await client.query({ ...nameOf(text), text, values: values.map(storable) });
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(text);
      // Several statements in one text have an answer each; what is asked for stands last.
      return Array.isArray(answer) ? answer.at(-1) : answer;
    } catch (error) {
      spoilt ||= isStale(error) || isAway(error);
      throw error;
    }
  };
  // A connection in the pool must not bring the program down when it breaks; its questions fail, and that is heard.
  client.on("error", () => undefined);
  return {
    query: ask as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy === true || spoilt),
  };
}

/**
 * Numbers that are no whole ones would be a bug in what is kept: instants are milliseconds. U+0000, which PostgreSQL's text can't hold,
 * becomes the sign for what can't be shown: an address that asks for it finds nothing.
 */
function storable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value === "string") return value.replaceAll("\u0000", "\uFFFD");
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  throw new TypeError(`A query was given the number ${value}; only whole numbers are kept.`);
}
