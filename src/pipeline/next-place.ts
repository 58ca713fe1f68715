/** Where a post goes whose day has no room left. Pure. */
import type { Account } from "../domain/account.ts";
import type { Day, Instant } from "../domain/instant.ts";
import type { Spending } from "../domain/spending.ts";
import { dayOf, daysWithRoom, type Need } from "./budget.ts";
import { slotsOf } from "./schedule.ts";

export interface Place {
  readonly at: Instant;
  /** The day on which it counts. */
  readonly day: Day;
}

export interface Displaced {
  readonly account: Pick<Account, "timetable" | "budget">;
  readonly need: Need;
  readonly booked: readonly Spending[];
  /** The place must come later: now, or when the platform takes posts again. */
  readonly after: Instant;
  /** The time of day that the post had: kept where the account has no slots. */
  readonly scheduledAt: Instant;
  readonly taken: readonly Instant[];
  /** An expiry: the place must come earlier. */
  readonly notAfter?: Instant;
}

function boundsOf(day: Day, timezone: string): readonly [from: Instant, to: Instant] {
  const date = Temporal.PlainDate.from(day);
  return [date.toZonedDateTime(timezone).epochMilliseconds, date.add({ days: 1 }).toZonedDateTime(timezone).epochMilliseconds];
}

/** The day's first slot that is free, or its first at all: the gap between posts is kept when they go out. */
function slotOn(day: Day, { account: { timetable }, taken, after }: Displaced): Instant | null {
  const slots = slotsOf(timetable, ...boundsOf(day, timetable.timezone)).filter(({ at, skipped }) => skipped === undefined && at > after);
  const isFree = (at: Instant) => taken.every((other) => Math.abs(other - at) >= Math.max(timetable.minGapMs, 1));
  return (slots.find(({ at }) => isFree(at)) ?? slots[0])?.at ?? null;
}

function sameTimeOn(day: Day, { account, scheduledAt }: Displaced): Instant {
  const { timezone } = account.timetable;
  const time = Temporal.Instant.fromEpochMilliseconds(scheduledAt).toZonedDateTimeISO(timezone).toPlainTime();
  return Temporal.PlainDate.from(day).toPlainDateTime(time).toZonedDateTime(timezone).epochMilliseconds;
}

/** The first slot after `after` on a day whose budget has room; without slots, the same time of day. Null: none before it expires. */
export function nextPlace(displaced: Displaced): Place | null {
  const { account, need, booked, after, notAfter = Number.POSITIVE_INFINITY } = displaced;
  const { timezone, slots } = account.timetable;
  for (const day of daysWithRoom(dayOf(timezone, after), need, account.budget, booked)) {
    if (boundsOf(day, timezone)[0] >= notAfter) return null;
    const at = slots.length > 0 ? slotOn(day, displaced) : sameTimeOn(day, displaced);
    if (at !== null && at > after && at < notAfter && dayOf(timezone, at) === day) return { at, day };
  }
  return null;
}
