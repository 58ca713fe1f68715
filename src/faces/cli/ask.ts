import { ask } from "../../desk/decide.ts";
import { block, refuse } from "../../domain/problem.ts";
import { type Run, textOption, words } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const note = textOption(typed, "note")?.trim();
    if (!note) return refuse(block("usage-note", "--note", "Nobody knows what to change.", 'Add --note "…": the writer sees it.'));
    return ask(desk, words(typed, 0), note);
  });
