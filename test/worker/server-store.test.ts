import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/storage/store.ts";
import { askTheDatabase } from "../../src/worker/clocks.ts";
import { run } from "../../src/worker/run.ts";
import type { Worker } from "../../src/worker/worker.ts";
import { until } from "../support/herald.ts";
import { openWorkerPlay, type WorkerPlay } from "../support/worker-play.ts";

const noon = Date.UTC(2026, 2, 2, 12);
const minuteMs = 60_000;

describe("a worker on a server's database", () => {
  let play: WorkerPlay;
  beforeEach(async () => {
    play = await openWorkerPlay(noon);
  });
  afterEach(() => play.close());

  const workerOn = (more: Partial<Store>): Worker => ({ ...play.begin(), store: { ...play.store, ...more } });

  test("ends its nap the moment the database says that something is due, and listens no longer than it works", async () => {
    const heard: { listen?: () => void; signal?: AbortSignal } = {};
    const worker = workerOn({ wakes: (listen, signal) => Object.assign(heard, { listen, signal }) });
    const naps: AbortSignal[] = [];
    const sleep = async (_ms: number, signal?: AbortSignal) => {
      if (!signal || signal.aborted) return;
      naps.push(signal);
      await once(signal, "abort");
    };
    const stop = new AbortController();
    const working = run({ ...worker, edge: { ...worker.edge, clock: { ...worker.edge.clock, sleep } } }, stop.signal, false);
    const nap = await until("it naps", () => naps.findLast(({ aborted }) => !aborted));
    heard.listen?.();
    expect(nap.aborted).toBe(true);
    expect(heard.signal?.aborted).toBe(false);
    stop.abort();
    await working;
    expect(heard.signal?.aborted).toBe(true);
  });

  test("asks the server the time once a minute, and believes it", async () => {
    let asked = 0;
    const worker = workerOn({
      clock: async () => {
        asked += 1;
        return play.clock.truth();
      },
    });
    play.clock.jump(3 * minuteMs);
    expect(worker.clocks.trouble()).not.toBeNull();
    const late = { ...play.begin(), store: worker.store };
    expect(late.clocks.trouble()).toBeNull();
    await askTheDatabase(late);
    expect(late.clocks.trouble()).toMatchObject({ message: expect.stringContaining("by the database's it is") });
    for (let time = 0; time < 5; time += 1) await askTheDatabase(late);
    play.clock.pass(minuteMs);
    await askTheDatabase(late);
    expect(asked).toBe(2);
    play.clock.jump(-3 * minuteMs);
    expect(late.clocks.trouble()).toBeNull();
  });

  test("learns nothing of the time from an answer that took long", async () => {
    const worker = workerOn({
      clock: async () => {
        play.clock.pass(6_000);
        return play.clock.truth() + 10 * minuteMs;
      },
    });
    await askTheDatabase(worker);
    expect(worker.clocks.trouble()).toBeNull();
  });
});
