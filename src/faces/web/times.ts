/** Times as pages say them: in the zone that the editor chose, and in the account's where that differs. */
import { localTime } from "../../desk/page/local-time.ts";
import type { Account } from "../../domain/account.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { isZone } from "../../settings/zone.ts";
import { cookieOf, giveCookie } from "./cookies.ts";
import type { Form } from "./form.ts";
import type { Visit } from "./visit.ts";

const yearMs = 365 * 86_400_000;

/** As the editor chose on this browser; null: nobody chose. */
function chosenZone({ context, site }: Visit): string | null {
  const chosen = cookieOf(context, site.origin(), "herald-zone");
  return chosen !== undefined && isZone(chosen) ? chosen : null;
}

/** As the editor chose, else the house's. */
export function zoneOf(visit: Visit): string {
  return chosenZone(visit) ?? visit.desk.settings.timezone;
}

/** For what belongs to one account: as the editor chose, else the account's. */
export function zoneFor(visit: Visit, { timetable }: Account): string {
  return chosenZone(visit) ?? timetable.timezone;
}

/** `Tue 24 Nov 2026, 09:00 (Asia/Karachi)`, of an instant or its ISO 8601. */
export function inFull(at: Instant | string, zone: string): string {
  return localTime(typeof at === "string" ? at : toIso(at), zone);
}

/**
 * The zone that a form named beside its fields for times: in that one they are read, whatever was chosen since.
 * @param otherwise where the form names none
 */
export function zoneNamed(form: Form, otherwise: string): Result<string> {
  const named = form.word("zone") ?? otherwise;
  return isZone(named) ? ok(named) : refuse(noZone(named));
}

export function noZone(name: string): Problem {
  return block("input-zone", "zone", `“${name}” is no time zone that is known here.`, "Write it as Asia/Karachi or Europe/London.");
}

export function keepZone({ context, site }: Visit, zone: string): void {
  giveCookie(context, site.origin(), "herald-zone", zone, yearMs);
}

function localOf(at: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/** `09:00`. */
export function clockTime(at: Instant, zone: string): string {
  return localOf(at, zone).toPlainTime().toString({ smallestUnit: "minute" });
}

const names = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });

/** `Mon 23 Nov`. @param date `2026-11-23` */
export function dayName(date: string): string {
  const parts = names.formatToParts(Temporal.PlainDate.from(date).toZonedDateTime("UTC").epochMilliseconds);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")}`;
}

/** `Mon 23 Nov, 09:00`. */
export function dayAndTime(at: Instant, zone: string): string {
  return `${dayName(localOf(at, zone).toPlainDate().toString())}, ${clockTime(at, zone)}`;
}

/** As a field of a form takes it: `2026-11-23T09:00`. */
export function fieldTime(at: Instant, zone: string): string {
  return localOf(at, zone).toPlainDateTime().toString({ smallestUnit: "minute" });
}

/** The same moment on the account's own clocks; null where they show the same. */
export function there(at: Instant, zone: string, { timetable }: Account): string | null {
  const [here, own] = [fieldTime(at, zone), fieldTime(at, timetable.timezone)];
  if (here === own) return null;
  const sameDay = here.slice(0, 10) === own.slice(0, 10);
  const time = sameDay ? clockTime(at, timetable.timezone) : dayAndTime(at, timetable.timezone);
  return `${time} ${timetable.timezone}`;
}
