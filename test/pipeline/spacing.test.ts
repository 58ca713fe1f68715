import { describe, expect, it } from "vitest";
import type { Happening } from "../../src/domain/journal.ts";
import { isAtOnce, spacedFrom } from "../../src/pipeline/spacing.ts";
import { journalOf } from "../support/plans.ts";

const gap = { now: 10_000_000, minGapMs: 1_200_000 };

describe("the distance between posts", () => {
  it("counts from the account's last post to the millisecond", () => {
    const from = (agoMs: number) => spacedFrom({ ...gap, lastShownAt: gap.now - agoMs }) - gap.now;
    expect([0, 1, 1_199_999, 1_200_000, 9_000_000].map(from)).toEqual([1_200_000, 1_199_999, 1, 0, 0]);
    expect(spacedFrom({ ...gap, lastShownAt: null })).toBe(gap.now);
  });

  it("holds through a clock that was set back a little, and is no trap when it jumped back", () => {
    const from = (aheadMs: number) => spacedFrom({ ...gap, lastShownAt: gap.now + aheadMs }) - gap.now;
    expect(from(50)).toBe(1_200_050);
    expect(from(119_999)).toBe(1_319_999);
    expect(from(120_000)).toBe(0);
    expect(from(86_400_000)).toBe(0);
  });

  it("is not kept by a post that an editor approved for now, until it gets another time", () => {
    const approve: Happening = { kind: "moved", transition: "approve", to: "approved", scheduledAt: 5 };
    const now: Happening = { ...approve, atOnce: true };
    const claim: Happening = { kind: "moved", transition: "claim", to: "publishing" };
    const schedule: Happening = { kind: "moved", transition: "schedule", to: "approved", scheduledAt: 9 };
    const retry: Happening = { kind: "moved", transition: "retry", to: "approved", scheduledAt: 9 };
    expect(isAtOnce(journalOf(now, claim))).toBe(true);
    for (const journal of [[], [approve], [now, schedule], [now, claim, retry], [now, approve]])
      expect(isAtOnce(journalOf(...journal))).toBe(false);
  });
});
