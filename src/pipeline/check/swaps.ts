import { datesAgree } from "../../language/dates.ts";
import { isHonest } from "../../language/quantities.ts";
import { isPaper, type Who } from "../../language/who.ts";
import type { Match } from "./align.ts";
import { comparable } from "./dates.ts";
import { type Edit, editsOf } from "./edits.ts";
import type { Finding } from "./finding.ts";
import { fitsHere } from "./numbers.ts";
import { isOther, isSame, mentionsIn, spotOf } from "./people.ts";
import { around, type Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";

/** Least share of the words of weight, for a sentence to be a repetition. */
const sameContent = 0.5;

/** In a sentence that nearly repeats one of the source: a name, number or date in the very place of another. */
export function swapFindings(said: Sentence, found: readonly Match[], source: Source): readonly Finding[] {
  return found
    .slice(0, 2)
    .filter(({ share }) => share >= sameContent)
    .flatMap(({ sentence }) =>
      editsOf(said, sentence).flatMap((edit) => [...nameSwaps(edit, said, sentence, source), ...figureSwaps(edit, said, sentence, source)]),
    );
}

const remedy = "Write it as the source does, or take it out.";

function nameSwaps(edit: Edit, said: Sentence, sentence: SourceSentence, source: Source): readonly Finding[] {
  const { from, to, at, instead } = edit;
  const here = namedIn(said, at, at + instead.length);
  const there = sentence.who.filter((who) => who.from < to && from < who.to);
  if (there.length === 0) {
    const others = isOwnPhrase(sentence, from, to) ? here : here.filter((who) => !isNear(who, sentence, source));
    return isOwnPhrase(sentence, from, to) || others.length > 0 ? phraseSwaps(edit, others, said, sentence, source) : [];
  }
  // "the institute finds" for "study finds": whose study it is, speakers are compared by.
  if (there.every(({ keys }) => keys.every(isPaper)) || here.every(({ keys }) => keys.every(isPaper))) return [];
  const mentions = there.map((who) => ({ ...spotOf(sentence, who), who, place: { sentence, at: who.from } }));
  // Told in another order, both stand in both.
  const moved = (who: Who) =>
    sentence.who.some((other) => sameCore(other, who)) && there.every((other) => said.who.some((each) => sameCore(each, other)));
  const others = here.filter(
    (who) => mentions.every((mention) => isOther(who, mention, source)) && !moved(who) && !standsAlike(who, said, source),
  );
  return others.map((who) => ({ ...swapped(who.text, sentence, from), severity: who.kind === "body" ? "warn" : "block" }));
}

/** True when the source names them in the sentence or shortly before: then "the contractor" may be they. */
function isNear(who: Who, sentence: SourceSentence, source: Source): boolean {
  return mentionsIn(source).some(({ place, ...mention }) => {
    const back = sentence.index - place.sentence.index;
    return back >= 0 && back <= 3 && isSame(who, { ...mention, place }, source);
  });
}

function sameCore(one: Who, other: Who): boolean {
  return one.core.join(" ") === other.core.join(" ");
}

/** The source has it between the very same words elsewhere. */
function standsAlike(who: Who, { tokens }: Sentence, source: Source): boolean {
  const [before, after] = [tokens[who.from - 1]?.key, tokens[who.to]?.key];
  return mentionsIn(source).some(
    (mention) =>
      before !== undefined &&
      sameCore(mention.who, who) &&
      mention.tokens[mention.from - 1]?.key === before &&
      mention.tokens[mention.to]?.key === after,
  );
}

function namedIn({ who, tokens }: Sentence, from: number, to: number): readonly Who[] {
  return who.filter((each) => each.kind !== "pronoun" && each.from < to && from < each.to && !tokens[each.from]?.quoted);
}

function swapped(words: string, sentence: SourceSentence, from: number): Finding {
  return {
    code: "claim-name",
    severity: "block",
    words,
    wrong: "stands where the source names another.",
    nearest: around(sentence, from),
    remedy,
  };
}

/** A phrase that means somebody by itself, where "the city" or "its plan" may be anything that was named before. */
function isOwnPhrase({ tokens }: Sentence, from: number, to: number): boolean {
  const words = tokens.slice(from, to).filter(({ kind }) => kind === "word");
  const points = /^(?:the|its|this|that|these|those|his|her|their|a|an)$/.test(tokens[from]?.plain ?? "");
  return words.length > (points ? 1 : 0) && tokens.slice(from, to).every(({ kind, quoted }) => !quoted && kind !== "date");
}

/** "Local elders" are nobody's name, but another name, or other people of the source, are not they. */
function phraseSwaps(
  { from, to, at, instead }: Edit,
  here: readonly Who[],
  said: Sentence,
  sentence: SourceSentence,
  source: Source,
): readonly Finding[] {
  const words = instead.filter(({ kind }) => kind === "word");
  const keys = new Set(sentence.tokens.map(({ key }) => key));
  if (words.length === 0 || words.some(({ key }) => keys.has(key)) || !isSubject(sentence.tokens, from, to)) return [];
  const isNamed = here.some((who) => sentence.who.every((other) => !other.core.some((key) => who.core.includes(key))));
  const isElse = from === 0 && at === 0 && words.every(({ key }) => source.keys.has(key));
  if (!isNamed && !isElse) return [];
  return [swapped(said.text.slice(instead[0]?.start ?? 0, instead.at(-1)?.end ?? 0), sentence, from)];
}

/** It opens its clause, or follows "and" or a comma, and a verb comes next. */
function isSubject(tokens: SourceSentence["tokens"], from: number, to: number): boolean {
  const before = tokens[from - 1];
  const opens =
    before === undefined || before.kind === "pause" || before.kind === "stop" || /^(?:and|but|while|that|as)$/.test(before.plain);
  const next = tokens[to];
  return (
    opens &&
    next !== undefined &&
    (/^(?:has|have|had|is|are|was|were|will|would|can|could|may|must|did|do|does|should)$/.test(next.plain) || next.kind === "word")
  );
}

function figureSwaps({ from, to, at, instead }: Edit, said: Sentence, sentence: SourceSentence, source: Source): readonly Finding[] {
  const there = sentence.tokens.slice(from, to);
  return instead.flatMap((token, index): readonly Finding[] => {
    const { quantity, date } = token;
    // Told in another order, both stand in both.
    const moved =
      sentence.tokens.some(({ key }) => key === token.key) &&
      there.every((other) => (!other.quantity && !other.date) || said.tokens.some(({ key }) => key === other.key));
    if (moved) return [];
    const figures = there.flatMap((other) => (other.quantity ? [other.quantity] : []));
    const dates = there.flatMap((other) => (other.date ? [other.date] : []));
    const isNumber =
      quantity !== undefined &&
      figures.some(({ unit }) => unit === quantity.unit) &&
      !figures.some((known) => isHonest(quantity, known)) &&
      !fitsHere(said, source, quantity, sentence);
    const isDate =
      date !== undefined &&
      dates.some((known) => comparable(date, known)) &&
      !dates.some((known) => datesAgree(date, known) || datesAgree(known, date));
    if (!isNumber && !isDate) return [];
    const code = isNumber ? "claim-number" : "claim-date";
    const wrong = "stands where the source has another.";
    return [{ code, severity: "block", words: around(said, at + index, 3), wrong, nearest: around(sentence, from), remedy }];
  });
}
