import type { QuietWindow, Timetable } from "../../domain/account.ts";
import { weekdays } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";

/** The name of the first window that covers this local time; undefined: none does. */
export function quietName(local: Temporal.ZonedDateTime, windows: readonly QuietWindow[]): string | undefined {
  return windows.find((window) => covers(window, local.toPlainDateTime()))?.name;
}

/** A window whose end lies before its beginning runs over midnight, and belongs to the day on which it began. */
function covers(window: QuietWindow, local: Temporal.PlainDateTime): boolean {
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  const from = window.from ?? "00:00";
  const to = window.to ?? "24:00";
  const today = local.toPlainDate();
  if (from < to) return time >= from && time < to && isOn(window, today);
  return (time >= from && isOn(window, today)) || (time < to && isOn(window, today.subtract({ days: 1 })));
}

function isOn(window: QuietWindow, date: Temporal.PlainDate): boolean {
  const day = date.toString();
  if (window.fromDate !== undefined && day < window.fromDate) return false;
  if (window.toDate !== undefined && day > window.toDate) return false;
  return window.days === undefined || window.days.some((name) => weekdays.indexOf(name) + 1 === date.dayOfWeek);
}

/** A quiet window as it falls on one day. */
export interface QuietSpan {
  readonly name: string;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/** Where the windows fall between two instants, by their beginning. */
export function quietSpans({ timezone, quiet }: Timetable, from: Instant, to: Instant): readonly QuietSpan[] {
  const dayOf = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
  const spans: QuietSpan[] = [];
  const last = dayOf(to);
  for (let day = dayOf(from).subtract({ days: 1 }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (const window of quiet.filter((one) => isOn(one, day))) spans.push(spanOn(window, day, timezone));
  }
  return spans.filter((span) => span.to > from && span.from < to).sort((a, b) => a.from - b.from);
}

function spanOn({ name, from = "00:00", to = "24:00" }: QuietWindow, day: Temporal.PlainDate, timezone: string): QuietSpan {
  const at = (date: Temporal.PlainDate, time: string) =>
    date.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(timezone).epochMilliseconds;
  const tomorrow = day.add({ days: 1 });
  const end = to === "24:00" ? at(tomorrow, "00:00") : at(from < to ? day : tomorrow, to);
  return { name, from: at(day, from), to: end };
}
