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

/** How long a request has been over at least, whose intent's lease has stood unchanged for so long. */
export function overForMs(times: Times, unchangedMs: number): number {
  return Math.max(0, Math.floor(unchangedMs - sendWithinMs(times) - times.requestTimeoutMs));
}
