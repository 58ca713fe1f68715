import type { Instant } from "../../domain/instant.ts";
import type { Result } from "../../domain/problem.ts";
import { block, ok, refuse } from "../../domain/problem.ts";

const timeOnly = /^(\d{1,2}):(\d{2})$/;
const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const localTime = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;
const withOffset = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s?([Zz]|[+-]\d{2}(:?\d{2})?)$/;
const withZone = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}\S*\[[^\]]+\]$/;

const forms = 'Write it as "2026-12-01 09:00", as "09:00" for the next such time, or with an offset as "2026-12-01T09:00:00+05:00".';

/**
 * A point in time as a person or a program writes it: ISO 8601 with an offset, or a local time in `timezone` (`2026-12-01 09:00`),
 * or `09:00` for the next such time after `now`. A local time that comes twice is meant the first time; one that a clock change
 * leaves out is a problem that says so.
 * @param where what is being read, for the problem: `--at`, `summary.md:4`.
 */
export function readInstant(text: string, timezone: string, now: Instant, where = "time"): Result<Instant> {
  const written = text.trim();
  try {
    if (timeOnly.test(written)) return nextSuchTime(written.padStart(5, "0"), timezone, now, where);
    if (localTime.test(written)) return atLocal(Temporal.PlainDateTime.from(written), timezone, where);
    if (withOffset.test(written)) return ok(Temporal.Instant.from(written.replace(/\s(?=[Zz+-])/, "")).epochMilliseconds);
    if (withZone.test(written)) return ok(Temporal.ZonedDateTime.from(written, { offset: "reject" }).epochMilliseconds);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(block("input-time", where, `"${written}" is no date or time that exists.`, forms));
  }
  if (dateOnly.test(written)) return refuse(block("input-time", where, `"${written}" names a day but no time of day.`, forms));
  return refuse(block("input-time", where, `"${written}" can't be read as a time.`, forms));
}

function nextSuchTime(time: string, timezone: string, now: Instant, where: string): Result<Instant> {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();
  const todays = today.toPlainDateTime(Temporal.PlainTime.from(time));
  const isAhead = todays.toZonedDateTime(timezone, { disambiguation: "compatible" }).epochMilliseconds > now;
  return atLocal(isAhead ? todays : todays.add({ days: 1 }), timezone, where);
}

function atLocal(local: Temporal.PlainDateTime, timezone: string, where: string): Result<Instant> {
  const zoned = local.toZonedDateTime(timezone, { disambiguation: "compatible" });
  if (zoned.toPlainDateTime().equals(local)) return ok(zoned.epochMilliseconds);
  return refuse(inGap(local, zoned, where));
}

function inGap(local: Temporal.PlainDateTime, moved: Temporal.ZonedDateTime, where: string) {
  const asked = local.toPlainTime().toString({ smallestUnit: "minute" });
  const jump = moved.getTimeZoneTransition("previous")?.toPlainTime().toString({ smallestUnit: "minute" }) ?? "a later hour";
  const instead = moved.toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
  return block(
    "input-time",
    where,
    `There is no ${asked} on ${local.toPlainDate()} in ${moved.timeZoneId}: the clocks go forward to ${jump} then.`,
    `Take another time, for example "${instead}".`,
  );
}
