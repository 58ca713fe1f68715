import type { Instant } from "../../domain/instant.ts";

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An instant for people: `Tue 1 Dec 2026 09:00 (Asia/Karachi, UTC+5)`. The same on every machine, whatever its locale. */
export function sayInstant(at: Instant, timezone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const date = `${dayNames[local.dayOfWeek - 1]} ${local.day} ${monthNames[local.month - 1]} ${local.year}`;
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return `${date} ${time} (${timezone}, ${sayOffset(local.offset)})`;
}

/** `+05:00` as `UTC+5`, `+05:30` as `UTC+5:30`. */
function sayOffset(offset: string): string {
  const sign = offset.startsWith("-") ? "-" : "+";
  const [hours = "0", minutes = "00"] = offset.slice(1).split(":");
  if (Number(hours) === 0 && Number(minutes) === 0) return "UTC";
  return `UTC${sign}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}
