/** How posts of one account keep their distance, by the time at which they really went out. Pure. */
import type { Instant } from "../domain/instant.ts";
import type { Entry } from "../domain/journal.ts";

/** Wall clocks this far apart are not a matter of seconds on the way: one of them is wrong. */
export const clockToleranceMs = 120_000;

export interface Spacing {
  readonly now: Instant;
  /** When another post of the account last showed something; null: never. */
  readonly lastShownAt: Instant | null;
  readonly minGapMs: number;
}

/**
 * When the next post may go out: `now`, or `minGapMs` after the last one. A last post minutes ahead of the clock was written
 * down by one that has jumped back since: it tells nothing, else everything would wait until the clock has caught up.
 */
export function spacedFrom({ now, lastShownAt, minGapMs }: Spacing): Instant {
  if (lastShownAt === null || lastShownAt - now >= clockToleranceMs) return now;
  return Math.max(now, lastShownAt + minGapMs);
}

/** True when the post has its time from an editor who said "now"; moving it in time, or opening it again, ends that. */
export function isAtOnce(journal: readonly Entry[]): boolean {
  const timed = journal.findLast((entry) => entry.kind === "moved" && entry.scheduledAt !== undefined);
  return timed?.kind === "moved" && timed.atOnce === true;
}
