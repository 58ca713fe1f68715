/**
 * What becomes of a post whose story was removed at its source. Nothing is withdrawn: a site takes pages away by mistake and puts them
 * back, and a withdrawal is for good. What was to go out is a draft again, and only a person lets it go. Pure.
 */
import type { Change, PostView } from "../../domain/view.ts";
import { halfSent, isStopped } from "../half-sent.ts";
import { followsStory, stop } from "../review.ts";

const nothing = { plan: null, digest: null, scheduledAt: null, dueAt: null };

/** Null: nothing of it is to go out. */
export function heldBack(view: PostView, reason: string): Change | null {
  const { state } = view.post;
  if (halfSent(view)) return state === "publishing" && !isStopped(view) ? stop(view, reason) : null;
  if (!followsStory(view)) return null;
  // A draft stays one; by this move the house's own rule leaves it to a person.
  if (state === "draft") return { transition: "stop-auto", set: {}, note: { reason } };
  if (state === "approved") return { transition: "unapprove", set: nothing, note: { reason } };
  return { transition: "revise", set: nothing, note: { reason } };
}
