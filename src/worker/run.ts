import { wakeOn } from "../edge/clock.ts";
import { askTheDatabase } from "./clocks.ts";
import { isIdle, tick } from "./tick.ts";
import type { Worker } from "./worker.ts";

/** Waits for the steps in hand; this worker begins none after `stopping` is set, but one that took its place may. */
async function settle(worker: Worker): Promise<void> {
  await Promise.all(worker.inHand.values());
}

async function tickSafely(worker: Worker): Promise<boolean> {
  try {
    await askTheDatabase(worker);
    await tick(worker);
    worker.observer.looked();
    return true;
  } catch (error) {
    worker.edge.log.error({ error: String(error) }, "the queue could not be read; trying again");
    return false;
  }
}

/** Until the next look: no longer than until the next post is due. */
async function restMs(worker: Worker, looked: boolean): Promise<number> {
  const { edge, store, timing } = worker;
  const now = edge.clock.now();
  const next = looked ? await store.nextDue(now).catch(() => null) : null;
  return next === null ? timing.tickMs : Math.min(timing.tickMs, Math.max(1, next - edge.clock.now()));
}

/**
 * Works the queue until `stop` aborts (the step in hand is finished), or with `untilIdle` until nothing is due.
 * A database that can tells at once what became due; node-cron wakes it every second, and a nap of `tickMs` in between. Any of them
 * may fail without harm.
 */
export async function run(worker: Worker, stop: AbortSignal, untilIdle: boolean): Promise<void> {
  const quit = () => {
    worker.stopping = true;
  };
  stop.addEventListener("abort", quit, { once: true });
  let nap = new AbortController();
  const cron = await wakeOn("* * * * * *", () => nap.abort());
  worker.queue.wake = () => nap.abort();
  const over = new AbortController();
  worker.store.wakes?.(() => nap.abort(), AbortSignal.any([over.signal, stop]));
  try {
    while (!stop.aborted) {
      // Made before the look, so that what asks for another one meanwhile is heard.
      nap = new AbortController();
      const looked = await tickSafely(worker);
      if (untilIdle && looked && (await isIdle(worker))) break;
      await worker.edge.clock.sleep(await restMs(worker, looked), AbortSignal.any([nap.signal, stop]));
    }
  } finally {
    cron.stop();
    over.abort();
    await settle(worker);
  }
}
