import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overForMs, sendWithinMs } from "../../src/worker/windows.ts";

const usual = { requestTimeoutMs: 30_000, settleMs: 60_000, leaseMs: 120_000 };

/** As settings allow: request < settle ≤ lease. */
const times = fc
  .record({ requestTimeoutMs: fc.integer({ min: 1, max: 100_000 }), more: fc.integer({ min: 1, max: 100_000 }), most: fc.nat(400_000) })
  .map(({ requestTimeoutMs, more, most }) => ({
    requestTimeoutMs,
    settleMs: requestTimeoutMs + more,
    leaseMs: requestTimeoutMs + more + most,
  }));

describe("the time of a lease", () => {
  test("has room by default for a request to begin late, to last and to settle", () => {
    expect(sendWithinMs(usual)).toBe(30_000);
    expect(overForMs(usual, 120_000)).toBe(60_000);
    expect(overForMs(usual, 59_000)).toBe(0);
  });

  test("lets every request be over before the lease is, and never calls one settled that may have lasted to its end", () => {
    fc.assert(
      fc.property(times, fc.nat(1_000_000), (timing, unchangedMs) => {
        const within = sendWithinMs(timing);
        expect(within).toBeGreaterThan(0);
        expect(within + timing.requestTimeoutMs).toBeLessThanOrEqual(timing.leaseMs);
        // The worst: it began at the last moment and lasted as long as it may.
        expect(overForMs(timing, unchangedMs)).toBeLessThanOrEqual(Math.max(0, unchangedMs - within - timing.requestTimeoutMs));
      }),
    );
  });
});
