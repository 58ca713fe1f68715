/**
 * When posts may go out: computed from an account's timetable alone, so that a missed or doubled wake-up cannot matter.
 * Instants are epoch milliseconds; local times are the timetable's zone, through its clock changes.
 */
import type { SlotRule, Timetable } from "../domain/account.ts";
import { weekdays } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import { quietName } from "./schedule/quiet.ts";

export { type QuietSpan, quietSpans } from "./schedule/quiet.ts";
export { readDuration } from "./schedule/read-duration.ts";
export { readInstant } from "./schedule/read-instant.ts";
export { sayInstant } from "./schedule/say-instant.ts";

/** A time at which an account may post, or would if nothing stood against it. */
export interface Slot {
  readonly at: Instant;
  /** As the zone's clocks show it: `2026-12-01T09:00:00+05:00[Asia/Karachi]`. */
  readonly local: string;
  /** Why nothing is scheduled then: the name of a quiet window, or `outside its dates`. Absent: it may be taken. */
  readonly skipped?: string;
}

export interface Wish {
  /** The slot must come later than this: now, or the slot that is left. */
  readonly after: Instant;
  /** Where the account's other posts stand. */
  readonly taken: readonly Instant[];
  /** An embargo: a slot at this very instant is allowed. */
  readonly notBefore?: Instant;
  /** An expiry: the slot must come earlier, as sending starts at the slot and takes its time. */
  readonly notAfter?: Instant;
}

const outsideDates = "outside its dates";
const dayMs = 86_400_000;
const horizonMs = 366 * dayMs;
/** How much of the calendar is computed at once while looking for a free slot. */
const stretchMs = 14 * dayMs;

/**
 * The slots with `from ≤ at < to`, ascending, never two at one instant. A time that a clock change leaves out moves forward
 * by the length of the gap; a time that comes twice is meant once, the first time (Temporal's `compatible`).
 */
export function slotsOf(timetable: Timetable, from: Instant, to: Instant): Slot[] {
  const slots = new Map<Instant, Slot>();
  for (const day of daysBetween(timetable.timezone, from, to)) {
    for (const slot of timetable.slots.flatMap((rule) => slotsOn(day, rule, timetable))) {
      const inRange = slot.at >= from && slot.at < to;
      // A rule that holds wins over one that is outside its dates, else a Ramadan timetable would hide the usual one.
      if (inRange && (!slots.has(slot.at) || slots.get(slot.at)?.skipped === outsideDates)) slots.set(slot.at, slot);
    }
  }
  return [...slots.values()].sort((a, b) => a.at - b.at);
}

/**
 * The first slot that is free: not skipped, `minGapMs` away from every taken instant on either side, within embargo and
 * expiry. Null if there is none in the 366 days that follow `after` or the embargo.
 */
export function nextFree(timetable: Timetable, wish: Wish): Instant | null {
  const start = Math.max(wish.after + 1, wish.notBefore ?? Number.NEGATIVE_INFINITY);
  const end = Math.min(start + horizonMs, wish.notAfter ?? Number.POSITIVE_INFINITY);
  const gapMs = Math.max(timetable.minGapMs, 1);
  const isFree = (slot: Slot) => slot.skipped === undefined && wish.taken.every((taken) => Math.abs(taken - slot.at) >= gapMs);
  for (let from = start; from < end; from += stretchMs) {
    const free = slotsOf(timetable, from, Math.min(from + stretchMs, end)).find(isFree);
    if (free) return free.at;
  }
  return null;
}

/** The first moment from `from` on that lies in no quiet window; `from` itself where none ends within a month. */
export function soonest({ timezone, quiet }: Timetable, from: Instant): Instant {
  let local = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timezone);
  const end = local.add({ days: 31 });
  while (quietName(local, quiet) !== undefined) {
    local = local.round({ smallestUnit: "minute", roundingMode: "floor" }).add({ minutes: 1 });
    if (Temporal.ZonedDateTime.compare(local, end) > 0) return from;
  }
  return local.epochMilliseconds;
}

/** The local days whose slots can fall between the instants: a gap may move a slot into the next day, or over one. */
function* daysBetween(timezone: string, from: Instant, to: Instant): Generator<Temporal.PlainDate> {
  const last = localDay(timezone, to);
  for (let day = localDay(timezone, from).subtract({ days: 1 }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    yield day;
  }
}

function localDay(timezone: string, at: Instant): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
}

function slotsOn(day: Temporal.PlainDate, rule: SlotRule, timetable: Timetable): Slot[] {
  if (!rule.days.some((name) => weekdays.indexOf(name) + 1 === day.dayOfWeek)) return [];
  const holds = isWithin(day.toString(), rule);
  return rule.times.map((time) => {
    const local = day.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(timetable.timezone, { disambiguation: "compatible" });
    const skipped = holds ? quietName(local, timetable.quiet) : outsideDates;
    const slot = { at: local.epochMilliseconds, local: local.toString() };
    return skipped === undefined ? slot : { ...slot, skipped };
  });
}

/** Days as `YYYY-MM-DD` compare as text. */
function isWithin(day: string, dates: { readonly from?: string; readonly to?: string }): boolean {
  return (dates.from === undefined || day >= dates.from) && (dates.to === undefined || day <= dates.to);
}
