import { createInterface } from "node:readline/promises";
import type { Desk } from "../../desk/desk.ts";
import { type Fated, withdraw, withdrawal } from "../../desk/withdraw.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { Fate } from "../../pipeline/review.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { listed } from "./posts.ts";
import { sayRow } from "./say-post.ts";

const means: Readonly<Record<Fate, string>> = {
  stop: "nothing of it goes out",
  halt: "stops between two parts; run this again then",
  delete: "is deleted once you approve that",
  hand: "is yours to delete by hand, once you approve that",
  doubt: "nobody knows what readers see of it: look, settle it (`herald show`), then run this again",
  leave: "stays as it is",
};

function sayFate({ view, fate }: Fated): string {
  return `  ${view.post.id} on ${view.post.account} (${view.post.state}): ${means[fate]}`;
}

/** Says what will happen and asks, where a person sits at a terminal. */
async function agreed(fated: readonly Fated[], summaryId: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true;
  process.stdout.write(`Withdrawing ${summaryId}:\n${fated.map(sayFate).join("\n")}\n\n`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Withdraw it? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function withdrawTyped(desk: Desk, typed: Typed): Promise<Result<readonly Fated[]>> {
  const id = word(typed, 0);
  const reason = textOption(typed, "reason")?.trim() ?? "";
  const foreseen = await withdrawal(desk, id);
  if (!foreseen.ok || flag(typed, "dryRun")) return foreseen;
  if (reason === "")
    return refuse(block("usage-reason", "--reason", "A withdrawal needs a reason, which is kept.", "Say why the story is taken back."));
  return wantsJson(typed) || (await agreed(foreseen.value, id)) ? withdraw(desk, id, reason) : ok([]);
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const fated = await withdrawTyped(desk, typed);
    return fated.ok
      ? ok({
          fated: fated.value,
          posts: listed(
            desk,
            fated.value.map(({ view }) => view),
          ),
        })
      : fated;
  });
  return print(result, wantsJson(typed), ({ fated, posts }) => ({
    json: { posts: posts.map(({ report }, at) => ({ ...report, fate: fated[at]?.fate ?? "leave" })) },
    text: [...fated.map(sayFate), ...posts.map(sayRow)].join("\n"),
  }));
};
