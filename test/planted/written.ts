import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSummary } from "../../src/pipeline/intake.ts";
import type { Item } from "./measure.ts";

/** Honest rewordings of one summary of the corpus, a line each, written by a person; none for some. */
function written(name: string): readonly string[] {
  const file = join(import.meta.dirname, "rewordings", `${name}.txt`);
  return existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line.trim() !== "")
    : [];
}

const folder = join(import.meta.dirname, "summaries");

/** Summaries written for the check alone, with many who speak and many comparisons. */
export const more: readonly Omit<Item, "written">[] = summariesIn(folder);
/** Of these, the ones that no rule was tuned on. */
export const apart: readonly Omit<Item, "written">[] = summariesIn(join(folder, "held-out"));

function summariesIn(directory: string): readonly Omit<Item, "written">[] {
  const files = readdirSync(directory).filter((file) => file.endsWith(".txt"));
  return files.sort().map((file) => {
    const read = readSummary({ name: file, bytes: readFileSync(join(directory, file)) }, { timezone: "Asia/Karachi" });
    if (!read.ok) throw new Error(`${file}: ${read.problems.map(({ message }) => message).join(" ")}`);
    return { name: file.replace(/\.txt$/, ""), summary: read.value };
  });
}

export function withRewordings({ name, summary }: Omit<Item, "written">): Item {
  return { name, summary, written: written(name) };
}
