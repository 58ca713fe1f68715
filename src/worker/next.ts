/** What the state machine says of a post, for a worker that has it, or reaches for it. */
import type { Account } from "../domain/account.ts";
import type { Plan, Step } from "../domain/plan.ts";
import { block, type Problem } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { newsUntil } from "../pipeline/admit.ts";
import { mayIntend } from "../pipeline/guard.ts";
import { isTakeDown } from "../pipeline/half-sent.ts";
import { type Action, next } from "../pipeline/publish.ts";
import { isVisible, standingsOf } from "../pipeline/standing.ts";
import type { Change } from "../storage/store.ts";
import { nowOf, type Worker } from "./worker.ts";

/** @param watchedMs how long the newest intent, where it is in doubt, was let settle */
export function nextFor(worker: Worker, account: Account, plan: Plan, view: PostView, watchedMs: number): Action {
  // A clock that nobody believes makes nothing late.
  const lateAt = worker.clocks.trouble() ? null : newsUntil(view, account.timetable);
  return next(plan, view.journal, { now: nowOf(worker), settleMs: worker.timing.settleMs, lateAt, watchedMs });
}

/** The same where no doubt waits. */
function nextAtOnce(worker: Worker, account: Account, view: PostView): Action | null {
  return view.post.plan && nextFor(worker, account, view.post.plan, view, Number.POSITIVE_INFINITY);
}

/** A login that now belongs to someone else than was approved sends nothing. */
export function strayed(account: Account, plan: Plan): Problem | null {
  if (account.remoteId === plan.remoteId) return null;
  const message = `Its login belongs to ${account.remoteId ?? "nobody"}; the post was approved for ${plan.remoteId}.`;
  return block("account-other", `account ${account.id}`, message, "Put the approved login back, or approve the posts anew.");
}

/** What stands against writing the intent of a step now. */
export function objection(worker: Worker, view: PostView, step: Step): Problem | null {
  const visible = view.post.plan !== null && isVisible(standingsOf(view.post.plan, view.journal));
  return mayIntend(view, nowOf(worker), visible) ?? (step.repeat === "never" && !visible ? worker.clocks.trouble() : null);
}

/** The step with which a post begins that is being taken, where nothing stands against it. */
export function firstStep(worker: Worker, account: Account, view: PostView): Step | null {
  const action = nextAtOnce(worker, account, view);
  if (action?.kind !== "perform" || !view.post.plan || strayed(account, view.post.plan)) return null;
  return objection(worker, view, action.step) === null ? action.step : null;
}

/** The move that ends the publication, where nothing is left to do; null: something is, or it was a deletion. */
export function publication(worker: Worker, account: Account, view: PostView): Change | null {
  if (!view.post.plan || isTakeDown(view.post.plan) || nextAtOnce(worker, account, view)?.kind !== "finish") return null;
  return { transition: "publish", set: { dueAt: null }, note: {} };
}
