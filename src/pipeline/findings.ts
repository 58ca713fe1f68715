import type { House } from "../domain/brand.ts";
import type { Instant } from "../domain/instant.ts";
import type { Problem } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { Platform, Reading } from "../platforms/platform.ts";
import { checkAgainstSource, checkTimes } from "./check.ts";

/** The words of a post, each with the place where a finding on it stands: `part 2`, or `text` where there is only one. */
export function textsOf(reading: Reading): readonly { readonly where: string; readonly text: string }[] {
  const { parts } = reading;
  return parts.map(({ text }, index) => ({ where: parts.length > 1 ? `part ${index + 1}` : "text", text }));
}

/**
 * Every finding on a post: the platform's rules, the words against their source, and the time at which it goes out.
 * Preview, desk and approval all ask here.
 */
export function findingsOn<Content>(
  platform: Platform<Content>,
  content: Content,
  summary: Summary,
  house: House,
  at: Instant,
): readonly Problem[] {
  const texts = textsOf(platform.read(content));
  return [...platform.validate(content), ...checkAgainstSource(texts, summary, house), ...checkTimes(summary, at)];
}
