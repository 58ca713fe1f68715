import { type CorrectOptions, correct } from "../../desk/correct.ts";
import { ok, type Result } from "../../domain/problem.ts";
import { flag, type Run, type Typed, textOption, word } from "./command.ts";
import { readText } from "./input.ts";
import { onPosts } from "./posts.ts";

async function optionsTyped(typed: Typed): Promise<Result<CorrectOptions>> {
  const [was, now, file] = [textOption(typed, "was"), textOption(typed, "now"), textOption(typed, "text")];
  const text = file === undefined ? ok(undefined) : await readText(file);
  if (!text.ok) return text;
  return ok({
    ...(was === undefined ? {} : { was }),
    ...(now === undefined ? {} : { now }),
    ...(text.value === undefined ? {} : { text: text.value.replaceAll("\r\n", "\n").trim() }),
    ...(flag(typed, "repost") ? { repost: true } : {}),
  });
}

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const options = await optionsTyped(typed);
    return options.ok ? correct(desk, word(typed, 0), options.value) : options;
  });
