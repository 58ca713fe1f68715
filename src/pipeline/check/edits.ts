import type { Token } from "../../language/tokens.ts";
import type { Sentence } from "./sentence.ts";

/** A few words of the source for which the post has others, or none, between words that both have. */
export interface Edit {
  /** Tokens of the source's sentence, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** What the post has instead. */
  readonly instead: readonly Token[];
  /** Where in the post. */
  readonly at: number;
}

/** Below this share of common tokens a sentence is told anew, and its edits mean nothing. */
const likeness = 0.6;
/** An edit of more words drops a clause, and what is lost with it governs nothing that is left. */
const longest = 7;

/** The edits by which a sentence of the post differs from one of the source that it nearly repeats; none where it tells it anew. */
export function editsOf(said: Sentence, known: Sentence): readonly Edit[] {
  const [mine, theirs] = [said.tokens, known.tokens];
  const pairs = aligned(mine, theirs);
  if (mine.length === 0 || pairs.length / mine.length < likeness) return [];
  return [[-1, -1] as const, ...pairs].flatMap(([place, from], index): Edit[] => {
    const next = pairs[index] ?? [mine.length, theirs.length];
    const [mineTo, theirsTo] = next;
    const changed = theirsTo - from > 1 && (index < pairs.length || mineTo - place <= longest + 1);
    if (!changed || theirsTo - from - 1 > longest || mineTo - place - 1 > longest + 1) return [];
    return [{ from: from + 1, to: theirsTo, instead: mine.slice(place + 1, mineTo), at: place + 1 }];
  });
}

/** Places of the same token in both, in order: the longest common subsequence. */
function aligned(mine: readonly Token[], theirs: readonly Token[]): readonly (readonly [number, number])[] {
  const width = theirs.length + 1;
  const best = new Uint16Array((mine.length + 1) * width);
  for (let one = mine.length - 1; one >= 0; one--) {
    for (let other = theirs.length - 1; other >= 0; other--) {
      best[one * width + other] =
        mine[one]?.key === theirs[other]?.key
          ? (best[(one + 1) * width + other + 1] ?? 0) + 1
          : Math.max(best[(one + 1) * width + other] ?? 0, best[one * width + other + 1] ?? 0);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let one = 0, other = 0; one < mine.length && other < theirs.length; ) {
    if (mine[one]?.key === theirs[other]?.key) pairs.push([one++, other++]);
    else if ((best[(one + 1) * width + other] ?? 0) >= (best[one * width + other + 1] ?? 0)) one++;
    else other++;
  }
  return pairs;
}
