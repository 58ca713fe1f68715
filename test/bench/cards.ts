/**
 * `npm run bench -- cards`: one card and a carousel of ten, drawn by Herald, by satori with resvg, and by Chromium, all to JPEG,
 * turn by turn in one run. Prints, never fails for a slow machine.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const names = ["herald", "satori", "chromium"] as const;
type Name = (typeof names)[number];
const titles: Readonly<Record<Name, string>> = { herald: "Herald", satori: "satori + resvg", chromium: "Chromium" };
/** What else the machine does strikes each of them alike. */
const turns = 3;

interface Taken {
  readonly ms: number;
  /** Bytes, the most of the whole process and of those it started. */
  readonly memory: number;
}

function measure(name: Name | "nothing", task: "one" | "ten"): Taken {
  const script = join(import.meta.dirname, "card-subject.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, name, task], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  const { ms, memory }: Taken = JSON.parse(stdout);
  return { ms, memory };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function compare(title: string, task: "one" | "ten"): void {
  const taken: Record<Name, Taken[]> = { herald: [], satori: [], chromium: [] };
  for (let turn = 0; turn < turns; turn += 1) for (const name of names) taken[name].push(measure(name, task));
  const bare = measure("nothing", task).memory;
  const ours = median(taken.herald.map(({ ms }) => ms));
  process.stdout.write(
    `${title}: median of ${turns} processes, warm; the most memory above the ${Math.round(bare / 1e6)} MB of Node itself\n\n`,
  );
  for (const name of names) {
    const ms = median(taken[name].map((each) => each.ms));
    const memory = (median(taken[name].map((each) => each.memory)) - bare) / 1e6;
    const share = name === "herald" ? "" : `  Herald takes ${(ours / ms).toFixed(2)} of it`;
    process.stdout.write(
      `${Math.round(ms).toString().padStart(6)} ms  ${Math.round(memory).toString().padStart(5)} MB  ${titles[name]}${share}\n`,
    );
  }
  process.stdout.write("\n");
}

export function cards(): void {
  compare("One card of 1080×1350", "one");
  compare("A carousel of ten", "ten");
}
