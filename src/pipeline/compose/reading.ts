import type { Language, Summary } from "../../domain/summary.ts";
import { dates } from "../../language/dates.ts";
import { type Entity, entities } from "../../language/entities.ts";
import { surnames } from "../../language/names.ts";
import { quantities } from "../../language/quantities.ts";
import { quotations } from "../../language/quotations.ts";
import { sentences } from "../../language/sentences.ts";
import { speakerOf } from "../../language/speaker-of.ts";
import { blocks } from "./blocks.ts";

/** A sentence, and what it holds. */
export interface ReadSentence {
  readonly text: string;
  readonly quotations: readonly { readonly words: string; readonly speaker: string | null }[];
  /** `Rs. 4.5 billion` as value 4500000000 and unit `rupee`. */
  readonly numbers: readonly { readonly text: string; readonly value: number; readonly unit: string | null }[];
  /** As written. */
  readonly dates: readonly string[];
  readonly names: readonly { readonly text: string; readonly kind: Entity["kind"] }[];
}

export type ReadBlock =
  | { readonly kind: "paragraph"; readonly sentences: readonly ReadSentence[] }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly intro: string; readonly items: readonly ReadSentence[] };

/** What Herald reads in a summary. */
export interface SummaryReading {
  readonly language: Language;
  readonly blocks: readonly ReadBlock[];
}

/** Reads a summary: paragraphs, headings and lists; in each sentence its quotations, numbers, dates and names. Pure. */
export function readingOf(summary: Summary): SummaryReading {
  const { language } = summary;
  const known = surnames(summary.paragraphs.join("\n"));
  const read = (texts: readonly string[]) => readAll(texts, language, known);
  return {
    language,
    blocks: blocks(summary.paragraphs, language).map((block): ReadBlock => {
      if (block.kind === "heading") return { kind: "heading", text: block.text };
      if (block.kind === "list") return { kind: "list", intro: block.intro, items: read(block.items) };
      return { kind: "paragraph", sentences: read(sentences(block.text, language)) };
    }),
  };
}

const pronoun = /^(?:he|she|they|it|ان|انہوں|انھوں|وہ)$/iu;

/** Sentences that stand together: `she said` means whoever was named last. */
function readAll(texts: readonly string[], language: Language, known: ReadonlySet<string>): readonly ReadSentence[] {
  let last: string | null = null;
  return texts.map((text) => {
    const names = entities(text, language, known);
    const quoted = quotations(text).map((quotation) => {
      const speaker = speakerOf(text, quotation, language);
      return { words: quotation.words, speaker: speaker !== null && pronoun.test(speaker) ? (last ?? speaker) : speaker };
    });
    last =
      names.findLast(({ kind }) => kind === "person")?.text ??
      quoted.at(-1)?.speaker ??
      names.findLast(({ kind }) => kind === "institution")?.text ??
      last;
    const days = dates(text, language);
    return {
      text,
      quotations: quoted,
      numbers: quantities(text, days).map(({ text: written, value, unit }) => ({
        text: written.trim(),
        value: Number(value.toPrecision(12)),
        unit,
      })),
      dates: [...new Set(days.map((day) => day.text.trim()))],
      names: names.map(({ text: name, kind }) => ({ text: name, kind })),
    };
  });
}

/** The reading for people, a line for each thing. */
export function readingLines(reading: SummaryReading): readonly string[] {
  return reading.blocks.flatMap((block) => {
    if (block.kind === "heading") return ["", `# ${block.text}`];
    if (block.kind === "list") return ["", `List: ${block.intro}`, ...block.items.flatMap((item) => linesOf(item, "– "))];
    return ["", ...block.sentences.flatMap((sentence) => linesOf(sentence, ""))];
  });
}

function linesOf(sentence: ReadSentence, mark: string): readonly string[] {
  const number = ({ text, value, unit }: ReadSentence["numbers"][number]) => `${text} = ${value}${unit === null ? "" : ` ${unit}`}`;
  return [
    mark + sentence.text,
    ...sentence.quotations.map(({ words, speaker }) => `    “${words}”${speaker === null ? "" : ` — ${speaker}`}`),
    ...listed("numbers", sentence.numbers.map(number)),
    ...listed("dates", sentence.dates),
    ...(["person", "place", "institution"] as const).flatMap((kind) =>
      listed(kind, [...new Set(sentence.names.filter((name) => name.kind === kind).map(({ text }) => text))]),
    ),
  ];
}

function listed(name: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [`    ${name}: ${entries.join(" | ")}`];
}
