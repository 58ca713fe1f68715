/** Of how much time of a lease may be used for what. Pure; all durations in milliseconds. */
import type { Timing } from "./worker.ts";

type Times = Pick<Timing, "requestTimeoutMs" | "settleMs" | "leaseMs">;

/**
 * For how long after its intent a request may still be begun. Where a lease has room for it, so early that the request is over and has
 * settled when the lease can be taken over: whoever does that needs to wait no longer.
 */
export function sendWithinMs({ requestTimeoutMs, settleMs, leaseMs }: Times): number {
  const early = leaseMs - settleMs - requestTimeoutMs;
  return early >= requestTimeoutMs ? early : leaseMs - requestTimeoutMs;
}

/** What a worker counts on while it holds a lease. */
export interface Terms {
  readonly leaseMs: number;
  /** How long after its intent a request is over, at the latest. */
  readonly overMs: number;
}

/** The name of a worker with its terms: others may be set differently, and go by them. */
export function withTerms(owner: string, timing: Times): string {
  return `${owner}/${timing.leaseMs}/${sendWithinMs(timing) + timing.requestTimeoutMs}`;
}

/** The terms in a name; an older Herald's, or a test's, doesn't say. */
export function termsOf(owner: string): Terms | null {
  const [, leaseMs, overMs] = /^[^/]*\/[^/]*\/[^/]*\/[^/]*\/(\d+)\/(\d+)$/.exec(owner) ?? [];
  return leaseMs === undefined || overMs === undefined ? null : { leaseMs: Number(leaseMs), overMs: Number(overMs) };
}
