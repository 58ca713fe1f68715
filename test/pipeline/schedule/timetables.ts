import fc from "fast-check";
import type { QuietWindow, SlotRule, Timetable } from "../../../src/domain/account.ts";
import { weekdays } from "../../../src/domain/account.ts";

/** Zones with and without clock changes, one of half an hour, one whose summer time is the winter of Ramadan, two that jump at midnight, out of a day and into one. */
export const zones = [
  "Asia/Karachi",
  "Europe/London",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Africa/Cairo",
  "America/Nuuk",
] as const;

export function timetable(parts: Partial<Timetable> & Pick<Timetable, "slots">): Timetable {
  return { timezone: "Asia/Karachi", quiet: [], minGapMs: 20 * 60_000, lateAfterMs: 3 * 3_600_000, ...parts };
}

export const everyDay = [...weekdays];

/** The instant of an ISO time with offset. */
export function at(iso: string): number {
  return Temporal.Instant.from(iso).epochMilliseconds;
}

const time = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom("00", "15", "30", "45", "59") })
  .map(({ hour, minute }) => `${String(hour).padStart(2, "0")}:${minute}`);
const days = fc.subarray(everyDay, { minLength: 1 });
const date = fc.integer({ min: 0, max: 400 }).map((add) => Temporal.PlainDate.from("2026-01-01").add({ days: add }).toString());

const rule: fc.Arbitrary<SlotRule> = fc
  .record({ days, times: fc.uniqueArray(time, { minLength: 1, maxLength: 5 }), from: fc.option(date), to: fc.option(date) })
  .map(({ from, to, times, ...rest }) => ({ ...rest, times: times.sort(), ...(from ? { from } : {}), ...(to ? { to } : {}) }));

const quiet: fc.Arbitrary<QuietWindow> = fc
  .record({ days: fc.option(days), fromDate: fc.option(date), from: fc.option(time), to: fc.option(time) })
  .map((window) => ({
    name: "quiet",
    ...(window.days ? { days: window.days } : {}),
    ...(window.fromDate ? { fromDate: window.fromDate } : {}),
    ...(window.from ? { from: window.from } : {}),
    ...(window.to ? { to: window.to } : {}),
  }));

export const anyTimetable: fc.Arbitrary<Timetable> = fc
  .record({
    timezone: fc.constantFrom(...zones),
    slots: fc.array(rule, { minLength: 1, maxLength: 3 }),
    quiet: fc.array(quiet, { maxLength: 2 }),
    minGapMs: fc.constantFrom(0, 60_000, 20 * 60_000, 5 * 3_600_000),
  })
  .map((parts) => timetable(parts));

/** Any minute of 2026: the clock changes of every zone above are among them. */
export const anyInstant = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => at("2026-01-01T00:00Z") + minutes * 60_000);
