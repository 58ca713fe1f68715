/** The spellings that the house prefers: found, applied in one step, and equal for whoever compares texts. */
import type { Summary } from "../../domain/summary.ts";
import type { Span } from "../../language/span.ts";
import { findPhrase, type Phrase, phraseOf, searched } from "./phrase.ts";
import type { Style } from "./style.ts";

/** A spelling that the house doesn't use, where it stands, and what stands there by its rules. */
export interface Misspelling extends Span {
  readonly written: string;
  readonly instead: string;
}

interface Rule {
  readonly phrase: Phrase;
  readonly write: string;
}

/** Addresses, hashtags and names with @ are spelled as their owners do. */
const spelledByOthers = /(?:https?:\/\/|www\.)\S+|[#＃@＠][\p{L}\p{M}\p{N}_.]+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.[a-z]{2,}(?!\p{L})/gu;
/** One replacement can make room for another; more rounds than this are a circle. */
const mostRounds = 5;

const compiled = new WeakMap<Style, readonly Rule[]>();

function rulesOf(style: Style): readonly Rule[] {
  const known = compiled.get(style);
  if (known) return known;
  const rules = style.prefer.flatMap(({ write, not }) => not.map((form) => ({ phrase: phraseOf(form), write })));
  compiled.set(style, rules);
  return rules;
}

/** Every spelling in the text that the house doesn't use, in order, none inside another. */
export function misspellings(text: string, style: Style): readonly Misspelling[] {
  const rules = rulesOf(style);
  if (rules.length === 0) return [];
  const search = searched(text);
  const found = rules.flatMap(({ phrase, write }) =>
    findPhrase(phrase, search).map((span) => {
      const written = search.text.slice(span.start, span.end);
      return { ...span, written, instead: inCaseOf(written, write, phrase) };
    }),
  );
  if (found.length === 0) return [];
  const others = [...search.text.matchAll(spelledByOthers)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const own = found.filter((span) => !others.some((other) => overlap(span, other)));
  const inOrder = own.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return inOrder.filter((span, at) => inOrder.slice(0, at).every((before) => !overlap(span, before)));
}

/** The text in the house's spellings; applying them again changes nothing. */
export function applyPreferred(text: string, style: Style): string {
  let result = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const found = misspellings(result, style);
    if (found.length === 0) return result;
    const plain = result.normalize("NFC");
    const pieces = found.map(({ start, instead }, at) => plain.slice(found[at - 1]?.end ?? 0, start) + instead);
    result = pieces.join("") + plain.slice(found.at(-1)?.end ?? 0);
  }
  return result;
}

const folded = new WeakMap<Style, WeakMap<Summary, Summary>>();

/** The summary in the house's spellings, so that a post in them says nothing new; the same summary where it has no other. */
export function foldSummary(summary: Summary, style: Style): Summary {
  const known = folded.get(style) ?? new WeakMap<Summary, Summary>();
  folded.set(style, known);
  const result = known.get(summary) ?? spelled(summary, style);
  known.set(summary, result);
  return result;
}

function spelled(summary: Summary, style: Style): Summary {
  const title = summary.title === undefined ? undefined : applyPreferred(summary.title, style);
  const paragraphs = summary.paragraphs.map((paragraph) => applyPreferred(paragraph, style));
  const same = title === summary.title && paragraphs.every((paragraph, at) => paragraph === summary.paragraphs[at]);
  return same ? summary : { ...summary, ...(title === undefined ? {} : { title }), paragraphs };
}

/** `Percent` becomes `Per cent`, `PERCENT` becomes `PER CENT`; a rule written with capitals is taken as it stands. */
function inCaseOf(written: string, write: string, { exact }: Phrase): string {
  if (exact || write !== write.toLowerCase()) return write;
  const letters = written.replace(/\P{L}/gu, "");
  if (letters.length > 1 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) return write.toUpperCase();
  const first = written.charAt(0);
  return first === first.toLowerCase() ? write : write.charAt(0).toUpperCase() + write.slice(1);
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
