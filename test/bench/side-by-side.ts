/**
 * `npm run bench -- side-by-side`: 1,000 accounts with one post each, due at the same second, on a platform that answers in 200 ms: how long
 * until the last is out, against what the allowed number at once sets. Then posts spread over time, one a second: how late they go out.
 * `--full` takes ten minutes for these, else two. Prints, never fails.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { usualConcurrency } from "../../src/worker/lanes.ts";
import { timeOnSqlite } from "./engine/on-sqlite.ts";
import { accountsNamed, seedQueue } from "./engine/seed.ts";
import { watchFor, workOn } from "./engine/worker-on.ts";
import { median, quantile } from "./median.ts";

const rounds = 5;
const count = 1_000;
const answerMs = 200;

async function together(): Promise<void> {
  const atOnce = usualConcurrency.perPlatform.x;
  const leastMs = Math.ceil(count / atOnce) * answerMs;
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    took.push(await timeOnSqlite({ posts: count, accounts: count, answerMs, concurrency: usualConcurrency }));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  process.stdout.write(`${count} accounts, a post each at the same second, ${atOnce} at once, the platform answers in ${answerMs} ms\n`);
  process.stdout.write(
    `  the last is out after ${seconds(median(took))} (median of ${rounds}), ${(median(took) / leastMs).toFixed(2)} of `,
  );
  process.stdout.write(`the ${seconds(leastMs)} that the bound sets; at most ${(Math.max(...took) / leastMs).toFixed(2)}\n`);
}

/** Milliseconds from when each of so many posts, one a second, was due to when the platform was asked for it. */
async function lateness(posts: number): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), "herald-bench-"));
  const file = join(folder, "herald.db");
  const accounts = accountsNamed(50);
  const store = await openSqlite({ file, now: Date.now, busyTimeoutMs: 50, watch: watchFor(accounts) });
  const raw = new DatabaseSync(file);
  // At odd milliseconds, so that no tick falls on them by itself.
  const first = Date.now() + 2_137;
  const dueAt = `${first} + i * 1000 + (i * 389) % 1000`;
  await seedQueue(async (statement) => raw.exec(statement), { accounts, posts, dueAt, at: first - 10_000 });
  raw.close();
  const stop = new AbortController();
  const late: number[] = [];
  const asked = (id: string) => {
    const number = Number(id.slice("p-".length));
    late.push(Date.now() - (first + number * 1000 + ((number * 389) % 1000)));
  };
  const published = () => late.length === posts && stop.abort();
  await workOn({ store, accounts, concurrency: usualConcurrency, answerMs: 0, asked, published, stop: stop.signal });
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return late;
}

export async function sideBySide(): Promise<void> {
  await together();
  const posts = process.argv.includes("--full") ? 600 : 120;
  const late = await lateness(posts);
  const at = (share: number) => `${quantile(late, share).toFixed(0)} ms`;
  process.stdout.write(
    `${posts} posts, about one a second: ${at(0.5)} late (median), ${at(0.99)} at 99 %, ${at(1)} at most; the worker looks every second\n`,
  );
}
