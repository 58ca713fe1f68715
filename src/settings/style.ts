/** The house's rules on words: `style.yaml` beside the settings file. A house without one has no rules of its own. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { plainStyle, type Style, wordsIn } from "../pipeline/house-rules.ts";
import { type ConfigFile, readConfigFile } from "./config-file.ts";
import { wordIssues } from "./config-problems.ts";
import { section, text } from "./config-schema.ts";

const wordForm = "words, with * only at the end for any ending";
const words = text.refine((written) => /[\p{L}\p{N}]/u.test(written) && !written.slice(0, -1).includes("*"), wordForm);
const spellingForm = "a spelling, without *";
const spelling = text.refine((written) => /[\p{L}\p{N}]/u.test(written) && !written.includes("*"), spellingForm);
const numberForm = "a whole number, 0 or more";
const number = z.int(numberForm).nonnegative(numberForm);

const banned = z.preprocess(
  (written) => (typeof written === "string" ? { words: written } : written),
  section({ words, why: text.optional() }),
);

const schema = section({
  prefer: z
    .array(
      section({ write: spelling, not: z.array(spelling, "a list of spellings").min(1, "a list with at least one spelling") }),
      "a list",
    )
    .default([]),
  never: z.array(banned, "a list of words").default([]),
  careful: z
    .array(section({ about: text, words: z.array(words, "a list of words").min(1, "a list with at least one word") }), "a list")
    .default([]),
  emoji: section({
    most: number.default(plainStyle.emoji.most),
    accounts: z.record(z.string(), number, "accounts, each with a number").default({}),
  }).prefault({}),
});

type Written = z.infer<typeof schema>;

/**
 * The rules, or one problem for each that is wrong or contradicts another.
 * @param config the settings file's name: the rules stand beside it @param accounts ids that may have a share of their own
 */
export function readStyle(directory: string, config: string, accounts: readonly string[]): Result<Style> {
  const name = join(dirname(config), "style.yaml");
  const path = resolve(directory, name);
  if (!existsSync(path)) return ok(plainStyle);
  const file = readConfigFile(path, name);
  if (!file.ok) return file;
  const parsed = schema.safeParse(file.value.value ?? {}, { jitless: true });
  if (!parsed.success) return refuse(...wordIssues(parsed.error.issues, file.value));
  const problems = [
    ...circles(parsed.data, file.value),
    ...doubles(parsed.data, file.value),
    ...strangers(parsed.data, accounts, file.value),
  ];
  return problems.length > 0 ? refuse(...problems) : ok(styleOf(parsed.data));
}

function styleOf({ prefer, never, careful, emoji }: Written): Style {
  return { prefer, never: never.map(({ words, why }) => (why === undefined ? { words } : { words, why })), careful, emoji };
}

/** What is to be written must not itself be what is not to be written: applying the rules would never end. */
function circles({ prefer, never }: Written, file: ConfigFile): readonly Problem[] {
  const unwanted = [...prefer.flatMap(({ not }) => not), ...never.map((one) => one.words)];
  return prefer.flatMap(({ write }, at) => {
    const inside = unwanted.find((form) => wordsIn(form, write).length > 0);
    if (inside === undefined) return [];
    const message = `Rule ${at + 1} of prefer writes "${write}", and another rule is against "${inside}" in it.`;
    return [block("settings-value", file.where(["prefer", at, "write"]), message, "Decide for one of them.")];
  });
}

function doubles({ prefer }: Written, file: ConfigFile): readonly Problem[] {
  const first = new Map<string, string>();
  return prefer.flatMap(({ write, not }, at) =>
    not.flatMap((form, index) => {
      const known = first.get(form);
      if (known === undefined) first.set(form, write);
      if (known === undefined || known === write) return [];
      const message = `"${form}" is to become "${known}" by one rule and "${write}" by another.`;
      return [block("settings-duplicate", file.where(["prefer", at, "not", index]), message, "Keep one of the two.")];
    }),
  );
}

function strangers({ emoji }: Written, accounts: readonly string[], file: ConfigFile): readonly Problem[] {
  return Object.keys(emoji.accounts)
    .filter((id) => !accounts.includes(id))
    .map((id) =>
      block("settings-unknown", file.where(["emoji", "accounts", id]), `No account is called "${id}".`, `Known: ${accounts.join(", ")}.`),
    );
}
