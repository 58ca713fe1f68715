import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QuietWindow, Timetable } from "../../../src/domain/account.ts";
import { weekdays } from "../../../src/domain/account.ts";
import { quietName } from "../../../src/pipeline/schedule/quiet.ts";
import { quietSpans } from "../../../src/pipeline/schedule.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function timetable(quiet: readonly QuietWindow[], timezone = "Asia/Karachi"): Timetable {
  return { timezone, slots: [], quiet, minGapMs: 0, lateAfterMs: 0 };
}

describe("where quiet windows fall", () => {
  const friday = { name: "Friday prayers", days: ["fri"], from: "12:30", to: "14:30" } as const;
  const night = { name: "Night", from: "22:00", to: "06:00" } as const;

  it("is told in instants, a window over midnight as one", () => {
    const [from, to] = [Date.UTC(2026, 2, 5, 19), Date.UTC(2026, 2, 6, 19)];
    expect(quietSpans(timetable([friday]), from, to)).toEqual([
      { name: "Friday prayers", from: Date.UTC(2026, 2, 6, 7, 30), to: Date.UTC(2026, 2, 6, 9, 30) },
    ]);
    expect(quietSpans(timetable([night]), from, to).map((span) => [(span.from - from) / hourMs, (span.to - from) / hourMs])).toEqual([
      [-2, 6],
      [22, 30],
    ]);
  });

  it("covers a whole day where no hours are given", () => {
    const eid = { name: "Eid", fromDate: "2026-03-20", toDate: "2026-03-21" };
    const spans = quietSpans(timetable([eid]), Date.UTC(2026, 2, 1), Date.UTC(2026, 3, 1));
    expect(spans.map(({ from, to }) => [new Date(from).toISOString(), (to - from) / hourMs])).toEqual([
      ["2026-03-19T19:00:00.000Z", 24],
      ["2026-03-20T19:00:00.000Z", 24],
    ]);
  });

  it("agrees with what the schedule keeps free, minute by minute", () => {
    const time = fc.integer({ min: 0, max: 95 }).map((quarters) => new Date(quarters * 900_000).toISOString().slice(11, 16));
    const window = fc
      .record({ from: time, to: time, days: fc.subarray([...weekdays], { minLength: 1 }) })
      .filter(({ from, to }) => from !== to)
      .map((one) => ({ name: "Quiet", ...one }));
    const start = Date.UTC(2026, 2, 2);
    fc.assert(
      fc.property(
        window,
        fc.integer({ min: 0, max: 7 * 96 - 1 }),
        fc.constantFrom("Asia/Karachi", "America/New_York"),
        (quiet, step, zone) => {
          const at = start + step * 900_000;
          const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
          // Where the clocks change an hour comes twice or not at all, and its name does not tell which.
          if (zone === "America/New_York" && Math.abs(at - Date.UTC(2026, 2, 8, 7)) < dayMs) return;
          const spans = quietSpans(timetable([quiet], zone), start - dayMs, start + 9 * dayMs);
          expect(spans.some(({ from, to }) => from <= at && at < to)).toBe(quietName(local, [quiet]) !== undefined);
        },
      ),
    );
  });
});
