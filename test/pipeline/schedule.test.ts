import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QuietWindow } from "../../src/domain/account.ts";
import { nextFree, slotsOf } from "../../src/pipeline/schedule.ts";
import { anyInstant, anyTimetable, at, everyDay, timetable } from "./schedule/timetables.ts";

const dayMs = 86_400_000;

describe("slotsOf", () => {
  test("a weekly rule gives its local times, with offset and zone", () => {
    const usual = timetable({ slots: [{ days: ["tue"], times: ["09:00", "18:30"] }] });
    expect(slotsOf(usual, at("2026-12-01T00:00+05:00"), at("2026-12-08T00:00+05:00"))).toEqual([
      { at: at("2026-12-01T09:00+05:00"), local: "2026-12-01T09:00:00+05:00[Asia/Karachi]" },
      { at: at("2026-12-01T18:30+05:00"), local: "2026-12-01T18:30:00+05:00[Asia/Karachi]" },
    ]);
  });

  test("the first instant belongs to the range and the last does not", () => {
    const usual = timetable({ slots: [{ days: everyDay, times: ["09:00"] }] });
    const nine = at("2026-12-01T09:00+05:00");
    expect(slotsOf(usual, nine, nine + dayMs).map((slot) => slot.at)).toEqual([nine]);
  });

  test("in spring a time that the clocks leave out moves forward, and meets no second slot there", () => {
    const london = timetable({ timezone: "Europe/London", slots: [{ days: everyDay, times: ["00:30", "01:30", "02:30"] }] });
    const slots = slotsOf(london, at("2026-03-29T00:00Z"), at("2026-03-29T23:00Z"));
    expect(slots.map((slot) => slot.local)).toEqual([
      "2026-03-29T00:30:00+00:00[Europe/London]",
      "2026-03-29T02:30:00+01:00[Europe/London]",
    ]);
  });

  test("in autumn a time that comes twice is a slot once, the first time", () => {
    const newYork = timetable({ timezone: "America/New_York", slots: [{ days: ["sun"], times: ["01:30"] }] });
    const slots = slotsOf(newYork, at("2026-11-01T00:00-04:00"), at("2026-11-02T00:00-05:00"));
    expect(slots.map((slot) => slot.local)).toEqual(["2026-11-01T01:30:00-04:00[America/New_York]"]);
  });

  test("a gap of half an hour moves a slot by half an hour", () => {
    const lordHowe = timetable({ timezone: "Australia/Lord_Howe", slots: [{ days: ["sun"], times: ["02:15", "02:30"] }] });
    const slots = slotsOf(lordHowe, at("2026-10-03T12:00Z"), at("2026-10-04T12:00Z"));
    expect(slots.map((slot) => slot.local)).toEqual([
      "2026-10-04T02:30:00+11:00[Australia/Lord_Howe]",
      "2026-10-04T02:45:00+11:00[Australia/Lord_Howe]",
    ]);
  });

  test("a slot that a gap moves over midnight is found from the day into which it moved", () => {
    const nuuk = timetable({ timezone: "America/Nuuk", slots: [{ days: ["sat"], times: ["23:30"] }] });
    const slots = slotsOf(nuuk, at("2026-03-29T00:00-01:00"), at("2026-03-29T12:00-01:00"));
    expect(slots.map((slot) => slot.local)).toEqual(["2026-03-29T00:30:00-01:00[America/Nuuk]"]);
  });

  test("a day that a zone left out altogether makes no slot double", () => {
    const apia = timetable({ timezone: "Pacific/Apia", slots: [{ days: everyDay, times: ["09:00"] }] });
    const slots = slotsOf(apia, at("2011-12-29T00:00Z"), at("2012-01-01T00:00Z"));
    expect(slots.map((slot) => slot.local.slice(0, 16))).toEqual(["2011-12-29T09:00", "2011-12-31T09:00", "2012-01-01T09:00"]);
  });

  test("a quiet window names itself on the slots it covers, up to but not at its end", () => {
    const friday = { name: "Friday prayers", days: ["fri" as const], from: "12:30", to: "14:30" };
    const usual = timetable({ slots: [{ days: ["thu", "fri"], times: ["12:30", "14:29", "14:30"] }], quiet: [friday] });
    const slots = slotsOf(usual, at("2026-12-03T00:00+05:00"), at("2026-12-05T00:00+05:00"));
    expect(slots.map((slot) => slot.skipped)).toEqual([undefined, undefined, undefined, "Friday prayers", "Friday prayers", undefined]);
  });

  test("a quiet range of dates covers its whole days, first and last included", () => {
    const eid = { name: "Eid", fromDate: "2027-03-10", toDate: "2027-03-11" };
    const usual = timetable({ slots: [{ days: everyDay, times: ["09:00"] }], quiet: [eid] });
    const slots = slotsOf(usual, at("2027-03-09T00:00+05:00"), at("2027-03-13T00:00+05:00"));
    expect(slots.map((slot) => slot.skipped)).toEqual([undefined, "Eid", "Eid", undefined]);
  });

  test("a quiet window over midnight belongs to the day on which it began", () => {
    const night = { name: "Friday night", days: ["fri" as const], from: "22:00", to: "06:00" };
    const usual = timetable({ slots: [{ days: everyDay, times: ["05:00", "23:00"] }], quiet: [night] });
    const slots = slotsOf(usual, at("2026-12-04T00:00+05:00"), at("2026-12-06T00:00+05:00"));
    expect(slots.map((slot) => slot.skipped)).toEqual([undefined, "Friday night", "Friday night", undefined]);
  });

  test("a rule says outside which dates it rests, and gives way to one that holds", () => {
    const ramadan = { days: everyDay, times: ["05:00", "21:30"], from: "2027-02-08", to: "2027-03-09" };
    const usual = { days: everyDay, times: ["21:30"], to: "2027-02-07" };
    const both = timetable({ slots: [ramadan, usual] });
    const slots = slotsOf(both, at("2027-02-07T00:00+05:00"), at("2027-02-09T00:00+05:00"));
    expect(slots.map((slot) => [slot.local.slice(0, 16), slot.skipped])).toEqual([
      ["2027-02-07T05:00", "outside its dates"],
      ["2027-02-07T21:30", undefined],
      ["2027-02-08T05:00", undefined],
      ["2027-02-08T21:30", undefined],
    ]);
  });

  test("slots ascend, are unique, and stand at their rule's time unless a gap moved them", () => {
    fc.assert(
      fc.property(anyTimetable, anyInstant, (table, from) => {
        const slots = slotsOf(table, from, from + 21 * dayMs);
        const times = new Set(table.slots.flatMap((rule) => rule.times));
        for (const [index, slot] of slots.entries()) {
          const previous = slots[index - 1];
          if (previous) expect(slot.at).toBeGreaterThan(previous.at);
          if (!times.has(slot.local.slice(11, 16))) expect(isJustAfterGap(slot.at, table.timezone)).toBe(true);
          expect(Temporal.ZonedDateTime.from(slot.local, { offset: "reject" }).epochMilliseconds).toBe(slot.at);
        }
      }),
    );
  });

  test("every local time of a rule that the clocks show is a slot", () => {
    fc.assert(
      fc.property(anyTimetable, anyInstant, fc.integer({ min: 0, max: 30 }), (table, from, add) => {
        const rule = table.slots[0];
        const day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(table.timezone).toPlainDate().add({ days: add });
        if (!rule?.days.includes(everyDay[day.dayOfWeek - 1] ?? "mon")) return;
        const slots = slotsOf(table, from - dayMs, from + 33 * dayMs).map((slot) => slot.at);
        for (const time of rule.times) {
          const local = day.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(table.timezone);
          expect(slots).toContain(local.epochMilliseconds);
        }
      }),
    );
  });

  test("a slot that isn't skipped lies in no quiet window, and one that names a window lies in it", () => {
    fc.assert(
      fc.property(anyTimetable, anyInstant, (table, from) => {
        for (const slot of slotsOf(table, from, from + 21 * dayMs)) {
          if (slot.skipped === "outside its dates") continue;
          const local = Temporal.ZonedDateTime.from(slot.local).toPlainDateTime();
          expect(table.quiet.some((window) => isInside(local, window))).toBe(slot.skipped !== undefined);
        }
      }),
    );
  });

  test("a range is the sum of its halves", () => {
    fc.assert(
      fc.property(anyTimetable, anyInstant, fc.nat(20 * 24 * 60), (table, from, minutes) => {
        const middle = from + minutes * 60_000;
        const end = from + 20 * dayMs;
        expect([...slotsOf(table, from, middle), ...slotsOf(table, middle, end)]).toEqual(slotsOf(table, from, end));
      }),
    );
  });
});

describe("nextFree", () => {
  const usual = timetable({ slots: [{ days: everyDay, times: ["09:00", "13:00"] }] });
  const nine = at("2026-12-01T09:00+05:00");
  const one = at("2026-12-01T13:00+05:00");

  test("the next slot later than now", () => {
    expect(nextFree(usual, { after: nine - 1, taken: [] })).toBe(nine);
    expect(nextFree(usual, { after: nine, taken: [] })).toBe(one);
  });

  test("a slot near a post on either side is not free, and one exactly minGap away is", () => {
    const gapMs = usual.minGapMs;
    expect(nextFree(usual, { after: nine - 1, taken: [nine + gapMs - 1] })).toBe(one);
    expect(nextFree(usual, { after: nine - 1, taken: [nine - gapMs + 1] })).toBe(one);
    expect(nextFree(usual, { after: nine - 1, taken: [nine - gapMs, nine + gapMs] })).toBe(nine);
  });

  test("without a minimum gap a taken slot is taken all the same", () => {
    expect(nextFree({ ...usual, minGapMs: 0 }, { after: nine - 1, taken: [nine] })).toBe(one);
  });

  test("an embargo allows the slot at its very end", () => {
    expect(nextFree(usual, { after: nine - 1, taken: [], notBefore: one })).toBe(one);
    expect(nextFree(usual, { after: nine - 1, taken: [], notBefore: one + 1 })).toBe(nine + dayMs);
  });

  test("a slot at the expiry comes too late, and nothing else is left", () => {
    expect(nextFree(usual, { after: nine, taken: [], notAfter: one + 1 })).toBe(one);
    expect(nextFree(usual, { after: nine, taken: [], notAfter: one })).toBeNull();
  });

  test("a timetable whose dates are over has no free slot, and neither has one without slots", () => {
    expect(
      nextFree(timetable({ slots: [{ days: everyDay, times: ["09:00"], to: "2026-11-30" }] }), { after: nine - 1, taken: [] }),
    ).toBeNull();
    expect(nextFree(timetable({ slots: [] }), { after: nine, taken: [] })).toBeNull();
  });

  test("a rule that begins in eleven months is found, one in thirteen is not", () => {
    const from = (day: string) => timetable({ slots: [{ days: everyDay, times: ["09:00"], from: day }] });
    expect(nextFree(from("2027-11-01"), { after: nine, taken: [] })).toBe(at("2027-11-01T09:00+05:00"));
    expect(nextFree(from("2028-01-01"), { after: nine, taken: [] })).toBeNull();
  });

  test("never near a taken one, never outside embargo and expiry, never in a quiet window, and always the first such slot", () => {
    const offsets = fc.array(fc.nat(10 * 24 * 60), { maxLength: 30 });
    fc.assert(
      fc.property(
        anyTimetable,
        anyInstant,
        offsets,
        fc.nat(15 * 24 * 60),
        fc.nat(40 * 24 * 60),
        (table, after, minutes, embargo, expiry) => {
          const taken = minutes.map((minute) => after + minute * 60_000);
          const notBefore = after + embargo * 60_000;
          const notAfter = after + expiry * 60_000;
          const expected = slotsOf(table, after + 1, notAfter)
            .filter((slot) => slot.skipped === undefined && slot.at >= notBefore)
            .find((slot) => taken.every((other) => other !== slot.at && Math.abs(other - slot.at) >= table.minGapMs));
          expect(nextFree(table, { after, taken, notBefore, notAfter })).toBe(expected?.at ?? null);
        },
      ),
    );
  });
});

/** True where the zone's clocks went forward in the hour and a bit before. */
function isJustAfterGap(instant: number, timezone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
  const change = local.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  if (!change) return false;
  const before = change.subtract({ nanoseconds: 1 });
  return change.offsetNanoseconds > before.offsetNanoseconds && local.since(change, { largestUnit: "minutes" }).minutes < 60;
}

/** The window as intervals on a line, begun today or yesterday: another way to say what the planner computes. */
function isInside(local: Temporal.PlainDateTime, window: QuietWindow): boolean {
  return [local.toPlainDate(), local.toPlainDate().subtract({ days: 1 })].some((day) => {
    const begins = day.toPlainDateTime(Temporal.PlainTime.from(window.from ?? "00:00"));
    const sameDayEnd =
      window.to === undefined ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(Temporal.PlainTime.from(window.to));
    const ends = Temporal.PlainDateTime.compare(sameDayEnd, begins) > 0 ? sameDayEnd : sameDayEnd.add({ days: 1 });
    const isDay = window.days?.includes(everyDay[day.dayOfWeek - 1] ?? "mon") ?? true;
    const isDate = window.fromDate === undefined || Temporal.PlainDate.compare(day, window.fromDate) >= 0;
    return isDay && isDate && Temporal.PlainDateTime.compare(local, begins) >= 0 && Temporal.PlainDateTime.compare(local, ends) < 0;
  });
}
