/**
 * `npm run bench -- flatness`: how long it takes to find the one post that is due and to claim it, with 1,000, 100,000 and 1,000,000 that
 * wait, in both databases. The sizes take turns, a claim each. Prints, never fails.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { admit } from "../../src/pipeline/admit.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Store } from "../../src/storage/store.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { accountsNamed, type Run, seedQueue } from "./engine/seed.ts";
import { watchFor } from "./engine/worker-on.ts";
import { median, quantile } from "./median.ts";

const sizes = [1_000, 100_000, 1_000_000] as const;
const rounds = 5;
/** Claims in a round. */
const claims = 200;
/** Claims before the first round. */
const warmUp = 50;
const accounts = accountsNamed(1_000);
const byId = new Map(accounts.map((account) => [account.id, account]));
const owner = "bench/1/1";

/** A queue of one size; `next` counts the posts that were claimed. */
interface Queue {
  readonly size: number;
  readonly store: Store;
  readonly begun: number;
  next: number;
  readonly p50: number[];
  readonly p99: number[];
}

/** Posts that wait for weeks, and some that come due one a second from `begun` on. */
async function fill(run: Run, size: number, begun: number): Promise<void> {
  const at = begun - 86_400_000;
  await seedQueue(run, { accounts, posts: size, dueAt: `${begun + 30 * 86_400_000} + i * 1000`, at });
  await seedQueue(run, { accounts, posts: warmUp + rounds * claims, from: size, dueAt: `${begun} + (i - ${size}) * 1000`, at });
}

/** From the look at the queue to the claim that is committed, in milliseconds. */
async function claimNext(queue: Queue): Promise<number> {
  const { store, begun } = queue;
  const now = begun + queue.next * 1000;
  queue.next += 1;
  const start = performance.now();
  const [due] = await store.due(now);
  if (!due) throw new Error("Nothing is due.");
  const account = byId.get(due.post.account);
  if (!account) throw new Error("An account isn't known.");
  const claimed = await store.begin(due.post.id, owner, now, (view, ledger) =>
    admit(view, ledger, { account, now, microCents: 1_500_000, capacity: null }),
  );
  const took = performance.now() - start;
  if (claimed?.kind !== "go") throw new Error("It could not be claimed.");
  const done = { transition: "publish", set: { dueAt: null }, note: {} } as const;
  await store.move(due.post.id, claimed.lease.token, done, now, "worker bench:1");
  return took;
}

/** One claim in each queue after the other: what else the machine does strikes all alike. */
async function measure(queues: readonly Queue[]): Promise<void> {
  const took = new Map(queues.map((queue): [Queue, number[]] => [queue, []]));
  for (let claim = 0; claim < claims; claim += 1) for (const [queue, own] of took) own.push(await claimNext(queue));
  for (const [queue, own] of took) {
    queue.p50.push(median(own));
    queue.p99.push(quantile(own, 0.99));
  }
}

type Open = (size: number, begun: number) => Promise<Store>;

async function compare(name: string, open: Open): Promise<void> {
  const begun = Date.now();
  const queues: Queue[] = [];
  for (const size of sizes) queues.push({ size, store: await open(size, begun), begun, next: 0, p50: [], p99: [] });
  for (let claim = 0; claim < warmUp; claim += 1) for (const queue of queues) await claimNext(queue);
  for (let round = 0; round < rounds; round += 1) await measure(queues);
  process.stdout.write(`${name}: finding and claiming one post, ${claims} times; medians of ${rounds} rounds\n`);
  const [least] = queues;
  for (const { size, p50, p99 } of queues) {
    const against = (own: readonly number[], first: readonly number[] = []) => (median(own) / median(first)).toFixed(2);
    const ratios = `${against(p50, least?.p50)} and ${against(p99, least?.p99)} of the least`;
    const times = `${median(p50).toFixed(2)} ms median, ${median(p99).toFixed(2)} ms at 99 %`;
    process.stdout.write(`  ${size.toLocaleString("en").padStart(9)} waiting: ${times}; ${ratios}\n`);
  }
  for (const { store } of queues) await store.close();
}

async function onSqlite(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "herald-bench-"));
  await compare("SQLite", async (size, begun) => {
    const file = join(folder, `${size}.db`);
    const store = await openSqlite({ file, now: () => begun, watch: watchFor(accounts) });
    const raw = new DatabaseSync(file);
    await fill(async (statement) => raw.exec(statement), size, begun);
    raw.exec("pragma wal_checkpoint(truncate)");
    raw.close();
    return store;
  });
  rmSync(folder, { recursive: true, force: true });
}

async function onPostgres(): Promise<void> {
  const server = await startPostgres([]);
  const asked = async (url: string, work: (run: Run) => Promise<unknown>) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await work((statement) => client.query(statement));
    await client.end();
  };
  try {
    await compare("PostgreSQL", async (size, begun) => {
      const url = `${server.url}waiting_${size}`;
      await asked(`${server.url}postgres`, (run) => run(`create database waiting_${size}`));
      const store = await openPostgres({ url, now: () => begun, watch: watchFor(accounts) });
      await asked(url, async (run) => {
        await fill(run, size, begun);
        await run("vacuum analyze");
        await run("checkpoint");
      });
      return store;
    });
  } finally {
    await server.stop();
  }
}

export async function flatness(): Promise<void> {
  await onSqlite();
  await onPostgres();
}
