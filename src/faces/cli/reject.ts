import { reject } from "../../desk/decide.ts";
import { block, refuse } from "../../domain/problem.ts";
import { type Run, textOption, words } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const reason = textOption(typed, "reason")?.trim();
    if (!reason)
      return refuse(block("usage-reason", "--reason", "A rejection needs a reason.", 'Add --reason "…" so that the writer knows.'));
    return reject(desk, words(typed, 0), reason);
  });
