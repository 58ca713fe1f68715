/** Hearing at once of what became due: https://www.postgresql.org/docs/current/sql-listen.html */
import pg from "pg";
import { connectionTo } from "./postgres-pool.ts";
import { wakeChannel } from "./postgres-wake-ups.ts";

/** While the server is away. */
const againMs = 2_000;
/** How often a connection that nobody speaks on is asked whether it is still there. */
const pulseMs = 30_000;

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * Calls `wake` whenever a commit made something due, on a connection of its own, until `signal` aborts. One that breaks is made
 * anew, and `wake` called once for what may have been missed. Never throws: the queue is looked at every tick anyhow.
 */
export async function listenFor(url: string, wake: () => void, sleep: Sleep, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(url, wake, sleep, signal).catch(() => undefined);
    await sleep(againMs, signal);
  }
}

/** Until the connection breaks. */
async function listenOnce(url: string, wake: () => void, sleep: Sleep, signal: AbortSignal): Promise<void> {
  const client = new pg.Client(connectionTo(url));
  const ended = new AbortController();
  client.on("error", () => ended.abort());
  client.on("end", () => ended.abort());
  client.on("notification", wake);
  const until = AbortSignal.any([ended.signal, signal]);
  try {
    await client.connect();
    await client.query(`listen ${wakeChannel}`);
    wake();
    while (!until.aborted) {
      await sleep(pulseMs, until);
      if (!until.aborted) await client.query("select 1");
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
