/** The lines of a laid-out text. */
import type { MeasuredNode } from "@takumi-rs/core";
import type { Setting } from "./page.ts";

export interface Line {
  /** In the order in which they are set; words of another script are runs of their own. */
  readonly text: string;
  /** Pixels, without the space that ends it. */
  readonly width: number;
}

/** The lines of a node from top to bottom. Runs stand in one line where their middles are closer than half a line's height. */
export function linesOf(node: MeasuredNode, { size, leading }: Pick<Setting, "size" | "leading">): readonly Line[] {
  const runs = runsIn(node).toSorted((a, b) => a.middle - b.middle);
  const lines: { middle: number; runs: Run[] }[] = [];
  for (const run of runs) {
    const last = lines.at(-1);
    if (last && run.middle - last.middle < (size * leading) / 2) last.runs.push(run);
    else lines.push({ middle: run.middle, runs: [run] });
  }
  return lines.map((line) => ({ text: line.runs.map((run) => run.text).join(""), width: widthOf(line.runs, size) }));
}

/** How wide the space may be that ends a line, as a share of the type size: it hangs over. */
export const spaceWidth = 0.24;

/** True for a line that holds more than one word, as far as lines may break. */
export function canPart(text: string): boolean {
  return /\S[ \t\n\u200b]+\S/u.test(text);
}

interface Run {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly middle: number;
}

function runsIn(node: MeasuredNode): readonly Run[] {
  const own = node.runs.map(({ text, x, y, width, height }) => ({ text, left: x, right: x + width, middle: y + height / 2 }));
  return [...own, ...node.children.flatMap(runsIn)];
}

function widthOf(runs: readonly Run[], size: number): number {
  const ends = runs.some((run) => /\s$/u.test(run.text)) ? spaceWidth * size : 0;
  return Math.max(...runs.map((run) => run.right)) - Math.min(...runs.map((run) => run.left)) - ends;
}

/** A last line this short beside the longest looks forgotten; one of a single word already when it is a little longer. */
const short = { words: 0.26, word: 0.4 } as const;

/** True where the last line is a rest of a word or two. */
export function isWidowed(lines: readonly Line[]): boolean {
  const last = lines.at(-1);
  if (last === undefined || lines.length < 3) return false;
  const share = last.width / Math.max(...lines.map((line) => line.width));
  return share < (/\S[ \u00a0]\S/u.test(last.text.trim()) ? short.words : short.word);
}

/** How a text's lines look beside each other. */
export interface Rag {
  readonly widowed: boolean;
  /** 1 and more where no line is a hole in the text, less the deeper the worst hole is. */
  readonly evenness: number;
}

export const even: Rag = { widowed: false, evenness: 1 };

/** A line shorter than this, as a share of the longest, is a hole between its neighbours; a first line may be shorter. */
const hole = { first: 0.42, inner: 0.6 } as const;

export function ragOf(lines: readonly Line[]): Rag {
  const longest = Math.max(...lines.map((line) => line.width));
  const shares = lines.slice(0, -1).map(({ width }, index) => width / longest / (index === 0 ? hole.first : hole.inner));
  return { widowed: isWidowed(lines), evenness: Math.min(...shares) };
}

export function isEven({ widowed, evenness }: Rag): boolean {
  return !widowed && evenness >= 1;
}
