import type { Language } from "../domain/summary.ts";
import type { Span } from "./span.ts";

/** A word that means a day only together with the day it is said on. */
export interface TimeWord extends Span {
  readonly text: string;
  /** The days it means, said on that day; empty where it means a longer time. */
  readonly days: (spokenOn: Temporal.PlainDate) => readonly Temporal.PlainDate[];
  /** For weeks, months and years: which one it means. */
  readonly period?: { readonly unit: "week" | "month" | "year"; readonly offset: number };
}

type Meaning = Pick<TimeWord, "days" | "period">;

const day = (...offsets: readonly number[]): Meaning => ({ days: (on) => offsets.map((offset) => on.add({ days: offset })) });
const period = (unit: "week" | "month" | "year", offset: number): Meaning => ({ days: () => [], period: { unit, offset } });
const edge = "(?![\\p{L}\\p{M}\\p{N}])";
const start = "(?<![\\p{L}\\p{M}\\p{N}])";
const words = (form: string) => new RegExp(`${start}(?:${form})${edge}`, "giu");

const forms: Readonly<Record<Language, readonly (readonly [RegExp, Meaning])[]>> = {
  en: [
    [words("today|tonight|this (?:morning|afternoon|evening)"), day(0)],
    [words("yesterday|last night"), day(-1)],
    [words("tomorrow"), day(1)],
    [words("this week"), period("week", 0)],
    [words("last week"), period("week", -1)],
    [words("next week"), period("week", 1)],
    [words("this month"), period("month", 0)],
    [words("last month"), period("month", -1)],
    [words("next month"), period("month", 1)],
    [words("this year"), period("year", 0)],
    [words("last year"), period("year", -1)],
    [words("next year"), period("year", 1)],
  ],
  ur: [
    [words("آج(?! (?:کل|بھی|تک))"), day(0)],
    [words("گزشتہ روز|گذشتہ روز"), day(-1)],
    // `کل` is yesterday and tomorrow, and also "total" before a noun.
    [words("(?<!آج )کل(?= (?:سے|تک|ہی|صبح|شام|رات|ہونے|ہوا|ہوئی|ہوئے|ہوگا|ہوگی|ہو |کو)|[،۔])"), day(-1, 1)],
    [words("پرسوں"), day(-2, 2)],
    [words("رواں ہفتے|اس ہفتے"), period("week", 0)],
    [words("گزشتہ ہفتے|پچھلے ہفتے"), period("week", -1)],
    [words("آئندہ ہفتے|اگلے ہفتے"), period("week", 1)],
    [words("رواں ماہ|اس ماہ"), period("month", 0)],
    [words("گزشتہ ماہ|پچھلے ماہ|گزشتہ مہینے"), period("month", -1)],
    [words("آئندہ ماہ|اگلے ماہ|اگلے مہینے"), period("month", 1)],
    [words("رواں سال|اس سال"), period("year", 0)],
    [words("گزشتہ سال|پچھلے سال"), period("year", -1)],
    [words("آئندہ سال|اگلے سال"), period("year", 1)],
  ],
};

/** The words of a text that change their meaning with the day they are read, in order. */
export function timeWords(text: string, language: Language): readonly TimeWord[] {
  return forms[language]
    .flatMap(([form, meaning]) =>
      [...text.matchAll(form)].map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0], ...meaning })),
    )
    .sort((a, b) => a.start - b.start);
}
