/** What an account may carry and cost in a day or a month of its zone, and where there is room. Pure. */
import type { Budget } from "../domain/account.ts";
import type { Day, Instant } from "../domain/instant.ts";
import type { Money } from "../domain/plan.ts";
import type { MicroCents, Spending } from "../domain/spending.ts";

/** What one post takes: itself, and what its platform charges for all its steps. */
export interface Need {
  readonly posts: number;
  readonly microCents: MicroCents;
}

/** One setting of `budget:`, in the unit it is counted in. */
export interface Limit {
  readonly span: "day" | "month";
  readonly unit: keyof Need;
  readonly most: number;
}

/** How far ahead room is looked for. */
const horizonDays = 400;

export function microCentsOf({ usd }: Money): MicroCents {
  return Math.round(usd * 100_000_000);
}

/** The calendar day of an instant in a zone, as `YYYY-MM-DD`. */
export function dayOf(timezone: string, at: Instant): Day {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString();
}

function limitsOf(budget: Budget): readonly Limit[] {
  const usd = (span: Limit["span"], most: number | undefined): readonly Limit[] =>
    most === undefined ? [] : [{ span, unit: "microCents", most: microCentsOf({ usd: most }) }];
  const posts = (span: Limit["span"], most: number | undefined): readonly Limit[] =>
    most === undefined ? [] : [{ span, unit: "posts", most }];
  const months = [...usd("month", budget.usdPerMonth), ...posts("month", budget.postsPerMonth)];
  return [...months, ...usd("day", budget.usdPerDay), ...posts("day", budget.postsPerDay)];
}

/** What is booked in the day or the month that `day` lies in. */
function bookedIn(day: Day, { span, unit }: Limit, booked: readonly Spending[]): number {
  const length = span === "day" ? "YYYY-MM-DD".length : "YYYY-MM".length;
  const same = booked.filter((spending) => spending.day.slice(0, length) === day.slice(0, length));
  return same.reduce((sum, spending) => sum + spending[unit], 0);
}

/** The limit that leaves no room on that day, the month's before the day's; null: there is room. */
export function fullOn(day: Day, need: Need, budget: Budget, booked: readonly Spending[]): Limit | null {
  return limitsOf(budget).find((limit) => bookedIn(day, limit, booked) + need[limit.unit] > limit.most) ?? null;
}

/** The limit that the post alone would break; null: some day may have room. */
export function brokenAlone(need: Need, budget: Budget): Limit | null {
  return fullOn("0000-00-00", need, budget, []);
}

/** The days from `from` on that have room, in order, a year and a month ahead. A month that is full is stepped over whole. */
export function* daysWithRoom(from: Day, need: Need, budget: Budget, booked: readonly Spending[]): Generator<Day> {
  const last = Temporal.PlainDate.from(from).add({ days: horizonDays });
  let day = Temporal.PlainDate.from(from);
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    const full = fullOn(day.toString(), need, budget, booked);
    if (full === null) yield day.toString();
    day = full?.span === "month" ? day.with({ day: 1 }).add({ months: 1 }) : day.add({ days: 1 });
  }
}

/** @example `10 posts a day`, `$40.00 a month` */
export function sayLimit({ span, unit, most }: Limit): string {
  const amount = unit === "posts" ? `${most} ${most === 1 ? "post" : "posts"}` : `$${(most / 100_000_000).toFixed(2)}`;
  return `${amount} a ${span}`;
}
