import type { Account } from "../../domain/account.ts";
import type { Plan } from "../../domain/plan.ts";
import { block, ok, type Problem, passes, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { freeze } from "../digest.ts";
import { findingsOn } from "../findings.ts";
import { halfSent } from "../half-sent.ts";
import { type Bench, planOf } from "./bench.ts";
import { isOut } from "./objections.ts";
import { changesOut } from "./same-parts.ts";
import { timeFor, type When } from "./when.ts";

function notConnected({ id }: Account): Problem {
  return block(
    "account-not-connected",
    `account ${id}`,
    "It has no working credentials.",
    `Set its variables in .env (\`herald doctor\` names them), then approve again.`,
  );
}

function changedSince(view: PostView, digest: string): Problem {
  return block(
    "state-changed",
    `post ${view.post.id}`,
    `It changed since you saw it: its digest is ${digest}.`,
    "Read it again, then approve what you see.",
  );
}

function findings(view: PostView, { platform, house }: Bench, plan: Plan, at: number): Result<Plan> {
  const problems = findingsOn(platform, plan.content, view.summary.summary, house, at);
  return passes(problems) ? ok(plan) : refuse(...problems.filter(({ severity }) => severity === "block"));
}

/** What is out went to another account than the login now names. */
function otherLogin({ post }: PostView, plan: Plan): Problem {
  const message = `What is out stands on ${post.plan?.remoteId}; the login now belongs to ${plan.remoteId}.`;
  return block("account-other", `account ${plan.account}`, message, "Put the approved login back, then approve the rest.");
}

/** The rest of a half-sent post: the parts that are out must be as they were, and it goes on when a person says so. */
function approveRest(view: PostView, bench: Bench, plan: Plan, digest: string): Result<Change> | null {
  const all = halfSent(view);
  const before = view.post.plan;
  if (!all || !before) return null;
  if (before.remoteId !== plan.remoteId) return refuse(otherLogin(view, plan));
  const changed = changesOut(before, all, plan);
  if (changed.length > 0) return refuse(...changed);
  const checked = findings(view, bench, plan, bench.now);
  return checked.ok ? ok({ transition: "approve", set: { plan, digest, dueAt: null }, note: { digest } }) : checked;
}

/**
 * Freezes content, media and destination under a digest and gives the post its time. A post of which parts are out keeps its
 * time and waits for `resume-post`.
 * @param seen the digest the approver saw; refused if the post is another by now.
 */
export function approve(view: PostView, bench: Bench, when: When, seen?: string): Result<Change> {
  if (bench.account.remoteId === null) return refuse(notConnected(bench.account));
  const planned = planOf({ post: { ...view.post, state: "draft" } }, bench);
  if (!planned.ok) return planned;
  const { plan, digest } = freeze(planned.value);
  if (seen !== undefined && seen !== digest) return refuse(changedSince(view, digest));
  const rest = approveRest(view, bench, plan, digest);
  if (rest) return rest;
  const time = timeFor(view, bench, when);
  if (!time.ok) return time;
  const checked = findings(view, bench, plan, time.value);
  if (!checked.ok) return checked;
  const set = { plan, digest, scheduledAt: time.value, dueAt: time.value };
  const atOnce = when.kind === "now" ? ({ atOnce: true } as const) : {};
  return ok({ transition: "approve", set, note: { digest, scheduledAt: time.value, ...atOnce } });
}

/** What a post loses with its approval; of a half-sent one the plan stays, to compare its next revision with. */
export function unfrozen(view: PostView): Change["set"] {
  return halfSent(view) ? { dueAt: null } : { plan: null, digest: null, scheduledAt: null, dueAt: null };
}

/** Takes an approval back. */
export function unapprove(view: PostView): Result<Change> {
  return ok({ transition: "unapprove", set: unfrozen(view), note: {} });
}

/** Moves an approved post in time; its approval stays, unless an embargo, an expiry or a time in its words then fails. */
export function reschedule(view: PostView, bench: Bench, when: When): Result<Change> {
  if (halfSent(view)) return refuse(isOut(view));
  const time = timeFor(view, bench, when);
  if (!time.ok) return time;
  const { plan } = view.post;
  const checked = plan ? findings(view, bench, plan, time.value) : ok(null);
  if (!checked.ok) return checked;
  return ok({ transition: "schedule", set: { scheduledAt: time.value, dueAt: time.value }, note: { scheduledAt: time.value } });
}
