import type { Span } from "../../language/span.ts";

/**
 * Words as an editor writes them into the rules. Written without a capital they are found with and without; `*` at the end
 * stands for any ending: `blasphem*`. Everything is compared in one form of apostrophe, hyphen and space.
 */
export interface Phrase {
  readonly words: string;
  readonly exact: boolean;
  readonly open: boolean;
}

/** A text ready to be searched; the forms are as long as the text, sign for sign. */
export interface Searched {
  readonly text: string;
  readonly exact: string;
  readonly lower: string;
}

/** The non-joiners hold an Urdu word together. */
const insideWord = /[\p{L}\p{M}\p{N}_\u200c\u200d]/u;

export function phraseOf(written: string): Phrase {
  const words = plain(written.normalize("NFC").trim().replace(/\s+/gu, " "));
  const open = words.endsWith("*");
  return { words: open ? words.slice(0, -1) : words, exact: words !== words.toLowerCase(), open };
}

export function searched(text: string): Searched {
  const exact = plain(text.normalize("NFC"));
  return { text: text.normalize("NFC"), exact, lower: lower(exact) };
}

/** Every place where the phrase stands as whole words. */
export function findPhrase(phrase: Phrase, { exact, lower }: Searched): readonly Span[] {
  const text = phrase.exact ? exact : lower;
  const found: Span[] = [];
  for (let start = text.indexOf(phrase.words); start >= 0; start = text.indexOf(phrase.words, start + 1)) {
    const end = start + phrase.words.length;
    if (joins(text, start)) continue;
    if (phrase.open) found.push({ start, end: wordEnd(text, end) });
    else if (!joins(text, end)) found.push({ start, end });
  }
  return found;
}

/** The words of a text that an editor's phrase finds. @example wordsIn("defense", "Self-Defense") → ["Defense"] */
export function wordsIn(written: string, text: string): readonly string[] {
  const search = searched(text);
  return findPhrase(phraseOf(written), search).map(({ start, end }) => search.text.slice(start, end));
}

function plain(text: string): string {
  return text.replace(/\s/gu, " ").replace(/[‘’‛]/g, "'").replace(/[‐‑]/g, "-");
}

/** A few letters grow when they lose their capital: they stay, so that places mean the same in both forms. */
function lower(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return [...text].map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join("");
}

/** True when a word goes on across this place. */
function joins(text: string, at: number): boolean {
  return insideWord.test(signBefore(text, at)) && insideWord.test(String.fromCodePoint(text.codePointAt(at) ?? 32));
}

function signBefore(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && joins(text, end)) end += 1;
  return end;
}
