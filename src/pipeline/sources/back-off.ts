import type { Instant } from "../../domain/instant.ts";

const firstMs = 5 * 60_000;
const longestMs = 6 * 3_600_000;
const mostAskedMs = 24 * 3_600_000;

/** When a source that failed so often in a row may be asked again. @param retryAfter as its server said: seconds, or a date */
export function retryAt(failures: number, now: Instant, retryAfter?: string): Instant {
  const own = now + Math.min(firstMs * 2 ** Math.min(failures - 1, 20), longestMs);
  if (retryAfter === undefined) return own;
  const seconds = /^\s*\d{1,9}\s*$/.test(retryAfter) ? Number(retryAfter) * 1_000 + now : Date.parse(retryAfter);
  return Number.isFinite(seconds) ? Math.max(own, Math.min(seconds, now + mostAskedMs)) : own;
}
