import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Workshop } from "../../desk/desk.ts";
import { checkTemplates, type TemplatesChecked } from "../../desk/templates-check.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, type Run, wantsJson, word } from "./command.ts";
import { readInput } from "./input.ts";
import { print } from "./output.ts";

/** The summaries in `examples/` beside the settings; a house may put its own there. */
async function checkOn(shop: Workshop): Promise<Result<TemplatesChecked>> {
  const directory = join(dirname(shop.settings.configFile), "examples");
  const names = (await readdir(directory).catch(() => [])).filter((name) => /\.(?:txt|md)$/.test(name)).sort();
  if (names.length === 0)
    return refuse(
      block("input-examples", directory, "There is no example to fill the templates with.", "Put a summary there (.txt or .md)."),
    );
  const inputs = await Promise.all(names.map((name) => readInput(join(directory, name))));
  const problems = inputs.flatMap((input) => (input.ok ? [] : input.problems));
  return problems.length > 0
    ? refuse(...problems)
    : checkTemplates(
        shop,
        inputs.flatMap((input) => (input.ok ? [input.value] : [])),
      );
}

export const run: Run = async (wiring, typed) => {
  const action = word(typed, 0);
  const known =
    action === "check"
      ? ok(null)
      : refuse(block("usage-templates", action, `There is no "templates ${action}".`, "Run `herald templates check`."));
  const shop = known.ok ? await wiring.workshop(choiceOf(typed)) : known;
  const result = shop.ok ? await checkOn(shop.value) : shop;
  return print(result, wantsJson(typed), (checked) => ({
    json: { problems: [], checked },
    text: `All templates are right: ${checked.examples} examples made ${checked.posts} posts and ${checked.cards} cards.`,
  }));
};
