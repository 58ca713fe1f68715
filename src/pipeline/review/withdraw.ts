import { allows } from "../../domain/post.ts";
import type { Change, PostView } from "../../domain/view.ts";
import type { Platform } from "../../platforms/platform.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown, standingParts } from "../half-sent.ts";
import { stop } from "./go-on.ts";
import { retract } from "./take-down.ts";

/**
 * What becomes of a post when its story is withdrawn. `stop`: nothing of it goes out. `halt`: it stops between two parts. `delete`: a
 * program deletes what is out, once that is approved. `hand`: a person does. `doubt`: nobody knows what is out, and a person must say.
 * `leave`: there is nothing to do.
 */
export type Fate = "stop" | "halt" | "delete" | "hand" | "doubt" | "leave";

/** What a withdrawal does to a post, before it is done. */
export function fateOf(view: PostView, platform: Platform): Fate {
  const all = halfSent(view);
  const { state, plan } = view.post;
  if (!all) return allows("withdraw", state) ? "stop" : "leave";
  if (plan && isTakeDown(plan)) return "leave";
  if (state === "publishing" && !isStopped(view)) return "halt";
  if (doubtfulStep(view) || view.lease || state === "waiting") return "doubt";
  if (standingParts(all).length === 0 || !allows("retract", state)) return "leave";
  return platform.retract ? "delete" : "hand";
}

/** The change that this takes; null: none. */
export function withdrawn(view: PostView, platform: Platform, reason: string): Change | null {
  switch (fateOf(view, platform)) {
    case "stop":
      return { transition: "withdraw", set: { dueAt: null }, note: { reason } };
    case "halt":
      return stop(view, reason);
    case "delete":
    case "hand": {
      const change = retract(view, platform, reason);
      return change.ok ? change.value : null;
    }
    default:
      return null;
  }
}
