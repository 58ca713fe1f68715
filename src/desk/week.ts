/** Weeks as calendars count them: ISO 8601, from Monday, in one zone. Pure. */
import type { Day, Instant } from "../domain/instant.ts";

export interface Week {
  /** `2026-W48`. */
  readonly name: string;
  readonly timezone: string;
  readonly monday: Temporal.PlainDate;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

function weekFrom(monday: Temporal.PlainDate, timezone: string): Week {
  const name = `${String(monday.yearOfWeek).padStart(4, "0")}-W${String(monday.weekOfYear).padStart(2, "0")}`;
  const start = (date: Temporal.PlainDate) => date.toZonedDateTime(timezone).epochMilliseconds;
  return { name, timezone, monday, from: start(monday), to: start(monday.add({ days: 7 })) };
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** The week in which the instant lies. */
export function weekAt(at: Instant, timezone: string): Week {
  return weekFrom(mondayOf(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()), timezone);
}

/** The week of this name; null for a name of none. @param name `2026-W48` */
export function weekNamed(name: string, timezone: string): Week | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(name) ?? [];
  if (year === undefined || number === undefined || Number(year) < 1970) return null;
  // The fourth of January always lies in the year's first week.
  const first = mondayOf(new Temporal.PlainDate(Number(year), 1, 4));
  const week = weekFrom(first.add({ weeks: Number(number) - 1 }), timezone);
  return week.name === name ? week : null;
}

export function weekAfter({ monday, timezone }: Week, weeks: number): Week {
  return weekFrom(monday.add({ weeks }), timezone);
}

/** Its seven days; where the clocks change one lasts 23 hours or 25. */
export function daysOf({ monday, timezone }: Week): readonly { readonly date: Day; readonly from: Instant; readonly to: Instant }[] {
  return Array.from({ length: 7 }, (_, days) => {
    const date = monday.add({ days });
    const start = (day: Temporal.PlainDate) => day.toZonedDateTime(timezone).epochMilliseconds;
    return { date: date.toString(), from: start(date), to: start(date.add({ days: 1 })) };
  });
}
