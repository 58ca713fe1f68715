import type { Json } from "../../domain/json.ts";
import { ok, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown } from "../half-sent.ts";
import { unfrozen } from "./approve.ts";
import { type Bench, planOf } from "./bench.ts";
import { goesDown, inDoubt, inHand, isOut, underWay } from "./objections.ts";
import { changesOut } from "./same-parts.ts";

/** The rest of a half-sent post, in new words; the parts that are out stay to the letter. */
function rewriteRest(view: PostView, content: Json, bench: Bench): Result<Change> {
  const { plan, state } = view.post;
  const all = halfSent(view);
  if (!plan || !all) return refuse(isOut(view));
  if (isTakeDown(plan)) return refuse(goesDown(view));
  if (view.lease) return refuse(inHand(view));
  if (state === "publishing" && !isStopped(view)) return refuse(underWay(view));
  if (doubtfulStep(view)) return refuse(inDoubt(view, state === "held" ? "resolve" : "leave"));
  const next = planOf({ post: { ...view.post, state: "draft", content } }, bench);
  if (!next.ok) return next;
  const changed = changesOut(plan, all, next.value);
  if (changed.length > 0) return refuse(...changed);
  return ok({ transition: "edit", set: { content, edited: true, dueAt: null }, note: {} });
}

/** New words, by a person or composed anew; any earlier approval is gone. What readers see already can't be changed here. */
export function rewrite(view: PostView, content: Json, by: "edit" | "recompose", bench: Bench): Result<Change> {
  if (halfSent(view)) return by === "edit" ? rewriteRest(view, content, bench) : refuse(isOut(view));
  return ok({ transition: by, set: { ...unfrozen(view), content, edited: by === "edit" }, note: {} });
}

/** An editor will not have it. */
export function reject(view: PostView, reason: string): Result<Change> {
  return halfSent(view) ? refuse(isOut(view)) : ok({ transition: "reject", set: unfrozen(view), note: { reason } });
}

/** Stops a post of which nothing is out. */
export function cancel(view: PostView): Result<Change> {
  return halfSent(view) ? refuse(isOut(view)) : ok({ transition: "cancel", set: { dueAt: null }, note: {} });
}
