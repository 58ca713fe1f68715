import type { Json } from "../../domain/json.ts";
import { allows, type Composer } from "../../domain/post.ts";
import { ok, type Result } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { halfSent } from "../half-sent.ts";
import { recompose } from "./rewrite.ts";

/** True for a post that follows its story: nothing of it is out, and nobody has dropped it. */
export function followsStory(view: Pick<PostView, "post" | "journal">): boolean {
  return allows("revise", view.post.state) && !halfSent(view);
}

/** Composed anew from a changed story: a person's words stay, an approval doesn't. */
export function revise(view: PostView, now: Json, by: { readonly composedBy?: Composer; readonly reason?: string }): Result<Change> {
  const change = recompose(view, now, false, by);
  return change.ok ? ok({ ...change.value, transition: "revise" }) : change;
}
