import type { Json } from "../../domain/json.ts";
import type { Composer } from "../../domain/post.ts";
import { ok, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { digestOf } from "../digest.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown } from "../half-sent.ts";
import { keepEdits } from "../keep-edits.ts";
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
  return ok({ transition: "edit", set: { ...byHand(view, content), dueAt: null }, note: {} });
}

/** A person's words, and beside them what they began with. */
function byHand({ post }: PostView, content: Json): Change["set"] {
  return { content, edited: true, composed: post.edited ? (post.composed ?? null) : post.content };
}

/** New words, by a person; any earlier approval is gone. What readers see already can't be changed here. */
export function rewrite(view: PostView, content: Json, bench: Bench): Result<Change> {
  if (halfSent(view)) return rewriteRest(view, content, bench);
  return ok({ transition: "edit", set: { ...unfrozen(view), ...byHand(view, content) }, note: {} });
}

/** Longer than this a journal's reason isn't read. */
const longestReason = 300;

function gaveWay(lost: readonly string[]): string | null {
  if (lost.length === 0) return null;
  const words = lost.join(" / ").replaceAll(/\s+/g, " ");
  const shown = words.length > longestReason ? `${words.slice(0, longestReason)}…` : words;
  return `The editor's words stayed; what gave way: ${shown}`;
}

/**
 * Composed anew; any earlier approval is gone. A person's words stay: only what Herald now says otherwise, and they left alone,
 * changes. Where nobody knows what they began with, all of theirs stays.
 * @param now as composed today @param afresh throws a person's words away
 * @param by who worded what was composed today, and how that came about
 */
export function recompose(
  view: PostView,
  now: Json,
  afresh: boolean,
  { composedBy = "herald", reason }: { readonly composedBy?: Composer; readonly reason?: string } = {},
): Result<Change> {
  if (halfSent(view)) return refuse(isOut(view));
  const { edited, content, composed } = view.post;
  const kept = edited && !afresh ? keepEdits(composed ?? now, content, now) : { content: now, lost: [] };
  const differs = digestOf(kept.content) !== digestOf(now);
  const set = { ...unfrozen(view), content: kept.content, edited: differs, composed: differs ? now : null, composedBy };
  const said = [reason ?? null, gaveWay(kept.lost)].filter((sentence) => sentence !== null);
  return ok({ transition: "recompose", set, note: said.length > 0 ? { reason: said.join(" ") } : {} });
}

/** An editor will not have it. */
export function reject(view: PostView, reason: string): Result<Change> {
  return halfSent(view) ? refuse(isOut(view)) : ok({ transition: "reject", set: unfrozen(view), note: { reason } });
}

/** Stops a post of which nothing is out. */
export function cancel(view: PostView): Result<Change> {
  return halfSent(view) ? refuse(isOut(view)) : ok({ transition: "cancel", set: { dueAt: null }, note: {} });
}
