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

/** The sentences of one paragraph, whole and in order; joined with a space they are the paragraph. */
export function sentences(paragraph: string, language: Language): readonly string[] {
  const pieces = [...segmenterFor(language).segment(paragraph)].map((piece) => piece.segment);
  return closeQuotations(mend(pieces))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

/** Joins what was cut after an abbreviation, before a small letter, or inside a number or a spelled-out name. */
function mend(pieces: readonly string[]): readonly string[] {
  const mended: string[] = [];
  for (const piece of pieces) {
    const last = mended.at(-1);
    if (last !== undefined && continues(last, piece)) mended[mended.length - 1] = last + piece;
    else mended.push(piece);
  }
  return mended;
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
