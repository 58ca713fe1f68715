import { revise } from "../../desk/revise.ts";
import { summaryReport } from "../../desk/summary-report.ts";
import { block, ok, refuse } from "../../domain/problem.ts";
import { choiceOf, type Run, textOption, wantsJson, word } from "./command.ts";
import { readInput } from "./input.ts";
import { print } from "./output.ts";
import { listed } from "./posts.ts";
import { sayRow } from "./say-post.ts";

const noFile = block("usage-revise", "--file", "Say how the story should read.", "Give its file with --file, front matter and all.");

export const run: Run = async (wiring, typed) => {
  const file = textOption(typed, "file");
  const input = file === undefined ? refuse(noFile) : await readInput(file);
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    if (!input.ok) return input;
    const revised = await revise(desk, word(typed, 0), input.value);
    if (!revised.ok) return revised;
    const { summary, version, posts, out } = revised.value;
    return ok({ summary, version, posts: listed(desk, posts), out: listed(desk, out) });
  });
  return print(result, wantsJson(typed), ({ summary, version, posts, out }) => ({
    json: { summary: summaryReport(summary), version, posts: posts.map(({ report }) => report), out: out.map(({ report }) => report) },
    text: [
      `${summary.id} is at version ${version}; the earlier ones are kept.`,
      ...posts.map(sayRow),
      ...out.map(({ report }) => `Readers see ${report.id} as it was: \`herald correct ${report.id}\` puts it right.`),
    ].join("\n"),
  }));
};
