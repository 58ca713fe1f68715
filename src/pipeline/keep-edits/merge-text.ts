import { alikeInWords } from "./align.ts";
import { mergeLists } from "./merge-lists.ts";

/** A line that says something, and the line ends and blank lines before it. */
interface Line {
  readonly gap: string;
  readonly words: string;
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/(\s*\n)?([^\n]*\S[^\n]*)/gu)].map(([, gap = "", words = ""]) => ({ gap, words }));
}

function joined(lines: readonly Line[]): string {
  return lines.map(({ gap, words }, at) => (at === 0 ? "" : gap === "" ? "\n\n" : gap) + words).join("");
}

/** A text that both changed, line by line; where both rewrote one line the editor's stands, and `lose` is told of the other. */
export function mergeText(before: string, edited: string, now: string, lose: (words: string) => void): string {
  const merged = mergeLists(linesOf(before), linesOf(edited), linesOf(now), {
    likeness: (one, other) => alikeInWords(one.words, other.words),
    same: (one, other) => one.words === other.words && one.gap === other.gap,
    merge: (was, mine, theirs) => {
      if (theirs.words !== was.words && theirs.words !== mine.words && mine.words !== was.words) lose(theirs.words);
      return { gap: mine.gap === was.gap ? theirs.gap : mine.gap, words: mine.words === was.words ? theirs.words : mine.words };
    },
    lose: (lines) => {
      for (const { words } of lines) lose(words);
    },
  });
  return joined(merged);
}
