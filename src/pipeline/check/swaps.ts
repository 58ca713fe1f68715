import { datesAgree } from "../../language/dates.ts";
import { isHonest } from "../../language/quantities.ts";
import type { Match } from "./align.ts";
import { type Edit, editsOf } from "./edits.ts";
import type { Finding } from "./finding.ts";
import { isOther, spotOf } from "./people.ts";
import { around, type Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";

/** In a sentence that nearly repeats one of the source: a name, number or date in the very place of another. */
export function swapFindings(said: Sentence, found: readonly Match[], source: Source): readonly Finding[] {
  return found
    .slice(0, 2)
    .flatMap(({ sentence }) =>
      editsOf(said, sentence).flatMap((edit) => [...nameSwaps(edit, said, sentence, source), ...figureSwaps(edit, said, sentence)]),
    );
}

const remedy = "Write it as the source does, or take it out.";

function nameSwaps({ from, to, at, instead }: Edit, said: Sentence, sentence: SourceSentence, source: Source): readonly Finding[] {
  const within = (start: number, end: number, low: number, high: number) => start < high && low < end;
  const here = said.who.filter(
    (who) => who.kind !== "pronoun" && within(who.from, who.to, at, at + instead.length) && !said.tokens[who.from]?.quoted,
  );
  const there = sentence.who.filter((who) => within(who.from, who.to, from, to));
  if (here.length === 0 || there.length === 0) return [];
  const mentions = there.map((who) => ({ ...spotOf(sentence, who), who, place: { sentence, at: who.from } }));
  return here
    .filter((who) => mentions.every((mention) => isOther(who, mention, source)))
    .map((who) => {
      const wrong = "stands where the source names another.";
      return { code: "claim-name", severity: "block", words: who.text, wrong, nearest: around(sentence, from), remedy } as const;
    });
}

function figureSwaps({ from, to, at, instead }: Edit, said: Sentence, sentence: SourceSentence): readonly Finding[] {
  const there = sentence.tokens.slice(from, to);
  return instead.flatMap((token, index): readonly Finding[] => {
    const { quantity, date } = token;
    const figures = there.flatMap((other) => (other.quantity ? [other.quantity] : []));
    const dates = there.flatMap((other) => (other.date ? [other.date] : []));
    const isNumber = quantity !== undefined && figures.length > 0 && !figures.some((known) => isHonest(quantity, known));
    const isDate = date !== undefined && dates.length > 0 && !dates.some((known) => datesAgree(date, known) || datesAgree(known, date));
    if (!isNumber && !isDate) return [];
    const code = isNumber ? "claim-number" : "claim-date";
    const wrong = "stands where the source has another.";
    return [{ code, severity: "block", words: around(said, at + index, 3), wrong, nearest: around(sentence, from), remedy }];
  });
}
