/** How many planted errors the check finds, how many honest posts it stops, and how long it takes. */
import type { Summary } from "../../src/domain/summary.ts";
import { checkAgainstSource } from "../../src/pipeline/check.ts";
import { corpus, heldOut, tuned } from "../pipeline/compose/corpus.ts";
import { house } from "../pipeline/compose/house.ts";
import { honest, manners } from "../planted/honest.ts";
import { blocking, kinds } from "../planted/kinds.ts";
import { type Count, type Measured, measure, sum } from "../planted/measure.ts";
import { apart, more, withRewordings } from "../planted/written.ts";

const seed = 2026;
const mostPerKind = 12;

function share({ of, hits }: Count): string {
  if (of === 0) return "–".padStart(18);
  return `${`${hits}/${of}`.padStart(10)} ${((100 * hits) / of).toFixed(1).padStart(5)} %`;
}

function row(name: string, counts: ReadonlyMap<string, Count>, key: string): string {
  const cell = (language: string) => share(counts.get(`${key} ${language}`) ?? { of: 0, hits: 0 });
  return `  ${name.padEnd(12)}${cell("en")}${cell("ur")}${share(sum(counts, [key]))}\n`;
}

function print(title: string, { found, stopped, warned, foundInRewordings }: Measured): void {
  const write = (text: string) => process.stdout.write(text);
  const soft = kinds.filter((kind) => !blocking.has(kind));
  write(`\n${title}\n\nPlanted errors found\n  ${"".padEnd(12)}${"English".padStart(18)}${"Urdu".padStart(18)}${"both".padStart(18)}\n`);
  for (const kind of kinds) write(row(kind, found, kind));
  write(`  blocking kinds ${share(sum(found, [...blocking]))}, others ${share(sum(found, soft))}\n`);
  write(`  of these, in sentences that a person had told anew ${share(foundInRewordings)}\n\nHonest texts stopped\n`);
  for (const manner of manners) write(row(manner, stopped, manner));
  write(`  all ${share(sum(stopped, manners))}, composed by Herald ${share(sum(stopped, ["composed"]))}\n\nHonest texts warned\n`);
  for (const manner of manners) write(row(manner, warned, manner));
  write(`  all ${share(sum(warned, manners))}\n`);
}

/** Median milliseconds for the three posts of one summary, its source read already. */
function speed(): number {
  const posts = (summary: Summary) =>
    honest(summary, [])
      .filter(({ manner }) => manner === "composed")
      .slice(-3);
  const all = corpus.map(({ summary }) => ({
    summary,
    texts: posts(summary).map(({ parts }) => parts.map((text, at) => ({ where: `part ${at + 1}`, text }))),
  }));
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const { summary, texts } of all) {
      const begun = performance.now();
      for (const post of texts) checkAgainstSource(post, summary, house);
      if (round > 0) times.push(performance.now() - begun);
    }
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

export function check(): void {
  const known = [...tuned, ...more];
  print(`Tuned on: ${known.length} summaries`, measure(known.map(withRewordings), seed, mostPerKind));
  const unseen = [...heldOut, ...apart];
  print(`Kept apart: ${unseen.length} summaries`, measure(unseen.map(withRewordings), seed, mostPerKind));
  process.stdout.write(`\nChecking the three posts of one summary, warm: ${speed().toFixed(2)} ms (median)\n`);
}
