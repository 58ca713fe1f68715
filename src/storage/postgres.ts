/** PostgreSQL, as far as it differs from any other dialect: how a server is reached, waited for, and known. */
import { type Kysely, sql } from "kysely";
import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { block, refuse } from "../domain/problem.ts";
import { systemClock } from "../edge/clock.ts";
import { Conflict, type Database, type Patience, persevere } from "./database.ts";
import { isInsistedOn } from "./insist.ts";
import { placeOf } from "./location.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import type { House } from "./moving/house.ts";
import { kyselyOnPostgres } from "./postgres-dialect.ts";
import { explained, isAway, isPassing, isServerFull, mayNot } from "./postgres-errors.ts";
import { serverHome } from "./postgres-home.ts";
import { type Life, lifeOf, nameLives } from "./postgres-life.ts";
import { poolOn } from "./postgres-pool.ts";
import { StillOpen, serverDatabase } from "./postgres-transactions.ts";
import { tellWakeUps } from "./postgres-wake-ups.ts";
import { listenFor } from "./postgres-wakes.ts";
import type { Tables } from "./schema.ts";
import { Sealed } from "./seal.ts";
import { type Dialect, storeOn } from "./sql-store.ts";
import type { Steadfast } from "./steadfast.ts";
import type { Store } from "./store.ts";
import { serverTrouble } from "./trouble.ts";

export interface PostgresOptions {
  /** As `DATABASE_URL` has it: `postgres://USER:PASSWORD@HOST:5432/DATABASE`, with the options that `pg` knows. */
  readonly url: string;
  readonly now: () => Instant;
  /** What changes mean for the incidents; absent: nothing is an incident. */
  readonly watch?: Watch;
  /** Connections at most; a transaction has one while it lasts. */
  readonly poolSize?: number;
  /** Waiting all told for a lock before the verb throws. */
  readonly patienceMs?: number;
  /** Waits between two attempts. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** For a program that stays: it waits for the server as long as it takes, says so, and goes on. */
  readonly steadfast?: Steadfast;
}

const defaultPoolSize = 10;
const defaultPatienceMs = 30_000;
const oldestServer = 140_000;

const itsOwn = { "0023-wake-ups": { up: tellWakeUps }, "0026-server-life": { up: nameLives } };

/** All tables of this dialect, in the order of their names: those of every dialect, and its own. */
export const serverMigrations = Object.fromEntries(
  Object.entries({ ...migrations("bytea"), ...itsOwn }).sort(([one], [other]) => (one < other ? -1 : 1)),
);

/** Opens the database and brings its tables up to date. Throws, with one sentence, where that can't be. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { url, now, watch } = options;
  const { db, database, server, patience } = await opened(options);
  return storeOn(database, now, watch, { ...dialectOn(url, server), clock: () => persevere(patience, () => clockOf(db)) });
}

/** The database by itself, for whoever moves the queue into it or out of it: large tables take as long as they take. */
export async function openPostgresHouse(options: PostgresOptions): Promise<House> {
  const { database, server } = await opened(options, true);
  return { database, home: serverHome(server) };
}

async function opened(options: PostgresOptions, patient = false) {
  const { url, now, poolSize = defaultPoolSize } = options;
  const patience = patienceFor(options);
  const db = kyselyOnPostgres(poolOn(url, { size: poolSize, patient }));
  const life: Life = { id: null };
  const database = serverDatabase(db, patience, life);
  try {
    const server = await persevere(patience, () => identify(db, placeOf(url)));
    if (!(await persevere(patience, () => isUpToDate(db)))) await bringUpToDate(url, now, patience);
    life.id = await persevere(patience, () => lifeOf(db));
    return { db, database, server, patience };
  } catch (error) {
    await database.close();
    throw explained(error, placeOf(url));
  }
}

/** The everyday answer, without a look at every table of the server. */
async function isUpToDate(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select to_regclass('kysely_migration') is not null as has`.execute(db);
  if (!rows[0]?.has) return false;
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return done.rows.map(({ name }) => name).join() === Object.keys(serverMigrations).sort().join();
}

/** On a connection that waits as long as changing large tables takes. */
async function bringUpToDate(url: string, now: () => Instant, patience: Patience): Promise<void> {
  const upgrading = serverDatabase(kyselyOnPostgres(poolOn(url, { size: 1, patient: true })), patience);
  try {
    await migrate(upgrading, serverMigrations, now);
  } catch (error) {
    throw (await mayMakeTables(upgrading)) ? error : new Error(mayNot(placeOf(url)), { cause: error });
  } finally {
    await upgrading.close();
  }
}

/** Kysely looks again where a table could not be made, and what it meets then is another error. */
async function mayMakeTables(database: Database): Promise<boolean> {
  const asked = database.read((trx) => sql<{ may: boolean }>`select has_schema_privilege(current_schema(), 'create') as may`.execute(trx));
  return await asked.then(
    ({ rows }) => rows[0]?.may !== false,
    () => true,
  );
}

function dialectOn(url: string, server: string): Dialect {
  const remedy = "Use PostgreSQL's own pg_dump, and pg_restore to bring it back; Herald then starts paused, as on any copy.";
  return {
    home: serverHome(server),
    backUp: async ({ file }) => refuse(block("input-backup", file, "The queue is kept in PostgreSQL, and this copies a file.", remedy)),
    wakes: (wake, signal) => void listenFor(url, wake, (ms, until) => systemClock.sleep(ms, until), signal),
  };
}

/** Which database of which server this is. Throws, with one sentence, where it is none that Herald can work in. */
async function identify(db: Kysely<Tables>, place: string): Promise<string> {
  const { rows } = await sql<{ version: number; encoding: string; id: string }>`
    select current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding,
      (select system_identifier from pg_control_system()) || '/' ||
      (select oid from pg_database where datname = current_database()) as id`.execute(db);
  const [server] = rows;
  if (!server) throw new Error(`The database ${place} doesn't say what it is.`);
  const { version, encoding, id } = server;
  if (version < oldestServer)
    throw new Error(`The server of ${place} is PostgreSQL ${Math.floor(version / 10_000)}, and Herald needs 14 or newer.`);
  if (encoding === "UTF8") return id;
  throw new Error(`The database ${place} keeps its text as ${encoding}: make one with ENCODING 'UTF8' TEMPLATE template0.`);
}

/** The server's wall clock, whatever this machine's says. */
async function clockOf(db: Kysely<Tables>): Promise<Instant> {
  const { rows } = await sql<{ at: string }>`select floor(extract(epoch from clock_timestamp()) * 1000)::text as at`.execute(db);
  return Number(rows[0]?.at);
}

function patienceFor({ url, patienceMs = defaultPatienceMs, steadfast, sleep }: PostgresOptions): Patience {
  const place = placeOf(url);
  const stop = steadfast?.stop;
  const passes = (error: unknown) => isPassing(error) || error instanceof Conflict || error instanceof StillOpen;
  const comesBack = (error: unknown) => isAway(error) || isServerFull(error) || error instanceof Sealed;
  const stays = () => stop !== undefined && (!stop.aborted || isInsistedOn());
  return {
    // Whoever is only in the way goes out of it, and what came of a step in hand is still written down when Herald stops.
    mayPass: (error) => passes(error) || (stays() && comesBack(error)),
    attemptMs: 1,
    patienceMs: steadfast ? Number.POSITIVE_INFINITY : patienceMs,
    sleep: sleep ?? ((ms) => systemClock.sleep(ms, stop?.aborted ? undefined : stop)),
    chance: Math.random,
    complaint: `The database ${place} has been kept busy by another program for too long; end that program or wait, then try again.`,
    explain: (error) => explained(error, place),
    ...(steadfast ? { trouble: serverTrouble(place, steadfast.tell) } : {}),
  };
}
