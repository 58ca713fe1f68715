import type { Language } from "../domain/summary.ts";

/** Urdu text quotes English names, English text hardly ever Urdu ones: from this share of Arabic letters on it is Urdu. */
const urduShare = 0.4;

/** The language by script; null where neither script carries the text (no letters, or a third script). */
export function languageOf(text: string): Language | null {
  const arabic = count(text, /\p{Script=Arabic}/gu);
  const latin = count(text, /\p{Script=Latin}/gu);
  const letters = count(text, /\p{L}/gu);
  if (arabic + latin === 0 || arabic + latin < letters / 2) return null;
  return arabic / (arabic + latin) >= urduShare ? "ur" : "en";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
