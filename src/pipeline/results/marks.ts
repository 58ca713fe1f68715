import type { Instant } from "../../domain/instant.ts";
import { type Count, type Mark, marks, type Tally } from "../../domain/result.ts";

const hourMs = 3_600_000;

/** How old a post is at its mark. */
export const ageAt: Readonly<Record<Mark, number>> = { "1h": hourMs, "24h": 24 * hourMs, "7d": 168 * hourMs };

/** After the last of them a post is never asked about any more. */
export const longestMs = 2 * ageAt["7d"];

/** A count from more than twice the age says something else: it is not taken after this. */
export function latestAt(mark: Mark, outAt: Instant): Instant {
  return outAt + 2 * ageAt[mark];
}

export function isTooLate(mark: Mark, outAt: Instant, at: Instant): boolean {
  return at > latestAt(mark, outAt);
}

/** How much older than its mark a post may have been for its count to stand beside others'. */
const tolerance = 1.25;

/** True for a count that may be compared with others of its mark. */
export function isOnTime({ mark, at }: Pick<Count, "mark" | "at">, outAt: Instant): boolean {
  return at !== null && at - outAt <= tolerance * ageAt[mark];
}

/** How old a post was, for people: `1 h`, `26 h`, `7 d`. */
export function sayAge(ms: number): string {
  if (ms < 1.5 * hourMs) return `${Math.max(1, Math.round(ms / 60_000))} min`;
  return ms < 48 * hourMs ? `${Math.round(ms / hourMs)} h` : `${Math.round((ms / (24 * hourMs)) * 10) / 10} d`;
}

/** As people write them. */
export const markNames: Readonly<Record<Mark, string>> = { "1h": "1 h", "24h": "24 h", "7d": "7 d" };

export function isMark(word: string | undefined): word is Mark {
  return (marks as readonly (string | undefined)[]).includes(word);
}

const firstPauseMs = 5 * 60_000;
const longestPauseMs = 6 * hourMs;

/**
 * When a count that failed is tried again.
 * @param tries how often it failed, this time included
 * @param askedMs how long the platform asked to wait; 0: it named no time
 */
export function triedAgainAt(at: Instant, tries: number, askedMs: number): Instant {
  return at + Math.max(askedMs, Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries - 1, 10)));
}

/** True where a platform told none of it. */
export function isEmpty(tally: Tally): boolean {
  return Object.values(tally).every((count) => count === null);
}
