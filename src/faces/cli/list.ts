import { viewsOf } from "../../desk/desk.ts";
import { type State, states } from "../../domain/post.ts";
import { block, ok, refuse } from "../../domain/problem.ts";
import { type Run, textOption } from "./command.ts";
import { onPosts } from "./posts.ts";

function isState(text: string): text is State {
  return (states as readonly string[]).includes(text);
}

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const state = textOption(typed, "state");
    if (state !== undefined && !isState(state))
      return refuse(block("usage-state", "--state", `No post is ever "${state}".`, `Use one of: ${states.join(", ")}.`));
    return ok(await viewsOf(desk, await desk.store.posts(state === undefined ? {} : { state })));
  });
