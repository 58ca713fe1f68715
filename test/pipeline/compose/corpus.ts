import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary } from "../../../src/domain/summary.ts";
import { readSummary } from "../../../src/pipeline/intake.ts";

const folder = join(import.meta.dirname, "corpus");

/** A summary written for these tests, and its name without ending. */
export interface Item {
  readonly name: string;
  readonly summary: Summary;
}

function itemsIn(directory: string): readonly Item[] {
  const files = readdirSync(directory).filter((file) => /\.(?:txt|md)$/.test(file));
  return files.sort().map((file) => {
    const read = readSummary({ name: file, bytes: readFileSync(join(directory, file)) }, { timezone: "Asia/Karachi" });
    if (!read.ok) throw new Error(`${file}: ${read.problems.map((problem) => problem.message).join(" ")}`);
    return { name: file.replace(/\.\w+$/, ""), summary: read.value };
  });
}

/** The summaries that the rules of composing were tuned on. */
export const tuned = itemsIn(folder);
/** Those that were kept apart. */
export const heldOut = itemsIn(join(folder, "held-out"));
export const corpus: readonly Item[] = [...tuned, ...heldOut];
