import type { Clock } from "../edge/clock.ts";
import type { Deadline } from "../platforms/platform.ts";

/**
 * How long ago this is called, from now on: by the monotonic clock, which doesn't jump, or the wall clock, which goes on while a machine
 * sleeps, whichever says more. A process that was stopped and a machine that slept both find that their time has passed.
 */
export function stopwatch(clock: Clock): () => number {
  const [mono, wall] = [clock.mono(), clock.now()];
  return () => Math.max(clock.mono() - mono, clock.now() - wall);
}

/** A deadline `ms` from now: whoever was held up meanwhile finds it passed. */
export function deadlineIn(clock: Clock, ms: number): Deadline {
  const pastMs = stopwatch(clock);
  return { leftMs: () => ms - pastMs(), signal: clock.timeout(ms) };
}
