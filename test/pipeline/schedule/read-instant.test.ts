import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Result } from "../../../src/domain/problem.ts";
import { readInstant } from "../../../src/pipeline/schedule.ts";
import { anyInstant, at, zones } from "./timetables.ts";

const now = at("2026-11-30T10:00+05:00");
const karachi = (text: string) => readInstant(text, "Asia/Karachi", now, "--at");
const outcomeOf = <T>(result: Result<T>) => (result.ok ? result.value : result.problems[0]?.message);

describe("readInstant", () => {
  test.each([
    ["2026-12-01T09:00:00+05:00", "2026-12-01T09:00+05:00"],
    ["2026-12-01T09:00+0500", "2026-12-01T09:00+05:00"],
    ["2026-12-01 04:00 Z", "2026-12-01T09:00+05:00"],
    ["2026-12-01T04:00:00.250Z", "2026-12-01T04:00:00.250Z"],
    ["2026-12-01T09:00+00:00", "2026-12-01T09:00Z"],
    ["2026-12-01 09:00", "2026-12-01T09:00+05:00"],
    [" 2026-12-01T09:00:30 ", "2026-12-01T09:00:30+05:00"],
    ["2026-12-01T09:00:00+00:00[Europe/London]", "2026-12-01T09:00Z"],
    ["10:01", "2026-11-30T10:01+05:00"],
    ["10:00", "2026-12-01T10:00+05:00"],
    ["9:05", "2026-12-01T09:05+05:00"],
  ])("%s is understood", (text, iso) => {
    expect(outcomeOf(karachi(text))).toBe(at(iso));
  });

  test.each([
    ["tomorrow", '"tomorrow" can\'t be read as a time.'],
    ["", '"" can\'t be read as a time.'],
    ["2026-12-01", '"2026-12-01" names a day but no time of day.'],
    ["2026-02-30 09:00", '"2026-02-30 09:00" is no date or time that exists.'],
    ["25:00", '"25:00" is no date or time that exists.'],
    ["2026-12-01T09:00+05:00[Europe/London]", '"2026-12-01T09:00+05:00[Europe/London]" is no date or time that exists.'],
    ["1764560000000", '"1764560000000" can\'t be read as a time.'],
  ])("%s is refused in words", (text, message) => {
    const result = karachi(text);
    expect(outcomeOf(result)).toBe(message);
    expect(!result.ok && result.problems[0]).toMatchObject({ code: "input-time", where: "--at", severity: "block" });
  });

  test("a time that the clocks leave out is said, with one to take instead", () => {
    const result = readInstant("2026-03-29 01:30", "Europe/London", now);
    expect(!result.ok && result.problems[0]).toMatchObject({
      message: "There is no 01:30 on 2026-03-29 in Europe/London: the clocks go forward to 02:00 then.",
      remedy: 'Take another time, for example "2026-03-29 02:30".',
    });
  });

  test("a plain time that this morning's clock change left out means tomorrow's once the morning is over", () => {
    expect(outcomeOf(readInstant("01:30", "Europe/London", at("2026-03-29T12:00Z")))).toBe(at("2026-03-30T00:30Z"));
    expect(outcomeOf(readInstant("01:30", "Europe/London", at("2026-03-29T00:15Z")))).toContain("There is no 01:30");
  });

  test("a time that comes twice is meant the first time", () => {
    expect(outcomeOf(readInstant("2026-11-01 01:30", "America/New_York", now))).toBe(at("2026-11-01T01:30-04:00"));
  });

  test("what a zone's clock shows is read back as the same instant, unless it comes a second time", () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), (instant, zone) => {
        const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        const isSecondTime = local.toPlainDateTime().toZonedDateTime(zone).epochMilliseconds !== instant;
        const read = outcomeOf(readInstant(local.toPlainDateTime().toString(), zone, now));
        if (!isSecondTime) expect(read).toBe(instant);
        expect(outcomeOf(readInstant(local.toString(), "Asia/Karachi", now))).toBe(instant);
        expect(outcomeOf(readInstant(local.toString({ timeZoneName: "never" }), "Asia/Karachi", now))).toBe(instant);
      }),
    );
  });

  test("a plain time is the next such time: ahead, and less than two days off", () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), fc.constantFrom("00:30", "09:00", "13:15", "23:59"), (from, zone, time) => {
        const read = outcomeOf(readInstant(time, zone, from));
        if (typeof read !== "number") return expect(read).toContain("clocks go forward");
        expect(read).toBeGreaterThan(from);
        expect(read - from).toBeLessThanOrEqual(25 * 3_600_000);
        expect(Temporal.Instant.fromEpochMilliseconds(read).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)).toBe(time);
      }),
    );
  });
});
