import type { Instant } from "../../src/domain/instant.ts";
import type { Clock } from "../../src/edge/clock.ts";

/** A machine's clocks in a test's hands. */
export interface FakeClock extends Clock {
  /** What time it really is: as the platforms have it. */
  truth(): Instant;
  /** Lets time pass, on every clock. */
  pass(ms: number): void;
  /** The machine sleeps: the wall clock goes on, the monotonic one stands. */
  sleepMachine(ms: number): void;
  /** Sets the wall clock wrong, or right again, by so much. */
  jump(byMs: number): void;
}

/** @param start what the wall clock says at first */
export function fakeClock(start: Instant): FakeClock {
  let passedMs = 0;
  let [wrongMs, sleptMs] = [0, 0];
  return {
    truth: () => start + passedMs,
    now: () => start + passedMs + wrongMs,
    mono: () => 5_000 + passedMs - sleptMs,
    sleep: async (ms) => {
      passedMs += Math.max(0, ms);
    },
    timeout: () => new AbortController().signal,
    pass: (ms) => {
      passedMs += ms;
    },
    sleepMachine: (ms) => {
      passedMs += ms;
      sleptMs += ms;
    },
    jump: (byMs) => {
      wrongMs += byMs;
    },
  };
}
