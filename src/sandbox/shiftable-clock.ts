import type { Clock } from "../edge/clock.ts";

/** The same clock, whose wall time can be moved; its monotonic time can't. */
export function shiftable(clock: Clock): { readonly clock: Clock; readonly shift: (byMs: number) => void } {
  let shiftedMs = 0;
  const shift = (byMs: number): void => {
    shiftedMs += byMs;
  };
  return { clock: { ...clock, now: () => clock.now() + shiftedMs }, shift };
}
