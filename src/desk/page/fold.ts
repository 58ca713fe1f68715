/**
 * Where a platform folds a text away behind "Show more". Only for looking at: nothing is measured or refused by it.
 * X: https://docs.x.com/fundamentals/counting-characters (280 weighted, an address counts 23). Instagram's caption folds at
 * 125 characters. YouTube names no number: a phone shows about four lines.
 */
import type { PlatformId } from "../../domain/account.ts";
import type { Run } from "./text-runs.ts";

interface Fold {
  readonly max: number;
  /** What one grapheme takes; a line break may take the rest of a line. */
  weigh(grapheme: string, used: number): number;
  /** What a whole address takes, where that isn't the sum of its characters. */
  readonly link?: number;
  /** What the reader taps. */
  readonly more: string;
}

const lineLength = 50;
const heavy = /[^\p{ASCII}\u0080-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/u;
const folds: Readonly<Record<PlatformId, Fold>> = {
  x: { max: 280, weigh: (grapheme) => (heavy.test(grapheme) ? 2 : [...grapheme].length), link: 23, more: "Show more" },
  instagram: { max: 125, weigh: () => 1, more: "more" },
  "youtube-community": {
    max: 4 * lineLength,
    weigh: (grapheme, used) => (grapheme === "\n" ? lineLength - (used % lineLength) : 1),
    more: "Read more",
  },
};

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a reader sees before tapping, and what to tap; null where the text is shown whole. Ends at a word where it can. */
export function foldedHead(runs: readonly Run[], platform: PlatformId): { readonly head: readonly Run[]; readonly more: string } | null {
  const fold = folds[platform];
  const head: Run[] = [];
  let used = 0;
  for (const run of runs) {
    const taken = take(run, fold, used);
    if (taken.text.length < run.text.length) {
      head.push({ kind: run.kind, text: atWord(taken.text) });
      return { head: trimmed(head), more: fold.more };
    }
    head.push(run);
    used = taken.used;
  }
  return null;
}

/** As much of the run as fits. */
function take(run: Run, fold: Fold, before: number): { readonly text: string; readonly used: number } {
  if (run.kind === "link" && fold.link !== undefined) {
    const used = before + fold.link;
    return { text: used <= fold.max ? run.text : "", used };
  }
  let used = before;
  let end = 0;
  for (const { segment, index } of graphemes.segment(run.text)) {
    used += fold.weigh(segment, used);
    if (used > fold.max) break;
    end = index + segment.length;
  }
  return { text: run.text.slice(0, end), used };
}

/** Without white space, or nothing at all, at the end. */
function trimmed(runs: readonly Run[]): readonly Run[] {
  const kept = runs.toSpliced(runs.findLastIndex(({ text }) => text.trim() !== "") + 1);
  return kept.map((run, index) => (index === kept.length - 1 ? { ...run, text: run.text.trimEnd() } : run));
}

/** Back to the last space, if one is near. */
function atWord(text: string): string {
  const space = text.search(/\s\S*$/u);
  return space > 0 && text.length - space <= 20 ? text.slice(0, space) : text.trimEnd();
}
