import { add } from "../../desk/add.ts";
import type { Input } from "../../desk/preview.ts";
import { ok, type Problem } from "../../domain/problem.ts";
import { choiceOf, type Run, wantsJson, words } from "./command.ts";
import { readInput } from "./input.ts";
import { print } from "./output.ts";
import { listed } from "./posts.ts";
import { sayRow } from "./say-post.ts";

export const run: Run = async (wiring, typed) => {
  const inputs = await Promise.all(words(typed, 0).map(readInput));
  const problems = inputs.flatMap((input): readonly Problem[] => (input.ok ? [] : input.problems));
  if (problems.length > 0) return print({ ok: false, problems }, wantsJson(typed), () => ({ json: null, text: "" }));
  const files = inputs.flatMap((input): readonly Input[] => (input.ok ? [input.value] : []));
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const added = await add(desk, files);
    return added.ok ? ok(added.value.map(({ posts, ...rest }) => ({ ...rest, posts: listed(desk, posts) }))) : added;
  });
  return print(result, wantsJson(typed), (added) => ({
    json: { posts: added.flatMap(({ posts }) => posts.map(({ report }) => report)) },
    text: added
      .map(({ summary, added: isNew, posts }) => {
        const head = `${summary.source}: ${isNew ? "added as" : "there already as"} summary ${summary.id}`;
        return [head, ...posts.map(sayRow)].join("\n");
      })
      .join("\n\n"),
  }));
};
