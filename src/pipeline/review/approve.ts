import type { Account } from "../../domain/account.ts";
import type { Plan } from "../../domain/plan.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { freeze } from "../digest.ts";
import { judge } from "../findings.ts";
import { halfSent } from "../half-sent.ts";
import { type Findings, passWith, type Stand } from "../overrides.ts";
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

/** What is found on the post if it goes out at `at`, before anything is overridden. */
function findingsAt(view: PostView, bench: Bench, plan: Plan, at: number): Findings {
  const { platform, house, account, style, recent } = bench;
  const when = { addedAt: view.summary.addedAt, timezone: account.timetable.timezone };
  const rules = { account, ...when, ...(style ? { style } : {}), ...(recent ? { recent } : {}) };
  return judge(platform, plan.content, view.summary.summary, house, at, rules);
}

/** Whether the findings let it pass; what this person stands by goes with the change. */
function pass(view: PostView, bench: Bench, plan: Plan, at: number, stand: Stand | null): Result<Pick<Change, "overrides">> {
  const passed = passWith(findingsAt(view, bench, plan, at), view.overrides ?? [], stand);
  if (!passed.ok) return passed;
  return ok(passed.value.length > 0 ? { overrides: passed.value } : {});
}

/** What is out went to another account than the login now names. */
function otherLogin({ post }: PostView, plan: Plan): Problem {
  const message = `What is out stands on ${post.plan?.remoteId}; the login now belongs to ${plan.remoteId}.`;
  return block("account-other", `account ${plan.account}`, message, "Put the approved login back, then approve the rest.");
}

/** The rest of a half-sent post: the parts that are out must be as they were, and it goes on when a person says so. */
function approveRest(view: PostView, bench: Bench, plan: Plan, digest: string, stand: Stand | null): Result<Change> | null {
  const all = halfSent(view);
  const before = view.post.plan;
  if (!all || !before) return null;
  if (before.remoteId !== plan.remoteId) return refuse(otherLogin(view, plan));
  const changed = changesOut(before, all, plan);
  if (changed.length > 0) return refuse(...changed);
  const passed = pass(view, bench, plan, bench.now, stand);
  return passed.ok ? ok({ transition: "approve", set: { plan, digest, dueAt: null }, note: { digest }, ...passed.value }) : passed;
}

/**
 * Freezes content, media and destination under a digest and gives the post its time. A post of which parts are out keeps its
 * time and waits for `resume-post`.
 * @param seen the digest the approver saw; refused if the post is another by now.
 * @param stand findings that the approver stands by; kept with the summary if the post is approved.
 */
export function approve(view: PostView, bench: Bench, when: When, seen?: string, stand: Stand | null = null): Result<Change> {
  if (bench.account.remoteId === null) return refuse(notConnected(bench.account));
  const planned = planOf({ post: { ...view.post, state: "draft" } }, bench);
  if (!planned.ok) return planned;
  const { plan, digest } = freeze(planned.value);
  if (seen !== undefined && seen !== digest) return refuse(changedSince(view, digest));
  const rest = approveRest(view, bench, plan, digest, stand);
  if (rest) return rest;
  const time = timeFor(view, bench, when);
  if (!time.ok) return time;
  const passed = pass(view, bench, plan, time.value, stand);
  if (!passed.ok) return passed;
  const set = { plan, digest, scheduledAt: time.value, dueAt: time.value };
  const atOnce = when.kind === "now" ? ({ atOnce: true } as const) : {};
  return ok({ transition: "approve", set, note: { digest, scheduledAt: time.value, ...atOnce }, ...passed.value });
}

/** What an approval for this time would find, before anything is overridden. */
export function findingsFor(view: PostView, bench: Bench, when: When): Result<Findings> {
  const plan = planOf({ post: { ...view.post, state: "draft" } }, bench);
  if (!plan.ok) return plan;
  const time = halfSent(view) ? ok(bench.now) : timeFor(view, bench, when);
  return time.ok ? ok(findingsAt(view, bench, plan.value, time.value)) : time;
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
  const passed = plan ? pass(view, bench, plan, time.value, null) : ok(null);
  if (!passed.ok) return passed;
  return ok({ transition: "schedule", set: { scheduledAt: time.value, dueAt: time.value }, note: { scheduledAt: time.value } });
}
