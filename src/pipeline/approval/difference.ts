/** What changed between two states of a post, word by word. Pure. */
import type { Picture } from "../../domain/media.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Reading } from "../../platforms/platform.ts";
import { align, alikeInWords } from "../keep-edits/align.ts";

/** A run of words that stayed, went or came. In order they give both texts. */
export interface Piece {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}

/** One text that changed. */
export interface Difference {
  /** `part 2`, `part 1, picture 1`; where a post has one text, `text`. */
  readonly where: string;
  readonly pieces: readonly Piece[];
}

/** A problem that shows what changed. */
export interface ChangeProblem extends Problem {
  readonly difference: readonly Difference[];
}

/** What changed, of a problem that shows it; null: this one doesn't. */
export function differenceIn(problem: Problem): readonly Difference[] | null {
  return "difference" in problem ? (problem as ChangeProblem).difference : null;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/gu) ?? [];
}

/** The same word, and a new line before it or none as before. */
function sameWord(one: string, other: string): number {
  return one.trim() === other.trim() && one.includes("\n") === other.includes("\n") ? 1 : 0;
}

/** A first word keeps its distance from words that went before it. */
function spaced(word: string, before = ""): string {
  return /^\s/u.test(word) ? word : (/^\s*/u.exec(before)?.[0] ?? "") + word;
}

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const runs: Piece[] = [];
  for (const { kind, text } of pieces) {
    const last = runs.at(-1);
    if (last?.kind === kind) runs[runs.length - 1] = { kind, text: last.text + text };
    else if (text !== "") runs.push({ kind, text });
  }
  return runs;
}

/** Beyond this many pairs of words a text counts as rewritten. */
const mostPairs = 4_000_000;

/** The words of two texts, those that stayed paired. */
export function piecesOf(before: string, after: string): readonly Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const pairs = old.length * now.length > mostPairs ? new Map<number, number>() : align(old, now, sameWord);
  const pieces: Piece[] = [];
  const taken = (kind: Piece["kind"], words: readonly string[]) => words.map((text) => ({ kind, text }));
  let [from, to] = [0, 0];
  for (const [inOld, inNow] of [...pairs, [old.length, now.length] as const]) {
    pieces.push(...taken("gone", old.slice(from, inOld)), ...taken("new", now.slice(to, inNow)));
    pieces.push(
      ...taken(
        "same",
        now.slice(inNow, inNow + 1).map((word) => spaced(word, old[inOld])),
      ),
    );
    [from, to] = [inOld + 1, inNow + 1];
  }
  return joined(pieces);
}

/** A text of a post and where it stands. */
interface Place {
  readonly text: string;
  readonly pictures: readonly Picture[];
}

function changedText(where: string, before: string, after: string): readonly Difference[] {
  return before === after ? [] : [{ where, pieces: piecesOf(before, after) }];
}

/** A picture is known by its bytes; what it shows is told by its description. */
function sayPicture(picture: Picture | undefined): string {
  return picture ? `${picture.alt} [${picture.digest.slice(0, 8)}]` : "";
}

function changedPictures(where: string, before: readonly Picture[], after: readonly Picture[]): readonly Difference[] {
  const count = Math.max(before.length, after.length);
  return Array.from({ length: count }, (_, at) => {
    const place = `${where}${where === "" ? "" : ", "}picture ${at + 1}`;
    return changedText(place, sayPicture(before[at]), sayPicture(after[at]));
  }).flat();
}

function changedPart(where: string, before: Place, after: Place): readonly Difference[] {
  return [...changedText(where, before.text, after.text), ...changedPictures(where, before.pictures, after.pictures)];
}

/** Every text that changed, in the order in which readers see them; empty: they would see the same. */
export function differenceOf(before: Reading, after: Reading): readonly Difference[] {
  const pairs = align(before.parts, after.parts, (one, other) => Math.max(alikeInWords(one.text, other.text), one === other ? 1 : 0));
  const nothing: Place = { text: "", pictures: [] };
  const name = (at: number, of: readonly unknown[]) => (of.length > 1 ? `part ${at + 1}` : "text");
  const differences: Difference[] = [];
  let [from, to] = [0, 0];
  for (const [inOld, inNow] of [...pairs, [before.parts.length, after.parts.length] as const]) {
    const [gone, come] = [before.parts.slice(from, inOld), after.parts.slice(to, inNow)];
    const rewritten = Math.min(gone.length, come.length);
    for (const [at, part] of gone.entries())
      differences.push(...changedPart(name(from + at, before.parts), part, at < rewritten ? (come[at] ?? nothing) : nothing));
    for (const [at, part] of come.entries())
      if (at >= rewritten) differences.push(...changedPart(name(to + at, after.parts), nothing, part));
    const [old, now] = [before.parts[inOld], after.parts[inNow]];
    if (old && now) differences.push(...changedPart(name(inNow, after.parts), old, now));
    [from, to] = [inOld + 1, inNow + 1];
  }
  return differences;
}

/** Words around a change that tell where it stands. */
const context = 4;

function sayPiece({ kind, text }: Piece, index: number, all: readonly Piece[]): string {
  const words = text.trim().split(/\s+/u);
  if (kind === "gone") return `[-${words.join(" ")}-]`;
  if (kind === "new") return `{+${words.join(" ")}+}`;
  const [isFirst, isLast] = [index === 0, index === all.length - 1];
  if (words.length <= context * (isFirst || isLast ? 1 : 2)) return words.join(" ");
  return [...(isFirst ? [] : words.slice(0, context)), "…", ...(isLast ? [] : words.slice(-context))].join(" ");
}

/** One change as a line: `part 2: … pays [-nine-] {+ten+} million …`. */
export function sayDifference({ where, pieces }: Difference): string {
  return `${where}: ${pieces.map(sayPiece).join(" ")}`;
}
