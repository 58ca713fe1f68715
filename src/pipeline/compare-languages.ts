/** The English and the Urdu of one story beside each other: which numbers and dates one has and the other hasn't. Pure. */
import type { Summary } from "../domain/summary.ts";
import { type DateMention, dates, datesAgree } from "../language/dates.ts";
import { isHonest, type Quantity, quantities } from "../language/quantities.ts";

/** A number or a date, as the text that has it writes it. */
export interface Fact {
  readonly kind: "number" | "date";
  readonly text: string;
}

/** What only one of two summaries has, in the order of its text. */
export interface Comparison {
  readonly one: readonly Fact[];
  readonly other: readonly Fact[];
}

interface Facts {
  readonly numbers: readonly Quantity[];
  readonly dates: readonly DateMention[];
}

/** "One of them" counts nothing, and the ordinals of Urdu are not read as numbers. */
function counts({ unit, value, text }: Quantity): boolean {
  return unit !== "ordinal" && (value !== 1 || unit !== null || /\p{N}/u.test(text));
}

function factsOf({ title, paragraphs, language }: Summary): Facts {
  const read = [title ?? "", ...paragraphs].map((text) => {
    const named = dates(text, language);
    return { dates: named, numbers: quantities(text, named).filter(counts) };
  });
  return { numbers: read.flatMap(({ numbers }) => numbers), dates: read.flatMap((each) => each.dates) };
}

/** The same number, or one of the two an honest rounding of the other. */
function sameNumber(one: Quantity, other: Quantity): boolean {
  return isHonest(one, other) || isHonest(other, one);
}

/** One of the two may name less of the day. */
function sameDate(one: DateMention, other: DateMention): boolean {
  return datesAgree(one, other) || datesAgree(other, one);
}

function lacking(own: Facts, there: Facts): readonly Fact[] {
  const numbers = own.numbers.filter((number) => !there.numbers.some((known) => sameNumber(number, known)));
  const days = own.dates.filter((date) => !there.dates.some((known) => sameDate(date, known)));
  const facts = [
    ...numbers.map(({ text }): Fact => ({ kind: "number", text: text.trim() })),
    ...days.map(({ text }): Fact => ({ kind: "date", text: text.trim() })),
  ];
  return facts.filter(({ text }, at) => facts.findIndex((fact) => fact.text === text) === at);
}

/** What of numbers and dates stands in one summary alone; nothing on either side: both tell the same. */
export function compareLanguages(one: Summary, other: Summary): Comparison {
  const [mine, theirs] = [factsOf(one), factsOf(other)];
  return { one: lacking(mine, theirs), other: lacking(theirs, mine) };
}
