import type { Clock } from "../edge/clock.ts";
import type { Deadline } from "../platforms/platform.ts";

/** A deadline `ms` from now, by the monotonic clock: a process that was stopped meanwhile finds it passed. */
export function deadlineIn(clock: Clock, ms: number): Deadline {
  const end = clock.mono() + ms;
  return { leftMs: () => end - clock.mono(), signal: clock.timeout(ms) };
}
