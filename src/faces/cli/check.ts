import { type CheckOptions, check, type Words } from "../../desk/check.ts";
import { readJson } from "../../desk/edit.ts";
import type { PlatformId } from "../../domain/account.ts";
import { block, ok, type Problem, passes, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, type Run, type Typed, textOption, wantsJson } from "./command.ts";
import { readInput, readText } from "./input.ts";
import { print, sayProblem } from "./output.ts";
import type { Wiring } from "./wiring.ts";

const platforms: readonly PlatformId[] = ["x", "instagram", "youtube-community"];

function usage(where: string, message: string, remedy: string) {
  return refuse(block("usage-check", where, message, remedy));
}

async function wordsTyped(typed: Typed): Promise<Result<Words>> {
  const [text, post] = [textOption(typed, "text"), textOption(typed, "post")];
  if ((text === undefined) === (post === undefined))
    return usage("check", "Give the words to check, once.", "--text FILE for plain words, or --post FILE for a whole content as JSON.");
  const name = text ?? post ?? "";
  const read = await readText(name);
  if (!read.ok) return read;
  if (text !== undefined) return ok({ kind: "text", text: read.value });
  const json = readJson(read.value, name);
  return json.ok ? ok({ kind: "post", json: json.value }) : json;
}

async function asked(typed: Typed): Promise<Result<CheckOptions>> {
  const [source, named] = [textOption(typed, "source"), textOption(typed, "platform")];
  const platform = platforms.find((candidate) => candidate === named);
  if (platform === undefined) return usage("--platform", "Name the platform.", `Use one of: ${platforms.join(", ")}.`);
  if (source === undefined) return usage("--source", "Name the summary to check against.", "--source FILE.");
  if (source === "-" && (textOption(typed, "text") ?? textOption(typed, "post")) === "-")
    return usage("--source", "Only one of the two can come from standard input.", "Name a file for the other.");
  const [input, words] = [await readInput(source), await wordsTyped(typed)];
  if (!input.ok || !words.ok) return refuse(...(input.ok ? [] : input.problems), ...(words.ok ? [] : words.problems));
  return ok({ source: input.value, platform, words: words.value });
}

function say(problems: readonly Problem[]): string {
  return problems.length === 0 ? "No findings." : problems.map(sayProblem).join("\n");
}

async function checkWith(wiring: Wiring, typed: Typed, options: CheckOptions): Promise<Result<readonly Problem[]>> {
  const shop = await wiring.workshop(choiceOf(typed));
  return shop.ok ? check(shop.value, options) : shop;
}

/** Ends with 1 where something would stop an approval; warnings alone end with 0. */
export const run: Run = async (wiring, typed) => {
  const options = await asked(typed);
  const result = options.ok ? await checkWith(wiring, typed, options.value) : options;
  return print(result, wantsJson(typed), (problems) => ({
    json: { problems },
    text: say(problems),
    code: passes(problems) ? 0 : 1,
  }));
};
