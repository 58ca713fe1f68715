/**
 * `npm run bench -- flatness [--full] [--sqlite|--postgres] [--waiting|--finished]`: how long it takes to find the one post that is due and
 * to claim it, in both databases: with 1,000, 100,000 and 1,000,000 that wait, and with a million (`--full`: ten) that are finished and
 * archived beside 1,000 that wait. The queues take turns, a claim each, and after each one row is changed and committed, to see what the
 * disk and the machine do. Prints, never fails.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import pg from "pg";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Store } from "../../src/storage/store.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { accounts, claims, compareClaims, type Queue, rounds, warmUp } from "./claims.ts";
import { seedFinished } from "./engine/finished.ts";
import { type Run, seedQueue } from "./engine/seed.ts";
import { watchFor } from "./engine/worker-on.ts";

interface Size {
  readonly waiting: number;
  readonly finished: number;
}

const many = (count: number) => count.toLocaleString("en");
const nameOf = ({ waiting, finished }: Size) => `${many(waiting)} waiting${finished > 0 ? `, ${many(finished)} finished` : ""}`;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

type Indexes = ReadonlyMap<string, string>;
const byName = (rows: readonly Record<string, unknown>[]): Indexes => new Map(rows.map(({ name, made }) => [String(name), String(made)]));

/** What is finished, posts that wait for weeks, and some that come due one a second from `begun` on. */
async function fill(run: Run, store: Store, { waiting, finished }: Size, begun: number, indexes: () => Promise<Indexes>): Promise<void> {
  await seedFinished(run, { store, accounts, posts: finished, begun, indexes });
  const at = begun - 86_400_000;
  await seedQueue(run, { accounts, posts: waiting, dueAt: `${begun + 30 * 86_400_000} + i * 1000`, at });
  const due = warmUp + 2 * rounds * claims;
  await seedQueue(run, { accounts, posts: due, from: waiting, dueAt: `${begun} + (i - ${waiting}) * 1000`, at });
  await run("create table control (k integer primary key, n integer)");
  await run("insert into control values (1, 0)");
}

const change = "update control set n = n + 1 where k = 1";

/** Filled by a connection that waits for no disk and checks no reference; measured by others. */
async function fillFile(file: string, store: Store, size: Size, begun: number): Promise<void> {
  const raw = new DatabaseSync(file, { enableForeignKeyConstraints: false, timeout: 10_000 });
  raw.exec("pragma synchronous = off; pragma cache_size = -64000");
  const indexes = async () =>
    byName(raw.prepare("select name, sql as made from sqlite_master where type = 'index' and sql is not null").all());
  await fill(async (statement) => raw.exec(statement), store, size, begun, indexes);
  raw.exec("pragma wal_checkpoint(truncate)");
  raw.close();
}

async function fileQueue(folder: string, size: Size, begun: number): Promise<Queue> {
  const file = join(folder, `${size.waiting}-${size.finished}.db`);
  const store = await openSqlite({ file, now: () => begun, watch: watchFor(accounts) });
  await fillFile(file, store, size, begun);
  const control = new DatabaseSync(file, { timeout: 10_000 });
  control.exec("pragma synchronous = full");
  const statement = control.prepare(change);
  return {
    name: nameOf(size),
    store,
    begun,
    commit: async () => void statement.run(),
    size: async () => gigabytes(statSync(file).size),
    close: async () => {
      control.close();
      await store.close();
    },
  };
}

/** What lies on the disk for long is read from there by whoever comes first: of each of the 1,000 accounts, its first post. */
function passes(sizes: readonly Size[]): readonly string[] {
  return sizes.some(({ finished }) => finished > 0) ? [", each account's first", ", each account's second"] : [""];
}

async function onSqlite(sizes: readonly Size[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "herald-bench-"));
  const queues: Queue[] = [];
  try {
    const begun = Date.now();
    for (const size of sizes) queues.push(await fileQueue(folder, size, begun));
    await compareClaims("SQLite", queues, true, passes(sizes));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // Where something fails, the server is stopped under it, and that is not what went wrong.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** A constraint makes its own. */
const madeIndexes = `select indexname as name, indexdef as made from pg_indexes where schemaname = 'public'
  and indexname not in (select conname from pg_constraint)`;

async function serverQueue(server: PostgresServer, size: Size, begun: number): Promise<Queue> {
  const name = `queue_${size.waiting}_${size.finished}`;
  const admin = await connect(`${server.url}postgres`);
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = `${server.url}${name}`;
  const store = await openPostgres({ url, now: () => begun, watch: watchFor(accounts) });
  const filler = await connect(url);
  await filler.query("set synchronous_commit = off; set session_replication_role = replica; set maintenance_work_mem = '1GB'");
  const indexes = async () => byName((await filler.query(madeIndexes)).rows);
  await fill((statement) => filler.query(statement), store, size, begun, indexes);
  await filler.query("vacuum analyze");
  await filler.query("checkpoint");
  await filler.end();
  const control = await connect(url);
  return {
    name: nameOf(size),
    store,
    begun,
    commit: async () => void (await control.query({ name: "control", text: change })),
    size: async () => gigabytes(Number((await control.query("select pg_database_size(current_database()) as bytes")).rows[0].bytes)),
    close: async () => {
      await control.end();
      await store.close();
    },
  };
}

async function onPostgres(sizes: readonly Size[]): Promise<void> {
  const server = await startPostgres(["max_wal_size=4GB"]);
  try {
    const begun = Date.now();
    const queues: Queue[] = [];
    for (const size of sizes) queues.push(await serverQueue(server, size, begun));
    await compareClaims("PostgreSQL", queues, false, passes(sizes));
  } finally {
    await server.stop();
  }
}

export async function flatness(): Promise<void> {
  const flag = { type: "boolean" } as const;
  const options = { full: flag, sqlite: flag, postgres: flag, waiting: flag, finished: flag };
  const { values } = parseArgs({ args: process.argv.slice(3), options, strict: false });
  const waiting = [1_000, 100_000, 1_000_000].map((count) => ({ waiting: count, finished: 0 }));
  const finished = [0, values.full ? 10_000_000 : 1_000_000].map((count) => ({ waiting: 1_000, finished: count }));
  const parts = [...(values.finished ? [] : [waiting]), ...(values.waiting ? [] : [finished])];
  for (const sizes of parts) {
    if (!values.postgres) await onSqlite(sizes);
    if (!values.sqlite) await onPostgres(sizes);
  }
}
