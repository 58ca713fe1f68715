/** The house's own rules: its spellings, what it never posts, what needs two people, and what no reader should see. Pure. */
import type { Problem } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { Reading } from "../platforms/platform.ts";
import { emojiProblems } from "./house-rules/emoji.ts";
import { leftoverProblems } from "./house-rules/leftovers.ts";
import { type Recent, repeatProblems } from "./house-rules/repeats.ts";
import { altsOf, textsOf } from "./house-rules/shown.ts";
import type { Style } from "./house-rules/style.ts";
import { carefulProblems, neverProblems, preferProblems } from "./house-rules/words.ts";

export { foldWarnings } from "./house-rules/fold-warnings.ts";
export { wordsIn } from "./house-rules/phrase.ts";
export { applyPreferred, foldSummary } from "./house-rules/preferred.ts";
export type { Recent } from "./house-rules/repeats.ts";
export { repeatProblems } from "./house-rules/repeats.ts";
export { textsOf } from "./house-rules/shown.ts";
export { type EmojiShare, plainStyle, type Style } from "./house-rules/style.ts";
export { approversNeeded } from "./house-rules/words.ts";

/** What the rules read beside the post. */
export interface HouseRules {
  readonly style: Style;
  /** Absent: no account's share of emoji and no approvers are known. */
  readonly account?: { readonly id: string; readonly approvers: number };
  /** The account's other posts; absent: nobody looked. */
  readonly recent?: readonly Recent[];
}

/** Every finding of the house on a post, alt texts included. */
export function houseFindings(reading: Reading, summary: Summary, { style, account, recent = [] }: HouseRules): readonly Problem[] {
  const texts = textsOf(reading);
  const shown = [...texts, ...altsOf(reading)];
  return [
    ...leftoverProblems(shown, summary),
    ...neverProblems(shown, style),
    ...repeatProblems(texts, recent),
    ...carefulProblems(texts, style, account?.approvers ?? 1),
    ...preferProblems(shown, style),
    ...emojiProblems(texts, style.emoji, account?.id ?? ""),
  ];
}
