import type { Person } from "../../language/names.ts";
import { folded, literally, plainWords, unclosed } from "./words.ts";

/** The sentences of a source in one form, end to end. */
export interface Flow {
  readonly text: string;
  /** Where sentences begin in it. */
  readonly starts: ReadonlySet<number>;
  readonly sentences: readonly string[];
}

/** @param all sentences, in order. */
export function flowOf(all: readonly string[]): Flow {
  const sentences = all.map(folded);
  const starts = new Set<number>([0]);
  let text = "";
  for (const sentence of sentences) {
    text += `${sentence} `;
    starts.add(text.length);
  }
  return { text, starts, sentences };
}

/** A text of the post in the same form, with and without its closing marks. */
export interface Form {
  readonly text: string;
  readonly plain: string;
}

export function formOf(said: string): Form {
  const text = folded(said);
  return { text, plain: unclosed(text) };
}

/** True when the words are whole sentences of the source, one or several in a row, as they stand there. */
export function isWhole({ plain }: Form, { text, starts }: Flow): boolean {
  if (plain === "") return true;
  for (let at = text.indexOf(plain); at >= 0; at = text.indexOf(plain, at + 1)) {
    if (!starts.has(at)) continue;
    const rest = /^[\p{P}\p{S}\s]*/u.exec(text.slice(at + plain.length))?.[0].length ?? 0;
    for (let end = 0; end <= rest; end++) if (starts.has(at + plain.length + end)) return true;
  }
  return false;
}

/** True when the words are whole sentences of the source in any order, wherever a reader would end each. */
export function isChain(said: Form, { sentences }: Flow): boolean {
  const text = `${said.text} `;
  let at = 0;
  while (at < text.length) {
    const next = sentences.filter((sentence) => text.startsWith(`${sentence} `, at)).sort((a, b) => b.length - a.length)[0];
    if (next === undefined || next === "") return false;
    at += next.length + 1;
  }
  return true;
}

/** True when they are such sentences, of which the last breaks off behind a word or leaves some out, and an ellipsis says so. */
export function isCut(said: Form, { text, starts }: Flow): boolean {
  if (!said.text.includes("…")) return false;
  const pieces = said.text.split("…").map((piece) => unclosed(piece.trim()));
  const [first, ...others] = pieces.filter((piece) => piece !== "");
  if (first === undefined) return false;
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    if (starts.has(at) && goesOn(text, at + first.length, others, starts)) return true;
  }
  return false;
}

/** True when a word ends here, and the other pieces follow in their order within the sentence. */
function goesOn(text: string, at: number, pieces: readonly string[], starts: ReadonlySet<number>): boolean {
  let place = at;
  for (const piece of pieces) {
    const next = text.indexOf(piece, place);
    if (next < 0 || isInWord(text, place) || isInWord(text, next) || [...starts].some((start) => place < start && start <= next))
      return false;
    place = next + piece.length;
  }
  return !isInWord(text, place);
}

/** True between two letters or digits. */
function isInWord(text: string, at: number): boolean {
  return /[\p{L}\p{M}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{M}\p{N}]/u.test(text.slice(at, at + 2));
}

/** How much beside a joint must stand in the source, in characters. */
const beside = 40;

/** Two pieces of what was one sentence, with the comma or dash between them that was left out where it was cut. */
export function rejoined(head: string, rest: string, flows: readonly Flow[]): string {
  const [before, after] = [[...folded(head)].slice(-beside).join(""), [...plainWords(rest)].slice(0, beside).join("")];
  const joint = new RegExp(`${literally(before)}([\\s,،;؛:—–]*)\\s${literally(after)}`, "u");
  const mark = flows.map(({ text }) => joint.exec(text)?.[1]).find((found) => found !== undefined);
  return `${head}${mark ?? ""} ${rest}`;
}

/** The text with its people by their surnames: composing names in full, title and all, whom the source has named before. */
export function bySurname(text: string, people: readonly Person[]): string {
  return people.reduce((words, { title, name, surname }) => {
    const full = title === "" ? name : `${title} ${name}`;
    const at = words.includes(name) ? words.toLowerCase().indexOf(full.toLowerCase()) : -1;
    return at < 0 ? words : words.slice(0, at) + surname + words.slice(at + full.length);
  }, text);
}
