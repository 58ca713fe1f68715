/** Which things of two lists are the same thing, perhaps changed. Pure. */

/** How alike two things are, from 0 to 1; below `likeEnough` they are two different things. */
export type Likeness<T> = (one: T, other: T) => number;

const likeEnough = 0.5;

/** Pairs of places, in order in both lists, that are most alike in sum: what was moved counts as taken out and put in. */
export function align<T>(before: readonly T[], after: readonly T[], likeness: Likeness<T>): ReadonlyMap<number, number> {
  const alike = before.map((one) => after.map((other) => worth(likeness(one, other))));
  const at = (row: number, column: number) => alike[row]?.[column] ?? 0;
  const best = table(before.length, after.length, at);
  const pairs = new Map<number, number>();
  for (let [row, column] = [0, 0]; row < before.length && column < after.length; ) {
    const here = best[row]?.[column] ?? 0;
    if (at(row, column) > 0 && here === at(row, column) + (best[row + 1]?.[column + 1] ?? 0)) pairs.set(row++, column++);
    else if (here === (best[row + 1]?.[column] ?? 0)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** In whole thousandths, so that sums compare. */
function worth(likeness: number): number {
  return likeness < likeEnough ? 0 : Math.round(likeness * 1000);
}

/** For each pair of places the best sum from there on. */
function table(rows: number, columns: number, at: (row: number, column: number) => number): readonly (readonly number[])[] {
  const best = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const pair = at(row, column);
      const paired = pair > 0 ? pair + (best[row + 1]?.[column + 1] ?? 0) : 0;
      const line = best[row];
      if (line) line[column] = Math.max(paired, best[row + 1]?.[column] ?? 0, line[column + 1] ?? 0);
    }
  }
  return best;
}

/** Words that both texts have, of all words of both. */
export function alikeInWords(one: string, other: string): number {
  if (one === other) return 1;
  const [mine, theirs] = [wordsIn(one), wordsIn(other)];
  const left = new Map<string, number>();
  for (const word of theirs) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of mine) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return mine.length + theirs.length === 0 ? 0 : (2 * shared) / (mine.length + theirs.length);
}

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
