import { attributed } from "../../language/attribution.ts";
import { shorterForms } from "../../language/clauses.ts";
import { overlap } from "./content-words.ts";
import { introduced } from "./introduce.ts";
import type { Statement, Story } from "./story.ts";

/** Two statements that share more of their words say the same. */
const sameness = 0.72;
/** Every paragraph has something of its own to say: a second point from one weighs this much less. */
const again = 0.5;

/** What may be chosen, and what of it fits. */
export interface Wanted {
  /** What the reader has seen already: the post's opening. */
  readonly opening: string;
  readonly most: number;
  /** Whether the text may stand as the point at this place; `last` is the post's end, where a link or an invitation joins it. */
  readonly fits: (text: string, last: boolean) => boolean;
}

/** A point as it is posted, and the statement it comes from. */
export interface Point {
  readonly text: string;
  readonly from: Statement;
}

/**
 * The key points after the lead: the heaviest statements that stand alone, no two that say the same, in the order of the source,
 * people introduced at their first mention. One that doesn't fit gives up a clause that only adds, or its place.
 */
export function select(story: Story, wanted: Wanted): readonly Point[] {
  let candidates = story.statements.filter((statement) => statement.stands && statement !== story.lead);
  for (;;) {
    const chosen = heaviest(candidates, story.lead, wanted.most);
    const texts = introduced(
      wanted.opening,
      chosen.map((statement) => statement.text),
      story.people,
    );
    const fitted = texts.map((text, at) => fittest(text, at === texts.length - 1, story, wanted));
    const misfit = fitted.indexOf(null);
    if (misfit < 0) return fitted.flatMap((text, at) => (text === null || !chosen[at] ? [] : [{ text, from: chosen[at] }]));
    candidates = candidates.filter((statement) => statement !== chosen[misfit]);
  }
}

function heaviest(candidates: readonly Statement[], lead: Statement, most: number): readonly Statement[] {
  const chosen: Statement[] = [];
  const left = new Set(candidates);
  while (chosen.length < most && left.size > 0) {
    const told = [lead, ...chosen];
    const worth = (each: Statement) => each.weight - again * told.filter((other) => other.paragraph === each.paragraph).length;
    const best = [...left].reduce((one, other) => (worth(other) > worth(one) ? other : one));
    left.delete(best);
    if (told.every((other) => overlap(best.words, other.words) < sameness)) chosen.push(best);
  }
  return chosen.sort((a, b) => a.index - b.index);
}

function fittest(text: string, last: boolean, story: Story, wanted: Wanted): string | null {
  return [text, ...shortened(text, story.language)].find((form) => wanted.fits(form, last)) ?? null;
}

/** The sentence without a closing clause that only adds; its attribution stays. */
export function shortened(text: string, language: Story["language"]): readonly string[] {
  const { claim, attribution } = attributed(text, language);
  const stop = language === "ur" ? "۔" : ".";
  const comma = language === "ur" ? "،" : ",";
  return shorterForms(claim, language).map((form) => (attribution === null ? form + stop : `${form}${comma} ${attribution}${stop}`));
}
