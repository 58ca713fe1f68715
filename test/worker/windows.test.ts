import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sendWithinMs, termsOf, withTerms } from "../../src/worker/windows.ts";

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
    expect(termsOf(withTerms("desk-1/7/9/f00d", usual))).toEqual({ leaseMs: 120_000, overMs: 60_000 });
  });

  test("lets every request begin, and be over before the lease is", () => {
    fc.assert(
      fc.property(times, (timing) => {
        expect(sendWithinMs(timing)).toBeGreaterThan(0);
        const overMs = sendWithinMs(timing) + timing.requestTimeoutMs;
        expect(overMs).toBeLessThanOrEqual(timing.leaseMs);
        expect(termsOf(withTerms("desk-1/7/9/", timing))).toEqual({ leaseMs: timing.leaseMs, overMs });
      }),
    );
  });

  test("is not known of a worker whose name doesn't say", () => {
    for (const name of ["", "desk-1/7/9", "desk-1/7/9/f00d", "desk-1/7/9/f00d/120000", "desk-1/7/9/f00d/long/short"])
      expect(termsOf(name)).toBeNull();
  });
});
