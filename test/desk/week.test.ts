import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysOf, weekAfter, weekAt, weekNamed } from "../../src/desk/week.ts";

const hourMs = 3_600_000;
const zones = ["Asia/Karachi", "Europe/London", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"];

describe("a week", () => {
  it("is known by its name, also at the turn of a year", () => {
    expect(weekAt(Date.UTC(2026, 10, 25), "Asia/Karachi").name).toBe("2026-W48");
    expect(weekAt(Date.UTC(2027, 0, 1), "Asia/Karachi").name).toBe("2026-W53");
    expect(weekAt(Date.UTC(2024, 11, 31), "Asia/Karachi").name).toBe("2025-W01");
    expect(weekNamed("2026-W48", "Asia/Karachi")?.from).toBe(Date.UTC(2026, 10, 22, 19));
    for (const none of ["", "2026-W54", "2025-W53", "2026-W00", "2026-48", "1812-W03", "2026-W4"])
      expect(weekNamed(none, "Asia/Karachi")).toBeNull();
  });

  it("has seven days without a gap, and one of 23 or 25 hours where the clocks change", () => {
    const spring = daysOf(weekAt(Date.UTC(2026, 2, 28), "Europe/London"));
    expect(spring.map(({ from, to }) => (to - from) / hourMs)).toEqual([24, 24, 24, 24, 24, 24, 23]);
    const autumn = daysOf(weekAt(Date.UTC(2026, 9, 25, 12), "Europe/London"));
    expect(autumn.map(({ from, to }) => (to - from) / hourMs)).toEqual([24, 24, 24, 24, 24, 24, 25]);
  });

  it("holds the instant that it was asked for, is found again by its name, and meets its neighbours", () => {
    const instants = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2099, 11, 31) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
        const week = weekAt(at, zone);
        expect(week.from <= at && at < week.to).toBe(true);
        expect(weekNamed(week.name, zone)?.from).toBe(week.from);
        expect(weekAfter(week, 1).from).toBe(week.to);
        expect(weekAfter(weekAfter(week, -1), 1).name).toBe(week.name);
        const days = daysOf(week);
        expect([days[0]?.from, days.at(-1)?.to]).toEqual([week.from, week.to]);
      }),
    );
  });
});
