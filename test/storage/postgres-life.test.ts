import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres } from "../../src/storage/postgres.ts";
import { kyselyOnPostgres } from "../../src/storage/postgres-dialect.ts";
import { fateOf, lifeOf } from "../../src/storage/postgres-life.ts";
import { poolOn } from "../../src/storage/postgres-pool.ts";
import { layLine } from "../support/cut-line.ts";
import { until } from "../support/herald.ts";
import { ask } from "../support/postgres-databases.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { approved, morning } from "../support/store-fixtures.ts";

/** A server of its own, for it crashes: it keeps what was committed, and writes nothing else down by itself meanwhile. */
let server: PostgresServer;
let url: string;
beforeAll(async () => {
  server = await startPostgres(["wal_writer_delay=10s", "autovacuum=off"]);
  url = `${server.url}herald`;
  await ask(`${server.url}postgres`, "create database herald");
}, 30_000);
afterAll(() => server.stop());

/** The transaction that is about to be committed. */
async function hanging(): Promise<{ readonly pid: number; readonly xid: number }> {
  const question =
    "select pid, backend_xid::text as xid from pg_stat_activity where state = 'idle in transaction' and backend_xid is not null";
  const [row] = await ask(url, question);
  return { pid: Number(row?.pid), xid: Number(row?.xid) };
}

/** Kills one process of the server, which takes that for a crash and begins anew. */
async function crash(pid: number): Promise<pg.Client> {
  process.kill(pid, "SIGKILL");
  return await until("the server is there again", async () => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    const hasCrashed = async () => {
      await client.connect();
      return (await client.query("select 1 from server_life")).rows.length === 0;
    };
    if (await hasCrashed().catch(() => false)) return client;
    await client.end().catch(() => undefined);
    return null;
  });
}

/** Others commit until the number of the lost transaction is one of theirs. */
async function giveAway(xid: number, other: pg.Client): Promise<string> {
  for (let taken = 0; taken < xid; ) {
    const { rows } = await other.query<{ xid: string }>("select pg_current_xact_id()::text as xid");
    taken = Number(rows[0]?.xid);
  }
  const { rows } = await other.query<{ status: string }>(`select pg_xact_status('${xid}'::xid8) as status`);
  return rows[0]?.status ?? "";
}

test("an intent that a crash lost is not taken for committed because its number was given to another transaction", {
  timeout: 60_000,
}, async () => {
  const line = await layLine(url);
  const again = Promise.withResolvers<void>();
  const options = { now: () => morning, sleep: () => again.promise };
  const store = await openPostgres({
    url: line.url,
    ...options,
    steadfast: { tell: () => undefined, stop: new AbortController().signal },
  });
  await approved(store, "one");
  const token = (await store.claim("one", null, "w/1/1", morning))?.lease.token ?? "";
  const length = (await store.view("one"))?.journal.length ?? 0;
  const keptBack = line.keepBackNextCommit();
  const intent = { kind: "intent", step: "post-1", stepDigest: "d" } as const;
  const intending = store.intend("one", token, length + 1, intent, () => null, morning, "w");
  await keptBack;
  const { pid, xid } = await hanging();
  const other = await crash(pid);
  expect(await giveAway(xid, other)).toBe("committed");
  await other.end();
  again.resolve();
  expect(await intending).toEqual({ ok: true });
  expect((await store.view("one"))?.journal.slice(length)).toEqual([{ ...intent, seq: length + 1, at: morning, by: "w" }]);
  await store.close();
  await line.close();
});

test("a server that is asked about its own life says what became of a transaction, and of another life nothing", async () => {
  const db = kyselyOnPostgres(poolOn(url, { size: 1 }));
  const life = await lifeOf(db);
  expect(await lifeOf(db)).toBe(life);
  const [row] = await ask(url, "select pg_current_xact_id()::text as xid");
  const xid = String(row?.xid);
  expect(await fateOf(db, xid, life)).toBe("committed");
  expect(await fateOf(db, xid, "00000000-0000-0000-0000-000000000000")).toBeNull();
  await db.destroy();
});
