import { describe, expect, it } from "vitest";
import type { Spending } from "../../src/domain/spending.ts";
import { brokenAlone, dayOf, daysWithRoom, fullOn, microCentsOf, sayLimit } from "../../src/pipeline/budget.ts";

const booked: readonly Spending[] = [
  { day: "2026-02-28", posts: 9, microCents: 900_000_000 },
  { day: "2026-03-01", posts: 2, microCents: 43_000_000 },
  { day: "2026-03-03", posts: 3, microCents: 57_000_000 },
];
const one = { posts: 1, microCents: 1_500_000 };

function firstDays(count: number, ...[from, need, budget, bookings]: Parameters<typeof daysWithRoom>): readonly string[] {
  return [...daysWithRoom(from, need, budget, bookings).take(count)];
}

describe("a budget", () => {
  it("counts prices exactly", () => {
    expect(microCentsOf({ usd: 0.015 })).toBe(1_500_000);
    expect(microCentsOf({ usd: 0.1 + 0.2 })).toBe(30_000_000);
  });

  it("begins its day at midnight in the account's zone", () => {
    const midnight = Date.UTC(2026, 1, 28, 19);
    expect(dayOf("Asia/Karachi", midnight - 1)).toBe("2026-02-28");
    expect(dayOf("Asia/Karachi", midnight)).toBe("2026-03-01");
    expect(dayOf("UTC", midnight)).toBe("2026-02-28");
  });

  it("is full to the last post and the last cent, and not before", () => {
    expect(fullOn("2026-03-01", one, {}, booked)).toBeNull();
    expect(fullOn("2026-03-01", one, { postsPerDay: 3 }, booked)).toBeNull();
    expect(fullOn("2026-03-01", one, { postsPerDay: 2 }, booked)).toMatchObject({ span: "day", unit: "posts", most: 2 });
    expect(fullOn("2026-03-02", one, { postsPerMonth: 6 }, booked)).toBeNull();
    expect(fullOn("2026-03-02", one, { postsPerMonth: 5 }, booked)).toMatchObject({ span: "month" });
    expect(fullOn("2026-03-02", one, { usdPerMonth: 1.015 }, booked)).toBeNull();
    expect(fullOn("2026-03-02", one, { usdPerMonth: 1.0149 }, booked)).toMatchObject({ span: "month", unit: "microCents" });
    expect(fullOn("2026-03-01", one, { usdPerDay: 0.44 }, booked)).toMatchObject({ span: "day", unit: "microCents" });
  });

  it("knows what a post breaks by itself", () => {
    expect(brokenAlone(one, { usdPerDay: 0.015, usdPerMonth: 40, postsPerDay: 1 })).toBeNull();
    expect(brokenAlone(one, { usdPerDay: 0.01 })).toMatchObject({ span: "day", unit: "microCents" });
  });

  it("finds the days with room, over full days and full months", () => {
    expect(firstDays(3, "2026-03-01", one, { postsPerDay: 2 }, booked)).toEqual(["2026-03-02", "2026-03-04", "2026-03-05"]);
    expect(firstDays(2, "2026-03-01", one, { usdPerMonth: 1 }, booked)).toEqual(["2026-04-01", "2026-04-02"]);
    expect(firstDays(1, "2026-12-31", one, { postsPerMonth: 1 }, [{ ...one, day: "2026-12-05" }])).toEqual(["2027-01-01"]);
  });

  it("looks a year and a month ahead, and no further", () => {
    const days = [...daysWithRoom("2026-01-01", one, {}, [])];
    expect([days.length, days.at(-1)]).toEqual([401, "2027-02-05"]);
  });

  it("is said as an editor set it", () => {
    const full = (budget: Parameters<typeof brokenAlone>[1]) => {
      const limit = brokenAlone({ posts: 99, microCents: 100_000_000_000 }, budget);
      return limit && sayLimit(limit);
    };
    expect(full({ postsPerDay: 1 })).toBe("1 post a day");
    expect(full({ postsPerMonth: 40 })).toBe("40 posts a month");
    expect(full({ usdPerMonth: 12.5 })).toBe("$12.50 a month");
  });
});
