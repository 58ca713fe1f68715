import type { Account } from "../../domain/account.ts";
import type { House } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";
import { followLines, headOf, linkOf } from "../compose.ts";

/** A text of a post, taken apart: only the body is for others to word. `head + body + tail` is the text. */
export interface Frame {
  /** The label of an opinion or a correction, with its line end. */
  readonly head: string;
  readonly body: string;
  /** Numbering, link, follow line and hashtags, with what parts them from the body. */
  readonly tail: string;
}

/** What tells Herald's own lines from the sentences between them. */
export interface Dress {
  readonly summary: Summary;
  readonly account: Account;
  readonly house: House;
}

/** Begins a line of Urdu that opens with a Latin letter. */
const directions = /[\u200e\u200f]/gu;
const onlyHashtags = /^(?:[#＃][\p{L}\p{M}\p{N}_\u200c]+\s*)+$/u;
const numbering = /\s\d{1,2}\/\d{1,2}$/u;

function folded(line: string): string {
  return line.replaceAll(directions, "").replaceAll(/\s+/gu, " ").trim();
}

/** The lines that Herald adds to a summary's sentences, folded. */
function ownLines({ summary, account, house }: Dress): ReadonlySet<string> {
  const follow = followLines(summary, house, account.platform);
  return new Set([headOf(summary, house), linkOf(summary, account), ...follow].flatMap((line) => (line === null ? [] : folded(line))));
}

/** @param isNumbered the text is a part of several, and its account numbers them */
export function frameOf(text: string, dress: Dress, isNumbered: boolean): Frame {
  const own = ownLines(dress);
  const isOwn = (line: string) => line.trim() === "" || own.has(folded(line)) || onlyHashtags.test(folded(line));
  const lines = text.split("\n");
  const first = lines.findIndex((line) => !isOwn(line));
  if (first < 0) return { head: text, body: "", tail: "" };
  const last = lines.findLastIndex((line) => !isOwn(line));
  const sentences = lines.slice(first, last + 1).join("\n");
  const number = (isNumbered && numbering.exec(sentences)?.[0]) || "";
  const head = lines
    .slice(0, first)
    .map((line) => `${line}\n`)
    .join("");
  const tail = lines
    .slice(last + 1)
    .map((line) => `\n${line}`)
    .join("");
  return { head, body: sentences.slice(0, sentences.length - number.length), tail: number + tail };
}

/** Words of Herald's own that a template put in the midst of a body: they must stay there. */
export function ownWordsIn(body: string, dress: Dress): readonly string[] {
  return [...ownLines(dress)].filter((line) => has(body, line));
}

/** True where the text has these words, whatever its line ends and marks of direction. */
export function has(text: string, words: string): boolean {
  return folded(text).includes(words);
}
