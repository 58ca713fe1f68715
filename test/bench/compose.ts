/**
 * `npm run bench -- compose`: how long it takes to compose a summary for the three platforms and to check the posts, warm, and
 * what ten thousand summaries leave in memory. Prints, never fails.
 */
import { checkAgainstSource } from "../../src/pipeline/check.ts";
import { corpus } from "../pipeline/compose/corpus.ts";
import { heapBytes } from "../pipeline/compose/heap.ts";
import { house } from "../pipeline/compose/house.ts";
import { composedAgain, everyText, textsOf } from "../pipeline/compose/whole.ts";

const rounds = 40;

/** Milliseconds that each summary of the corpus takes, composed anew each time, without and with the check. */
function times(check: boolean): readonly number[] {
  return corpus.flatMap(({ summary }) => {
    const fresh = { ...summary };
    const begun = performance.now();
    const texts = textsOf(everyText(fresh));
    if (check) checkAgainstSource(texts, fresh, house);
    return [performance.now() - begun];
  });
}

function line(name: string, measured: readonly number[]): string {
  const sorted = measured.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2).padStart(8);
  return `${name.padEnd(28)}${at(0.5)} ms${at(0.95)} ms${at(1)} ms\n`;
}

export function compose(): void {
  for (let round = 0; round < 5; round += 1) times(true);
  const composing = Array.from({ length: rounds }, () => times(false)).flat();
  const checking = Array.from({ length: rounds }, () => times(true)).flat();
  process.stdout.write(`One summary, three platforms, warm        median      95 %       most\n`);
  process.stdout.write(line("composing", composing) + line("composing and checking", checking));
  const before = heapAfter(1000);
  const after = heapAfter(10_000);
  process.stdout.write(`Heap after 1,000 summaries ${before} MB, after 10,000 more ${after} MB\n`);
}

function heapAfter(count: number): string {
  composedAgain(count);
  return (heapBytes() / 1_000_000).toFixed(1);
}
