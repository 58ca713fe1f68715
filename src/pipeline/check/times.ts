import type { Day, Instant } from "../../domain/instant.ts";
import { block, type Problem, warn } from "../../domain/problem.ts";
import type { Summary } from "../../domain/summary.ts";
import { sayInstant } from "../schedule.ts";
import type { Claimed } from "./against-source.ts";
import { timeWordProblems } from "./said-times.ts";

/** When a post goes out, and the day its source speaks from. */
export interface Moment {
  readonly at: Instant;
  /** The summary's own date, else the day it was added, in `timezone`. */
  readonly spokenOn: Day;
  /** IANA zone of the account's readers. */
  readonly timezone: string;
}

/** The day on which a summary speaks: its own date, else the day it was added, else the day it is read. */
export function spokenOn({ date }: Summary, addedAt: Instant, timezone: string): Day {
  return date ?? Temporal.Instant.fromEpochMilliseconds(addedAt).toZonedDateTimeISO(timezone).toPlainDate().toString();
}

/**
 * What speaks against posting then: an embargo that still holds (`embargo-future`, warns), an expiry that is past (`time-expired`,
 * blocks), and words that would be false by then: "today" for another day (`time-word`, blocks; inside a quotation it warns), a
 * weekday more than six days off, something expected for a day that is past, "last month" in the month after (`time-weekday`,
 * `time-past`, `time-period`, warn).
 */
export function checkTimes(texts: readonly Claimed[], summary: Summary, moment: Moment): readonly Problem[] {
  return [...windowProblems(summary, moment), ...timeWordProblems(texts, summary, moment)];
}

function windowProblems({ embargo, expires, source }: Summary, { at, timezone }: Moment): readonly Problem[] {
  const problems: Problem[] = [];
  if (embargo !== undefined && embargo > at) {
    const message = `The summary is under embargo until ${sayInstant(embargo, timezone)}.`;
    problems.push(
      warn("embargo-future", source, message, "Nothing needs doing: no post of it goes out before. Approve it for a later slot."),
    );
  }
  if (expires !== undefined && expires <= at) {
    const message = `The summary expired at ${sayInstant(expires, timezone)}.`;
    problems.push(block("time-expired", source, message, 'Leave it, or give it a later "expires" and add it again.'));
  }
  return problems;
}
