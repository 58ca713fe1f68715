import type { Instant } from "../domain/instant.ts";

const dayMs = 86_400_000;

/** A session lasts this long from when its person was last seen: a phone stays signed in for a month. */
export const sessionMs = 30 * dayMs;
/** How often it is written down that somebody was seen. */
const seenEveryMs = 60_000;
/** As long as browsers keep a cookie. */
export const deviceMs = 400 * dayMs;
export const invitationMs = 7 * dayMs;
export const challengeMs = 5 * 60_000;

/** True when it should be written down that somebody was seen; also after a clock was set back. */
export function isStale(seenAt: Instant, at: Instant): boolean {
  return Math.abs(at - seenAt) >= seenEveryMs;
}
