/** How long a cold preview takes, as a ratio to an empty Node start, side by side in one run. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const main = join(root, "src", "main.ts");
const example = globSync("config/examples/*.txt", { cwd: root }).sort()[0] ?? "";

const subjects: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  { name: "node -e 0", words: ["-e", "0"] },
  { name: "preview --format text", words: [main, "preview", example, "--format", "text"] },
  { name: "preview --format json (three cards drawn)", words: [main, "preview", example, "--format", "json"] },
];

const rounds = 9;

function timeMs(words: readonly string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: root });
  if (status !== 0) throw new Error(`It ended with ${status}: ${stderr}`);
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** One subject after the other, round by round, so that what else the machine does strikes all alike. */
function measure(): readonly number[] {
  const times = subjects.map((): number[] => []);
  for (const { words } of subjects) timeMs(words);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { words }] of subjects.entries()) times[index]?.push(timeMs(words));
  }
  return times.map(median);
}

export function preview(): void {
  const medians = measure();
  const base = medians[0] ?? 1;
  process.stdout.write(`Median of ${rounds} cold starts, as a ratio to an empty Node start\n\n`);
  for (const [index, { name }] of subjects.entries()) {
    const ms = medians[index] ?? 0;
    process.stdout.write(`${(ms / base).toFixed(1).padStart(6)} ×  ${Math.round(ms).toString().padStart(5)} ms  ${name}\n`);
  }
}
