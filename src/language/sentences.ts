import type { Language } from "../domain/summary.ts";
import { goesOn } from "./abbreviations.ts";
import { quotesAreEven } from "./quotations.ts";

const segmenters = new Map<Language, Intl.Segmenter>();

/** Made when first used: making one takes 20 ms, and most commands read no text. */
function segmenterFor(language: Language): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: "sentence" });
  segmenters.set(language, known);
  return known;
}

/** English letters as Urdu spells them, for `پی۔ٹی۔آئی`. */
const letterNames = new Set("اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو ایکس وائی زیڈ".split(" "));
/** A quotation of more sentences than this is taken apart after all. */
const longestQuotation = 6;

/**
 * Characters. Nobody reads more as one sentence, and whoever compares its words with each other would be busy for minutes: a text without
 * stops is taken apart after all.
 */
const longestSentence = 3_000;

/** The sentences of one paragraph, whole and in order; joined with a space they are the paragraph. */
export function sentences(paragraph: string, language: Language): readonly string[] {
  const pieces = [...segmenterFor(language).segment(paragraph)].map((piece) => piece.segment);
  return closeQuotations(mend(pieces))
    .map((sentence) => sentence.trim())
    .flatMap(readable)
    .filter((sentence) => sentence !== "");
}

/** A sentence without end in stretches, each as long as may be; cut behind a comma where there is one, and never inside a word. */
function readable(sentence: string): readonly string[] {
  const stretches: string[] = [];
  let from = 0;
  while (sentence.length - from > longestSentence) {
    const stretch = sentence.slice(from, from + longestSentence);
    const behindComma = Math.max(...[", ", "; ", "، ", "؛ "].map((sign) => stretch.lastIndexOf(sign))) + 1;
    const length = behindComma || stretch.lastIndexOf(" ");
    if (length <= 0) break;
    stretches.push(sentence.slice(from, from + length).trim());
    from += length;
  }
  return [...stretches, sentence.slice(from).trim()];
}

/** No abbreviation is longer; of a text that never ends a sentence, all of it would be read again with each of its pieces. */
const longestEnd = 200;

/** Joins what was cut after an abbreviation, before a small letter, or inside a number or a spelled-out name. */
function mend(pieces: readonly string[]): readonly string[] {
  const mended: string[][] = [];
  let end = "";
  for (const piece of pieces) {
    const last = mended.at(-1);
    const isOne = last !== undefined && continues(end, piece);
    if (isOne) last.push(piece);
    else mended.push([piece]);
    end = ((isOne ? end : "") + piece).slice(-longestEnd);
  }
  return mended.map((some) => some.join(""));
}

function continues(left: string, right: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(right) || /[([]$/.test(left)) return true;
  if (/^[“"‘'(]*\p{Ll}/u.test(right)) return true;
  if (/\p{N}[۔.]$/u.test(left) && /^\p{N}/u.test(right)) return true;
  return goesOn(left, right) || spelledOut(left, right);
}

function spelledOut(left: string, right: string): boolean {
  const before = /([\p{L}\p{M}]+)۔$/u.exec(left)?.[1];
  const after = /^([\p{L}\p{M}]+)/u.exec(right)?.[1];
  return before !== undefined && after !== undefined && letterNames.has(before) && letterNames.has(after);
}

/** A quotation of several sentences stays in one piece with the words around it. */
function closeQuotations(pieces: readonly string[]): readonly string[] {
  const closed: string[] = [];
  for (let at = 0; at < pieces.length; ) {
    const length = quotationLength(pieces, at);
    closed.push(pieces.slice(at, at + length).join(""));
    at += length;
  }
  return closed;
}

function quotationLength(pieces: readonly string[], at: number): number {
  for (let length = 1; length <= longestQuotation && at + length <= pieces.length; length++) {
    if (quotesAreEven(pieces.slice(at, at + length).join(""))) return length;
  }
  return 1;
}
