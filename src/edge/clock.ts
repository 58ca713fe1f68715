import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { Instant } from "../domain/instant.ts";

/** Time as an argument: everything that waits or looks at a clock is given one. */
export interface Clock {
  /** Wall time. */
  now(): Instant;
  /** Milliseconds of a clock that never jumps; only differences mean anything. */
  mono(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that aborts after `ms`. */
  timeout(ms: number): AbortSignal;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(Math.max(0, ms), undefined, signal ? { signal } : {}).catch(() => undefined);
  },
  timeout: (ms) => AbortSignal.timeout(Math.max(0, Math.ceil(ms))),
};

/**
 * Calls `wake` on a cron expression until stopped. Wake-ups only wake: what is due is computed by the pipeline, so that a
 * missed or doubled one cannot matter.
 */
export async function wakeOn(expression: string, wake: () => void): Promise<{ stop(): void }> {
  const { schedule } = await import("node-cron");
  const task = schedule(expression, wake, { timezone: "Etc/UTC", suppressMissedWarning: true });
  // One that is only stopped is kept by the library for ever, and with it whatever it wakes.
  return { stop: () => void task.destroy() };
}
