/** Right texts of a summary: its sentences and clauses, the same in other honest words, and what Herald composes. */
import type { Language, Summary } from "../../src/domain/summary.ts";
import { sentences } from "../../src/language/sentences.ts";
import { hooks, readStory, shortened } from "../../src/pipeline/compose.ts";
import * as instagram from "../../src/platforms/instagram/compose.ts";
import * as x from "../../src/platforms/x/compose.ts";
import * as youtube from "../../src/platforms/youtube-community/compose.ts";
import { briefFor } from "../pipeline/compose/house.ts";
import { eachReplaced, inQuotes } from "./kinds.ts";

export const manners = ["sentence", "clause", "number", "date", "rounding", "wording", "speaker", "written", "composed"] as const;
export type Manner = (typeof manners)[number];

/** A text that must not be stopped; of a thread, all parts. */
export interface Honest {
  readonly manner: Manner;
  readonly parts: readonly string[];
}

export function honest(summary: Summary, written: readonly string[]): readonly Honest[] {
  const one = (manner: Manner) => (text: string) => ({ manner, parts: [text] });
  const all = sentencesOf(summary);
  return [
    ...all.map(one("sentence")),
    ...clausesOf(summary, all).map(one("clause")),
    ...all.flatMap(numbers).map(one("number")),
    ...all.flatMap(dates).map(one("date")),
    ...all.flatMap((text) => roundings(text, summary.language)).map(one("rounding")),
    ...all.flatMap((text) => wordings(text, summary.language)).map(one("wording")),
    ...all.flatMap(speakers).map(one("speaker")),
    ...written.map(one("written")),
    ...composed(summary),
  ];
}

export function sentencesOf({ paragraphs, language }: Summary): readonly string[] {
  return paragraphs
    .flatMap((paragraph) => sentences(paragraph, language))
    .filter((sentence) => sentence.length > 30 && !/https?:|www\.|@/.test(sentence));
}

function clausesOf(summary: Summary, all: readonly string[]): readonly string[] {
  const story = readStory(summary);
  const { whole, claim, main, named } = hooks(story);
  return [
    ...new Set([
      whole,
      claim,
      main,
      named,
      ...all.flatMap((sentence) => shortened(sentence, summary.language)),
      ...all.flatMap(withoutAside),
    ]),
  ];
}

/** Without a relative clause or an apposition between commas, which carries no negation and no hedge for the rest. */
function withoutAside(text: string): readonly string[] {
  return eachReplaced(text, /, (?:which|who|whose|headed by)[^,“”]{5,80},(?= (?:has|is|said|was|told|wrote|will|asked))/gu, () => "");
}

/** The same number in other signs. */
function numbers(text: string): readonly string[] {
  const replaced = (pattern: RegExp, by: (match: RegExpExecArray) => string | null) =>
    eachReplaced(text, pattern, (match) => (inQuotes(text, match.index) ? null : by(match)));
  const words = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
  return [
    ...replaced(/(?<=\d) per cent\.?(?= )/gu, () => "%"),
    ...replaced(/(?<=\d) per cent(?= )/gu, () => " percent"),
    ...replaced(/Rs\. (?=\d)/gu, () => "Rs "),
    ...replaced(/Rs\. (?=\d)/gu, () => "PKR "),
    ...replaced(/(\d+(?:\.\d+)?) billion/gu, ([, value]) => `${(Number(value) * 1000).toLocaleString("en-US")} million`),
    ...replaced(/(\d+(?:\.\d+)?) billion/gu, ([, value]) => `${value}bn`),
    ...replaced(/(\d+(?:\.\d+)?) million/gu, ([, value]) => `${value}m`.replace("m", "mn")),
    ...replaced(
      /(\d+(?:\.\d+)?) trillion/gu,
      ([, value]) => `${(Number(value) * 1000).toLocaleString("en-US", { maximumFractionDigits: 3 })} billion`,
    ),
    ...replaced(/(\d+(?:\.\d+)?) lakh/gu, ([, value]) => Math.round(Number(value) * 100_000).toLocaleString("en-US")),
    ...replaced(/(\d[\d,]*) crore/gu, ([, value = ""]) => `${Number(value.replaceAll(",", "")) / 100} billion`),
    ...replaced(
      new RegExp(
        `(?<![\\p{L}-])(?:${words.slice(2).join("|")})(?= (?:days|years|weeks|months|provinces|districts|stations|states|valleys|parts|dams))`,
        "gu",
      ),
      ([word]) => String(words.indexOf(word)),
    ),
    ...replaced(/(?<![\d,.])(\d)(?= (?:days|years|weeks|months|per cent))/gu, ([digit]) => words[Number(digit)] ?? null),
    ...replaced(/(\d+) ارب/gu, ([, value]) => `${Number(value) * 100} کروڑ`),
    ...replaced(/(?<!(?:کروڑ|ارب) )(?<!\d)(\d+) لاکھ(?! \d)/gu, ([, value]) => `${(Number(value) * 100_000).toLocaleString("en-US")}`),
    ...replaced(/\d+(?:[.,]\d+)*/gu, ([value]) =>
      /[\u0600-\u06ff]/u.test(text)
        ? value
            .replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)))
            .replace(".", "٫")
            .replace(",", "٬")
        : null,
    ),
    ...replaced(/[۰-۹]+/gu, ([value]) => value.replace(/[۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x6f0))),
  ];
}

/** The same date, written another way. */
function dates(text: string): readonly string[] {
  const replaced = (pattern: RegExp, by: (match: RegExpExecArray) => string) =>
    eachReplaced(text, pattern, (match) => (inQuotes(text, match.index) ? null : by(match)));
  const month = "(January|February|March|April|May|June|July|August|September|October|November|December)";
  return [
    ...replaced(new RegExp(`(?<![\\d] |and |,)\\b(\\d{1,2}) ${month}(?! \\d| and)`, "gu"), ([, day, name]) => `${name} ${day}`),
    ...replaced(new RegExp(`(?<![\\d] |and |,)\\b(\\d{1,2}) ${month}(?! \\d)`, "gu"), ([, day, name]) => `${day}th ${name}`),
  ];
}

/** An honest rounding of a number with three digits or more. */
function roundings(text: string, language: Language): readonly string[] {
  return eachReplaced(
    text,
    /(?<![\d,.$-]|Rs\. |about |some |than |over |PP-|least |from |to )\d{1,3}(?:,\d{3})+(?= \p{L})|(?<=(?:Rs\. |\$))\d+\.\d+(?= (?:million|billion|trillion))/gu,
    (match) => {
      const [shown] = match;
      if (inQuotes(text, match.index)) return null;
      const value = Number(shown.replaceAll(",", ""));
      const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
      const [down, near] = [Math.floor(value / unit) * unit, Math.round(value / unit) * unit];
      const say = (number: number) => Number(number.toPrecision(12)).toLocaleString("en-US");
      if (language === "ur") return [...(down < value ? [`${say(down)} سے زائد`] : []), ...(near === value ? [] : [`تقریباً ${say(near)}`])];
      if (/[.$]/.test(text.slice(match.index - 4, match.index))) return null;
      return [
        ...(down < value ? [`more than ${say(down)}`] : []),
        ...(near === value ? [] : [`about ${say(near)}`]),
        ...(near > value ? [`nearly ${say(near)}`] : []),
      ];
    },
  );
}

const synonyms: readonly (readonly [RegExp, string])[] = [
  [/\bapproved\b/gu, "endorsed"],
  [/\brejected\b/gu, "turned down"],
  [/\brose\b/gu, "climbed"],
  [/\bfell\b/gu, "dropped"],
  [/\bwill pay\b/gu, "is to pay"],
  [/\bhas asked\b/gu, "asked"],
  [/\bhas decided\b/gu, "decided"],
  [/\bbecause\b/gu, "as"],
  [/\bwill be\b/gu, "are to be"],
  [/(?<!no )\bmore than\b/gu, "over"],
  [/\bordered\b/gu, "directed"],
  [/\bdid not\b/gu, "didn’t"],
  [/\bis expected to\b/gu, "is likely to"],
  [/\bcould\b/gu, "might"],
  [/\bsaid that\b/gu, "said"],
  [/^The (?=\p{Ll})/gu, "Meanwhile, the "],
  [/\bwarned\b/gu, "cautioned"],
  [/\bchildren\b/gu, "kids"],
  [/سے زائد/gu, "سے زیادہ"],
  [/کا کہنا ہے کہ/gu, "نے کہا ہے کہ"],
  [/کے مطابق/gu, "کے بقول"],
  [/مسترد کر دیا/gu, "نامنظور کر دیا"],
  [/نے بتایا کہ/gu, "نے کہا کہ"],
  [/تاہم /gu, "لیکن "],
  [/متوقع ہے/gu, "کا امکان ہے"],
  [/خیر مقدم کیا/gu, "سراہا"],
];

function wordings(text: string, language: Language): readonly string[] {
  const latin = language === "en";
  return synonyms
    .filter(([pattern]) => latin === /[a-z]/i.test(pattern.source.replace(/\\[a-z]/g, "")))
    .flatMap(([pattern, instead]) => eachReplaced(text, pattern, (match) => (inQuotes(text, match.index) ? null : instead)));
}

/** Who says so, moved to the other end. */
function speakers(text: string): readonly string[] {
  const tail = /^([^“”]{30,}?), according to ([^,.“”]{5,80})\.$/u.exec(text);
  const head = /^([^,:“”]{4,50}) said(?: that)? ([^“”]{20,})\.$/u.exec(text);
  const lower = (words: string) =>
    /^(?:The|A|An|In|It|They|Some|No)\b/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
  const upper = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
  return [
    ...(tail ? [`According to ${tail[2]}, ${lower(tail[1] ?? "")}.`] : []),
    ...(head && !/,/.test(head[2] ?? "") && !/\b(?:and|which|who)\b/.test(head[1] ?? "")
      ? [`${upper(head[2] ?? "")}, ${lower(head[1] ?? "")} said.`]
      : []),
  ];
}

function composed(summary: Summary): readonly Honest[] {
  const threads = (["auto", "single"] as const).map((format) =>
    x.compose(summary, briefFor("x", { format }), []).parts.map(({ text }) => text),
  );
  const texts = [
    instagram.compose(summary, briefFor("instagram"), []).caption,
    youtube.compose(summary, briefFor("youtube-community"), []).text,
  ];
  return [...threads, ...texts.map((text) => [text])].map((parts) => ({ manner: "composed", parts }));
}
