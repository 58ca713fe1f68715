import { type Desk, viewsOf } from "../../desk/desk.ts";
import { type State, states } from "../../domain/post.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { type Run, type Typed, textOption } from "./command.ts";
import { onPosts, sayJudged } from "./posts.ts";

function isState(text: string): text is State {
  return (states as readonly string[]).includes(text);
}

async function listTyped(desk: Desk, typed: Typed): Promise<Result<readonly PostView[]>> {
  const state = textOption(typed, "state");
  if (state !== undefined && !isState(state))
    return refuse(block("usage-state", "--state", `No post is ever "${state}".`, `Use one of: ${states.join(", ")}.`));
  return ok(await viewsOf(desk, await desk.store.posts(state === undefined ? {} : { state })));
}

export const run: Run = (wiring, typed) => {
  const state = textOption(typed, "state");
  const none = state === undefined ? "The queue is empty: `herald add FILE` brings a summary in." : `No post is ${state}.`;
  return onPosts(wiring, typed, (desk) => listTyped(desk, typed), sayJudged, none);
};
