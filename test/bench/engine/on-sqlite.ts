/** The engine on a SQLite file, in one process. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import type { Concurrency } from "../../../src/worker/lanes.ts";
import { accountsNamed, seedQueue } from "./seed.ts";
import { watchFor, workOn } from "./worker-on.ts";

export interface Load {
  readonly posts: number;
  readonly accounts: number;
  readonly answerMs: number;
  readonly concurrency: Concurrency;
}

/** Milliseconds until the last of the posts, all due at once, is through. */
export async function timeOnSqlite({ posts, accounts: count, answerMs, concurrency }: Load): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "herald-bench-"));
  const file = join(folder, "herald.db");
  const accounts = accountsNamed(count);
  const store = await openSqlite({ file, now: Date.now, busyTimeoutMs: 50, watch: watchFor(accounts) });
  const raw = new DatabaseSync(file);
  const at = Date.now() - 1000;
  await seedQueue(async (statement) => raw.exec(statement), { accounts, posts, dueAt: String(at), at });
  raw.close();
  const stop = new AbortController();
  const begun = performance.now();
  let [left, took] = [posts, 0];
  const published = () => {
    left -= 1;
    if (left > 0) return;
    took = performance.now() - begun;
    stop.abort();
  };
  await workOn({ store, accounts, concurrency, answerMs, published, stop: stop.signal });
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return took;
}
