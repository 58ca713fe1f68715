/**
 * An instant as an editor reads it: `Tue 24 Nov 2026, 09:00 (Asia/Karachi)`.
 * @param iso ISO 8601. @param timezone IANA zone.
 */
export function localTime(iso: string, timezone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: timezone,
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}, ${part("hour")}:${part("minute")} (${timezone})`;
}
