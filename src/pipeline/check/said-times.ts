import { block, type Problem, warn } from "../../domain/problem.ts";
import type { Language, Summary } from "../../domain/summary.ts";
import { type DateMention, dates, daysMeant } from "../../language/dates.ts";
import { quotations } from "../../language/quotations.ts";
import { sentences } from "../../language/sentences.ts";
import { type TimeWord, timeWords } from "../../language/time-words.ts";
import type { Claimed } from "./against-source.ts";
import { matches } from "./align.ts";
import { readSentence } from "./sentence.ts";
import { readSource } from "./source.ts";
import type { Moment } from "./times.ts";

type PlainDate = Temporal.PlainDate;

/** The two days that matter: when the source speaks, and when its post is read. */
interface Days {
  readonly spoken: PlainDate;
  readonly read: PlainDate;
}

/** A weekday says which day for no longer than this. */
const weekdayHolds = 6;
const future: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:will|would|expected|due|set|scheduled|plans?|next|is to|are to|until|by)\b/u,
  ur: /(?:^|\s)(?:گا|گی|گے|ہوگا|ہوگی|متوقع|آئندہ|تک)(?=[\s،۔]|$)/u,
};

/** Words in the texts that will be false, or stale, on the day the post is read. */
export function timeWordProblems(texts: readonly Claimed[], summary: Summary, { at, spokenOn, timezone }: Moment): readonly Problem[] {
  const read = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
  const days = { spoken: Temporal.PlainDate.from(spokenOn), read };
  return texts.flatMap(({ where, text }) =>
    text
      .split("\n")
      .flatMap((line) => sentences(line, summary.language))
      .flatMap((sentence) => problemsIn(sentence, where, summary, days)),
  );
}

function problemsIn(sentence: string, where: string, summary: Summary, days: Days): readonly Problem[] {
  const { language } = summary;
  const words = timeWords(sentence, language);
  const lasting = words.flatMap(({ text, period }) => (period ? stalePeriod(text, period, where, language, days) : []));
  const passing = words.filter(({ period }) => period === undefined).flatMap((word) => falseDay(word, sentence, where, summary, days));
  return [...passing, ...lasting, ...dates(sentence, language).flatMap((date) => staleDate(date, sentence, where, language, days))];
}

/** "today" on another day than the one meant. */
function falseDay(word: TimeWord, sentence: string, where: string, summary: Summary, days: Days): readonly Problem[] {
  const meant = daysOfSource(sentence, summary, days.spoken);
  const means = word.days(days.read);
  if (means.some((day) => meant.some((other) => day.equals(other)))) return [];
  const then = means.map((day) => say(day, summary.language)).join(" or ");
  const [first] = word.days(days.spoken).filter((day) => meant.some((other) => other.equals(day)));
  const instead = first ?? meant[0];
  const message = `“${word.text}” will mean ${then} when this goes out; ${
    instead ? `the source means ${say(instead, summary.language)}.` : "the source names no such day."
  }`;
  const remedy = instead ? `Write “${dated(instead, summary.language)}” instead.` : "Take it out, or name the date.";
  const isQuoted = quotations(sentence).some(({ start, end }) => start <= word.start && word.end <= end);
  return [(isQuoted ? warn : block)("time-word", where, message, remedy)];
}

/** The days that the source names where it says what the sentence says; all its days where that can't be told. */
function daysOfSource(sentence: string, summary: Summary, spoken: PlainDate): readonly PlainDate[] {
  const { language } = summary;
  const source = readSource(summary);
  const near = matches(readSentence(sentence, language), source)
    .slice(0, 2)
    .map((match) => match.sentence.text);
  const of = (text: string) => [
    ...timeWords(text, language).flatMap((word) => word.days(spoken)),
    ...dates(text, language).flatMap((date) => daysMeant(date, spoken)),
  ];
  const said = wordsIn(sentence);
  const clauses = near
    .flatMap((text) => text.split(/[,،;؛:—]\s/u))
    .map((text) => ({ days: of(text), shared: [...wordsIn(text)].filter((word) => said.has(word)).length }));
  const best = clauses.filter(({ days }) => days.length > 0).sort((a, b) => b.shared - a.shared)[0];
  return best && best.shared > 0 ? best.days : source.sentences.flatMap(({ text }) => of(text));
}

function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{M}]{3,}/gu));
}

/** A weekday that no longer says which, or a day ahead that is past by then. */
function staleDate(date: DateMention, sentence: string, where: string, language: Language, { spoken, read }: Days): readonly Problem[] {
  if (date.year !== undefined && date.day === undefined) return [];
  const [past, ahead] = daysMeant(date, spoken).toSorted((a, b) => Temporal.PlainDate.compare(a, b));
  const isAhead = future[language].test(sentence.toLowerCase());
  const candidates = [past, ahead].filter((day) => day !== undefined);
  const day = isAhead
    ? candidates.find((each) => Temporal.PlainDate.compare(each, spoken) >= 0)
    : candidates.findLast((each) => Temporal.PlainDate.compare(each, spoken) <= 0);
  if (!day) return [];
  const late = day.until(read, { largestUnit: "day" }).days;
  if (isAhead && late > 0) {
    const message = `“${date.text}” (${say(day, language)}) is past when this goes out, and the sentence still expects it.`;
    return [warn("time-past", where, message, "Post it before, or say what has happened since.")];
  }
  if (date.weekday === undefined || date.day !== undefined || Math.abs(late) <= weekdayHolds) return [];
  const message = `“${date.text}” means ${say(day, language)}, more than ${weekdayHolds} days from when this goes out.`;
  return [warn("time-weekday", where, message, `Write “${dated(day, language)}” instead.`)];
}

/** "last month" in the month after. */
function stalePeriod(
  text: string,
  period: NonNullable<TimeWord["period"]>,
  where: string,
  language: Language,
  days: Days,
): readonly Problem[] {
  const [meant, means] = [startOf(days.spoken, period.unit), startOf(days.read, period.unit)];
  if (meant.equals(means)) return [];
  const message = `“${text}” was said on ${say(days.spoken, language)} and will mean another ${period.unit} when this goes out.`;
  return [warn("time-period", where, message, `Name the ${period.unit} instead.`)];
}

function startOf(day: PlainDate, unit: "week" | "month" | "year"): PlainDate {
  if (unit === "week") return day.subtract({ days: day.dayOfWeek - 1 });
  return unit === "month" ? day.with({ day: 1 }) : day.with({ day: 1, month: 1 });
}

const names = { en: "en-GB", ur: "ur-PK" } as const;

function say(day: PlainDate, language: Language): string {
  const form = new Intl.DateTimeFormat(names[language], { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" });
  return form.format(day.toZonedDateTime("UTC").epochMilliseconds);
}

/** As a sentence takes it: `on 20 November`, `20 نومبر کو`. */
function dated(day: PlainDate, language: Language): string {
  const form = new Intl.DateTimeFormat(names[language], { timeZone: "UTC", day: "numeric", month: "long" });
  const words = form.format(day.toZonedDateTime("UTC").epochMilliseconds);
  return language === "ur" ? `${words} کو` : `on ${words}`;
}
