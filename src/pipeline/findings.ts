import type { House } from "../domain/brand.ts";
import type { Instant } from "../domain/instant.ts";
import type { Override } from "../domain/override.ts";
import type { Problem } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { Platform } from "../platforms/platform.ts";
import { checkAgainstSource, checkTimes, spokenOn } from "./check.ts";
import { type Corrected, correctionFindings } from "./correction.ts";
import { applyPreferred, foldSummary, type HouseRules, houseFindings, plainStyle, textsOf } from "./house-rules.ts";
import { type Findings, judgedWith } from "./overrides.ts";

export { textsOf } from "./house-rules.ts";

/** What findings read beside the post and its summary. Without a style the house has no rules of its own. */
export type Rules = Partial<HouseRules> & {
  /** What editors stood by, for posts of this summary. */
  readonly overrides?: readonly Override[];
  /** When the summary was added: the day it speaks from where it names none; absent: the moment it is judged for. */
  readonly addedAt?: Instant;
  /** Zone of the readers, for "today" and weekdays; absent: UTC. */
  readonly timezone?: string;
  /** Of a correction: what it corrects, as a second source where the old error is named. */
  readonly corrected?: Corrected;
};

/** The findings on a post, those apart that nobody can override: the platform's own limits. */
export function judge<Content>(
  platform: Platform<Content>,
  content: Content,
  summary: Summary,
  house: House,
  at: Instant,
  { style = plainStyle, addedAt = at, timezone = "UTC", corrected, ...rules }: Rules = {},
): Findings {
  const moment = { at, spokenOn: spokenOn(summary, addedAt, timezone), timezone };
  const reading = platform.read(content);
  // A spelling that the house prefers is no new word: both sides are read in it.
  const texts = textsOf(reading).map(({ where, text }) => ({ where, text: applyPreferred(text, style) }));
  const folded = foldSummary(summary, style);
  // What is put right is the same again but for the error.
  const recent = (rules.recent ?? []).filter(({ id }) => id !== corrected?.correction.corrects);
  const said = corrected
    ? correctionFindings(texts, folded, house, moment, corrected)
    : [...checkAgainstSource(texts, folded, house, moment.spokenOn), ...checkTimes(texts, summary, moment)];
  const judged = [...said, ...houseFindings(reading, summary, { style, ...rules, recent })];
  return { limits: platform.validate(content), judged };
}

/**
 * Every finding on a post: the platform's rules, the words against their source and the house's rules, and the time at which it
 * goes out. What an editor has overridden only warns. Preview, desk and approval all ask here.
 */
export function findingsOn<Content>(
  platform: Platform<Content>,
  content: Content,
  summary: Summary,
  house: House,
  at: Instant,
  rules: Rules = {},
): readonly Problem[] {
  return judgedWith(judge(platform, content, summary, house, at, rules), rules.overrides ?? []);
}
