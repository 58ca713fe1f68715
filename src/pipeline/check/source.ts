import type { Day } from "../../domain/instant.ts";
import type { Summary } from "../../domain/summary.ts";
import { withoutAddresses } from "../../language/addresses.ts";
import type { DateMention } from "../../language/dates.ts";
import { dates, daysMeant } from "../../language/dates.ts";
import type { Person } from "../../language/names.ts";
import type { Quantity } from "../../language/quantities.ts";
import { quantities } from "../../language/quantities.ts";
import { sentences } from "../../language/sentences.ts";
import { timeWords } from "../../language/time-words.ts";
import { readStory } from "../compose/story.ts";
import { readSentence, type Sentence } from "./sentence.ts";
import { type Flow, flowOf } from "./whole.ts";
import { plainWords, wordsOf } from "./words.ts";

/** Where something stands in the source. */
export interface Place {
  readonly sentence: SourceSentence;
  readonly at: number;
}

export interface SourceSentence extends Sentence {
  /** Place among all sentences, the title first. */
  readonly index: number;
  readonly quantities: readonly Quantity[];
}

/** All that a post may say, read once. */
export interface Source {
  readonly summary: Summary;
  readonly sentences: readonly SourceSentence[];
  /** Whole sentences, as written, without addresses, and without words that only tie them: who repeats them says nothing new. */
  readonly flows: readonly Flow[];
  /** Who is called by surname, once named in full. */
  readonly people: readonly Person[];
  readonly plain: string;
  /** Words with a space round each: body, title, author, tags. */
  readonly words: string;
  readonly keys: ReadonlySet<string>;
  /** Every token that carries something, by key. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly quantities: readonly Quantity[];
  /** Dates as written. */
  readonly dates: readonly Omit<DateMention, "start" | "end" | "text">[];
}

const known = new WeakMap<Summary, Source>();

/** The summary as the check reads it; kept as long as the summary is, since each of its posts asks. */
export function readSource(summary: Summary): Source {
  const kept = known.get(summary);
  if (kept) return kept;
  const source = sourceOf(summary);
  known.set(summary, source);
  return source;
}

function sourceOf(summary: Summary): Source {
  const { language, title, paragraphs, author = "", tags, image, date } = summary;
  const blocks = [...(title === undefined ? [] : [title]), ...paragraphs];
  const texts = blocks
    .flatMap((block) => sentences(block, language))
    .map((text) => ({ text, bare: withoutAddresses(text.replace(/[@#＠＃](?=\S)/gu, "")) }));
  const read = texts.map(({ bare }, index): SourceSentence => {
    const sentence = readSentence(bare, language);
    return { ...sentence, index, quantities: sentence.tokens.flatMap(({ quantity }) => (quantity ? [quantity] : [])) };
  });
  const beside = [author, image?.alt ?? "", image?.credit ?? "", ...tags].join("\n");
  const tokens = read.flatMap((sentence) => sentence.tokens.map((token, at) => ({ token, place: { sentence, at } })));
  const besideWords = readSentence(beside.replaceAll("\n", " . "), language);
  return {
    summary,
    sentences: read,
    flows: distinct([texts.map(({ text }) => text), texts.map(({ bare }) => bare), untied(summary)].map(flowOf)),
    people: readStory(summary).people,
    plain: plainWords([...blocks, ...texts.map(({ bare }) => bare), beside].join("\n")),
    words: ` ${wordsOf([...blocks, ...texts.map(({ bare }) => bare), beside].join("\n")).join(" ")} `,
    keys: new Set([...tokens.map(({ token }) => token.key), ...besideWords.tokens.map(({ key }) => key)]),
    places: byKey(tokens),
    quantities: [
      ...read.flatMap((each) => each.quantities),
      ...halved(blocks),
      ...quantities(beside),
      ...(date === undefined ? [] : quantities(date)),
    ],
    dates: [
      ...read.flatMap(({ text }) => dates(text, language)),
      ...[beside, date ?? ""].flatMap((text) => [...dates(text, "en"), ...dates(text, language)]),
    ],
  };
}

function distinct(flows: readonly Flow[]): readonly Flow[] {
  // The same words may be other sentences: where an address stood between two, they end apart once it is left out.
  const ends = ({ sentences: all }: Flow) => all.join("\n");
  return flows.filter((flow, at) => flows.findIndex((other) => ends(other) === ends(flow)) === at);
}

/** The sentences as composing takes them over. */
function untied(summary: Summary): readonly string[] {
  return readStory(summary).paragraphs.flatMap((paragraph) => sentences(paragraph, summary.language));
}

/** What is halved may be told as a half. */
function halved(blocks: readonly string[]): readonly Quantity[] {
  return blocks.some((text) => /\bhalv(?:e|ed|es|ing)\b/iu.test(text)) ? quantities("half") : [];
}

function byKey(
  tokens: readonly { readonly token: { readonly key: string; readonly kind: string }; readonly place: Place }[],
): ReadonlyMap<string, readonly Place[]> {
  const all = new Map<string, Place[]>();
  for (const { token, place } of tokens) {
    if (token.kind === "pause" || token.kind === "stop") continue;
    const places = all.get(token.key);
    if (places) places.push(place);
    else all.set(token.key, [place]);
  }
  return all;
}

const meant = new WeakMap<Source, Map<Day, Source["dates"]>>();

/** The dates that stand in a source which speaks on a day: as written, and the days that weekdays, `yesterday` and `12 March` mean. */
export function datesOf(source: Source, spokenOn: Day | undefined): Source["dates"] {
  if (spokenOn === undefined) return source.dates;
  const known = meant.get(source) ?? new Map<Day, Source["dates"]>();
  meant.set(source, known);
  const found = known.get(spokenOn) ?? [...source.dates, ...daysIn(source, Temporal.PlainDate.from(spokenOn)).map(fields)];
  known.set(spokenOn, found);
  return found;
}

function daysIn({ sentences: all, summary: { language } }: Source, spokenOn: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  return all.flatMap(({ text }) => [
    ...dates(text, language).flatMap((mention) => daysMeant(mention, spokenOn)),
    ...timeWords(text, language).flatMap((word) => word.days(spokenOn)),
  ]);
}

function fields(day: Temporal.PlainDate): Source["dates"][number] {
  return { day: day.day, month: day.month, year: day.year, weekday: day.dayOfWeek };
}
