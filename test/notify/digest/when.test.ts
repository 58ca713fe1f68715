import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdays } from "../../../src/domain/account.ts";
import { digestDay, spanOf } from "../../../src/notify/digest/when.ts";

const every = { at: "08:00", days: weekdays };
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const hourMs = 3_600_000;

describe("when a digest is due", () => {
  test("from its time on by the house's clocks, for six hours, and not before", () => {
    const day = (text: string) => digestDay(every, "Asia/Karachi", at(text));
    expect(day("2026-03-02T07:59:59.999+05:00")).toBeNull();
    expect(day("2026-03-02T08:00:00+05:00")).toBe("2026-03-02");
    expect(day("2026-03-02T13:59:59+05:00")).toBe("2026-03-02");
    expect(day("2026-03-02T14:00:00+05:00")).toBeNull();
  });

  test("on its days only, as the house counts them; without days never", () => {
    const monday = { at: "08:00", days: ["mon"] } as const;
    expect(digestDay(monday, "Asia/Karachi", at("2026-03-02T08:30:00+05:00"))).toBe("2026-03-02");
    expect(digestDay(monday, "Asia/Karachi", at("2026-03-03T08:30:00+05:00"))).toBeNull();
    // It is Monday in Auckland while it is Sunday in London.
    expect(digestDay(monday, "Pacific/Auckland", at("2026-03-01T19:30:00Z"))).toBe("2026-03-02");
    expect(digestDay({ at: "08:00", days: [] }, "Asia/Karachi", at("2026-03-02T08:30:00+05:00"))).toBeNull();
  });

  test("an hour later by the sun where clocks went forward, and as much later where its time was left out", () => {
    // London, 29 March 2026: 01:00 becomes 02:00.
    expect(digestDay(every, "Europe/London", at("2026-03-28T07:59:59Z"))).toBeNull();
    expect(digestDay(every, "Europe/London", at("2026-03-28T08:00:00Z"))).toBe("2026-03-28");
    expect(digestDay(every, "Europe/London", at("2026-03-29T06:59:59Z"))).toBeNull();
    expect(digestDay(every, "Europe/London", at("2026-03-29T07:00:00Z"))).toBe("2026-03-29");
    const night = { at: "01:30", days: weekdays };
    expect(digestDay(night, "Europe/London", at("2026-03-29T01:29:59Z"))).toBeNull();
    expect(digestDay(night, "Europe/London", at("2026-03-29T01:30:00Z"))).toBe("2026-03-29");
  });

  test("at the first of two times where clocks went back, and of the same day at the second", () => {
    const night = { at: "01:30", days: weekdays };
    expect(digestDay(night, "Europe/London", at("2026-10-25T00:29:59Z"))).toBeNull();
    expect(digestDay(night, "Europe/London", at("2026-10-25T00:30:00Z"))).toBe("2026-10-25");
    expect(digestDay(night, "Europe/London", at("2026-10-25T01:30:00Z"))).toBe("2026-10-25");
  });

  test("exactly one day at a time is due, whatever the zone, once a day over any year", () => {
    const zones = ["Asia/Karachi", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"];
    const time = fc
      .tuple(fc.nat(17), fc.nat(59))
      .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, fc.integer({ min: 0, max: 4_000 }), (zone, hour, offset) => {
        const from = at("2020-01-01T00:00:00Z") + offset * 24 * hourMs;
        const days = new Set<string>();
        for (let hours = 0; hours < 24 * 8; hours += 1) {
          const now = from + hours * hourMs;
          const day = digestDay({ at: hour, days: weekdays }, zone, now);
          if (day === null) continue;
          days.add(day);
          expect(spanOf(zone, now).day).toBe(day);
        }
        expect(days.size).toBeGreaterThanOrEqual(7);
        expect(days.size).toBeLessThanOrEqual(9);
      }),
      { numRuns: 40 },
    );
  });

  test("tells of days of 23 and of 25 hours", () => {
    const long = spanOf("Europe/London", at("2026-10-25T12:00:00Z"));
    expect(long.tomorrow - long.today).toBe(25 * hourMs);
    const short = spanOf("Europe/London", at("2026-03-30T12:00:00Z"));
    expect([short.today - short.yesterday, short.day]).toEqual([23 * hourMs, "2026-03-30"]);
  });
});
