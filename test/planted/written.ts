import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

export function withRewordings({ name, summary }: Omit<Item, "written">): Item {
  return { name, summary, written: written(name) };
}
