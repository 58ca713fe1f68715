import type { Summary } from "../../src/domain/summary.ts";

/** What is planted. */
export const kinds = ["digit", "unit", "scale", "date", "name", "speaker", "quotation", "negation", "hedge", "direction"] as const;
export type Kind = (typeof kinds)[number];

/** Kinds of which the check must stop 99 in 100; of the others it must find 90. */
export const blocking: ReadonlySet<Kind> = new Set<Kind>(["digit", "unit", "scale", "date", "name", "speaker", "quotation"]);

/** A wrong text, and the right one that it was made from. */
export interface Planted {
  readonly kind: Kind;
  readonly right: string;
  readonly wrong: string;
}

/** All ways to plant one kind of error in a text of a summary. */
export type Planter = (text: string, summary: Summary) => readonly string[];

/** The text with every match of `pattern` replaced in turn, a text for each. */
export function eachReplaced(
  text: string,
  pattern: RegExp,
  by: (match: RegExpExecArray) => string | readonly string[] | null,
): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const instead = by(match);
    const all = instead === null ? [] : typeof instead === "string" ? [instead] : instead;
    return all
      .map((words) => text.slice(0, match.index) + words + text.slice(match.index + match[0].length))
      .filter((changed) => changed !== text);
  });
}

/** Stretches between quotation marks. */
export function quoted(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(/[“"][^“”"\n]+[”"]|’’[^’‘\n]+‘‘/gu)].map((match) => [match.index, match.index + match[0].length] as const);
}

/** True where a place lies in a quotation. */
export function inQuotes(text: string, at: number): boolean {
  return quoted(text).some(([from, to]) => from <= at && at < to);
}
