import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlatformId } from "../../src/domain/account.ts";
import { type Concurrency, letGo, noLanes, roomIn } from "../../src/worker/lanes.ts";

const platforms: readonly PlatformId[] = ["x", "instagram", "youtube-community"];
const bounds = (all: number, x: number, instagram = x, youtube = x): Concurrency => ({
  all,
  perPlatform: { x, instagram, "youtube-community": youtube },
});

/** Takes as many as there is room for, each of an account of its own. */
function fillUp(lanes: ReturnType<typeof noLanes>, platform: PlatformId, limits: Concurrency, most = 1000): number {
  const room = roomIn(lanes, platforms, limits);
  let taken = 0;
  for (; taken < most; taken += 1) {
    const account = `${platform}-${lanes.held.size}`;
    if (!room.take({ account, platform })) break;
    lanes.held.set(account, { account, platform, since: 0 });
  }
  return taken;
}

describe("the room that a worker has", () => {
  test("ends at a platform's own bound", () => {
    expect(fillUp(noLanes(), "x", bounds(96, 32))).toBe(32);
  });

  test("is kept for the others where a platform fills all that it may", () => {
    const lanes = noLanes();
    expect(fillUp(lanes, "x", bounds(12, 10))).toBe(4);
    expect(fillUp(lanes, "instagram", bounds(12, 10))).toBe(4);
    expect(fillUp(lanes, "youtube-community", bounds(12, 10))).toBe(4);
    expect(roomIn(lanes, platforms, bounds(12, 10)).isFull()).toBe(true);
  });

  test("is kept for no platform without accounts", () => {
    const room = roomIn(noLanes(), ["x"], bounds(12, 10));
    const taken = Array.from({ length: 20 }, (_, index) => room.take({ account: `x-${index}`, platform: "x" }));
    expect(taken.filter(Boolean)).toHaveLength(10);
  });

  test("is half a platform's for accounts whose last post took as long as a request may, until one is quick again", () => {
    const lanes = noLanes();
    for (let index = 0; index < 8; index += 1) {
      lanes.held.set(`post-${index}`, { account: `a-${index}`, platform: "x", since: 0 });
      letGo(lanes, `post-${index}`, 30_000, 30_000);
    }
    const room = roomIn(lanes, platforms, bounds(24, 8));
    const slow = Array.from({ length: 8 }, (_, index) => room.take({ account: `a-${index}`, platform: "x" }));
    expect(slow.filter(Boolean)).toHaveLength(4);
    expect(room.take({ account: "quick", platform: "x" })).toBe(true);
    lanes.held.set("again", { account: "a-7", platform: "x", since: 0 });
    letGo(lanes, "again", 29_999, 30_000);
    expect(room.take({ account: "a-7", platform: "x" })).toBe(true);
    expect(room.take({ account: "a-6", platform: "x" })).toBe(false);
  });

  test("never exceeds a bound, and no platform that hangs keeps another from starting", () => {
    const bound = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 120 }),
        bound,
        bound,
        bound,
        fc.shuffledSubarray([...platforms], { minLength: 3 }),
        (all, x, i, y, order) => {
          const limits = bounds(all, x, i, y);
          const lanes = noLanes();
          const taken = order.map((platform) => ({ platform, count: fillUp(lanes, platform, limits) }));
          for (const { platform, count } of taken) expect(count).toBeLessThanOrEqual(limits.perPlatform[platform]);
          expect(lanes.held.size).toBeLessThanOrEqual(all);
          const sum = x + i + y;
          for (const { platform, count } of taken) {
            const sure = sum <= all ? limits.perPlatform[platform] : Math.floor((all * limits.perPlatform[platform]) / sum);
            expect(count).toBeGreaterThanOrEqual(sure);
          }
        },
      ),
    );
  });
});
