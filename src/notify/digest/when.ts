/** When a digest is due, by the house's clocks. Pure. */
import type { Weekday } from "../../domain/account.ts";
import { weekdays } from "../../domain/account.ts";
import type { Day, Instant } from "../../domain/instant.ts";

/** When the house wants it. */
export interface DigestRules {
  /** `HH:MM`. */
  readonly at: string;
  /** None: never. */
  readonly days: readonly Weekday[];
}

/** Who was down in the morning still sends it; in the afternoon it is no morning digest any more. */
const newsMs = 6 * 3_600_000;

/**
 * The day whose digest is to go out now; null: none. Where clocks go forward over its time, it goes out as much later; where they go
 * back, the first time counts.
 */
export function digestDay({ at, days }: DigestRules, timezone: string, now: Instant): Day | null {
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();
  const weekday = weekdays[day.dayOfWeek - 1];
  if (weekday === undefined || !days.includes(weekday)) return null;
  const due = day.toZonedDateTime({ timeZone: timezone, plainTime: at }).epochMilliseconds;
  return now >= due && now < due + newsMs ? day.toString() : null;
}

/** The stretches of time that a digest tells of. */
export interface DigestSpan {
  readonly day: Day;
  readonly yesterday: Instant;
  readonly today: Instant;
  readonly tomorrow: Instant;
}

/** Days as the house counts them: some have 23 hours and some 25. */
export function spanOf(timezone: string, now: Instant): DigestSpan {
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();
  const start = (days: number) => day.add({ days }).toZonedDateTime({ timeZone: timezone }).epochMilliseconds;
  return { day: day.toString(), yesterday: start(-1), today: start(0), tomorrow: start(1) };
}
