import { block, type Problem, warn } from "../../domain/problem.ts";

/** What a check found: words of the post and, where there is something near, words of the source. */
export interface Finding {
  readonly code: string;
  readonly severity: "block" | "warn";
  /** The words of the post. */
  readonly words: string;
  /** What is wrong with them, as the end of a sentence that begins with them. */
  readonly wrong: string;
  /** The nearest words of the source. */
  readonly nearest?: string;
  readonly remedy: string;
}

/** The finding as a problem: it names the words, what is wrong, and what the source has instead. */
export function problemOf({ code, severity, words, wrong, nearest, remedy }: Finding, where: string): Problem {
  const source = nearest === undefined ? "" : ` The source has: “${nearest}”.`;
  const say = severity === "block" ? block : warn;
  return say(code, where, `“${words}” ${wrong}${source}`, remedy);
}

/** No finding twice; of two on the same words, or on who speaks, the first. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, words }) => {
    const key = code === "claim-speaker" ? code : `${code.replace(/-(?:number|unit|date|name|title|place|direction|word)$/, "")} ${words}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
