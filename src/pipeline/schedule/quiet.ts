import type { QuietWindow } from "../../domain/account.ts";
import { weekdays } from "../../domain/account.ts";

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
