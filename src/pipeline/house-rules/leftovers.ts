import { block, type Problem, warn } from "../../domain/problem.ts";
import type { Summary } from "../../domain/summary.ts";
import type { Shown } from "./shown.ts";

/** A hole that nobody filled, the name of a value that wasn't there, or words that only keep a place. */
const leftover =
  /\{\{[^{}\n]{0,60}(?:\}\})?|\}\}|\{%[^\n]{0,60}?%\}|\{%|%\}|\$\{[^{}\n]{0,60}\}|\{[a-z_]{1,30}\}|\[object \w+\]|(?<![\p{L}\p{N}])(?:undefined|lorem ipsum)(?![\p{L}\p{N}])/giu;

/**
 * `style-leftover`: text that looks as if a template had not been filled. What stands just so in the source is the source's own:
 * it only warns.
 */
export function leftoverProblems(texts: readonly Shown[], summary: Summary): readonly Problem[] {
  const source = [summary.title ?? "", ...summary.paragraphs].join("\n").toLowerCase();
  return texts.flatMap(({ where, text }) => {
    const found = new Set([...text.matchAll(leftover)].map(([words]) => words));
    return [...found].map((words) => {
      const message = `"${words}" looks like a leftover of a template.`;
      if (!source.includes(words.toLowerCase()))
        return block(
          "style-leftover",
          where,
          message,
          "Write what should stand there, or take it out; `herald templates check` tests the templates.",
        );
      return warn("style-leftover", where, `${message} It stands so in the source.`, "Look whether readers should see it.");
    });
  });
}
