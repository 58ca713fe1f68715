import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");

/** One instruction of the Dockerfile, continued lines joined. */
export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** The instructions, stage by stage; the last stage is the image. */
export function readDockerfile(): readonly (readonly Instruction[])[] {
  const text = readFileSync(join(root, "Dockerfile"), "utf8").replace(/^#.*\n/gm, "");
  const lines = text
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, word = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === "") throw new Error(`This is no instruction: ${line}`);
    if (word === "FROM") stages.push([]);
    stages.at(-1)?.push({ word, rest });
  }
  return stages;
}

/** A command in its exec form. */
export function words(rest: string): readonly string[] {
  return JSON.parse(rest) as readonly string[];
}
