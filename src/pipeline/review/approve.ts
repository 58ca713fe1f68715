import type { Account } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Plan } from "../../domain/plan.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { correctedIn } from "../correction.ts";
import { freeze } from "../digest.ts";
import { judge } from "../findings.ts";
import { halfSent, isTakeDown } from "../half-sent.ts";
import { type Findings, passWith, type Stand } from "../overrides.ts";
import { agree, mayNotAgree, wishFor } from "./agree.ts";
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
export function findingsAt(view: PostView, bench: Bench, plan: Plan, at: number): Findings {
  const { platform, house, account, style, recent } = bench;
  const when = { addedAt: view.summary.addedAt, timezone: account.timetable.timezone };
  const rules = { account, ...when, ...(style ? { style } : {}), ...(recent ? { recent } : {}), ...correctedIn(view, platform) };
  // Words that go away need not be right.
  if (isTakeDown(plan)) return { limits: [], judged: [] };
  return judge(platform, plan.content, view.summary.summary, house, at, rules);
}

/** Whether the findings let it pass; what this person stands by goes with the change. */
function pass(view: PostView, findings: Findings, stand: Stand | null): Result<Pick<Change, "overrides">> {
  const passed = passWith(findings, view.overrides ?? [], stand);
  if (!passed.ok) return passed;
  return ok(passed.value.length > 0 ? { overrides: passed.value } : {});
}

/** What is out went to another account than the login now names. */
function otherLogin({ post }: PostView, plan: Plan): Problem {
  const message = `What is out stands on ${post.plan?.remoteId}; the login now belongs to ${plan.remoteId}.`;
  return block("account-other", `account ${plan.account}`, message, "Put the approved login back, then approve the rest.");
}

/** The rest of a half-sent post: the parts that are out must be as they were. Null: nothing of it is out. */
function mayNotFollow(view: PostView, plan: Plan): readonly Problem[] | null {
  const all = halfSent(view);
  const before = view.post.plan;
  if (!all || !before) return null;
  if (isTakeDown(plan)) return before.remoteId === plan.remoteId ? null : [otherLogin(view, plan)];
  return before.remoteId === plan.remoteId ? changesOut(before, all, plan) : [otherLogin(view, plan)];
}

/** What an editor asks for. */
interface Asked {
  readonly when: When;
  readonly seen: string | undefined;
  readonly alone: string | null;
}

/** What is frozen, for when, and what was found on it. */
interface Judged {
  readonly plan: Plan;
  readonly digest: string;
  readonly at: Instant;
  readonly atOnce: boolean;
  /** The rest of a half-sent post: it goes on when a person says so. */
  readonly isRest: boolean;
  readonly findings: Findings;
}

function judged(view: PostView, bench: Bench, asked: Asked): Result<Judged> {
  const planned = planOf({ post: { ...view.post, state: "draft" } }, bench);
  if (!planned.ok) return planned;
  const { plan, digest } = freeze(planned.value);
  if (asked.seen !== undefined && asked.seen !== digest) return refuse(changedSince(view, digest));
  const objection = mayNotAgree(view, bench, asked);
  if (objection) return refuse(objection);
  const objections = mayNotFollow(view, plan);
  if (objections && objections.length > 0) return refuse(...objections);
  const isRest = objections !== null;
  const when = wishFor(view, bench, digest, asked.when);
  const time = isRest || isTakeDown(plan) ? ok(bench.now) : timeFor(view, bench, when);
  if (!time.ok) return time;
  const findings = findingsAt(view, bench, plan, time.value);
  return ok({ plan, digest, at: time.value, atOnce: when.kind === "now", isRest, findings });
}

/** Content, media and destination frozen under a digest, with the time at which they go out. */
function frozen({ plan, digest, at, atOnce, isRest }: Judged): Pick<Change, "set" | "note"> {
  if (isRest) return { set: { plan, digest, dueAt: null }, note: { digest } };
  // When it came out stays on record.
  if (isTakeDown(plan)) return { set: { plan, digest, dueAt: at }, note: { digest } };
  const set = { plan, digest, scheduledAt: at, dueAt: at };
  return { set, note: { digest, scheduledAt: at, ...(atOnce ? ({ atOnce: true } as const) : {}) } };
}

/**
 * One person's yes. Where it suffices, content, media and destination are frozen under a digest and the post gets its time; one of
 * which parts are out keeps its time and waits for `resume-post`. Where more people must agree, it is kept as a voice for this digest.
 * @param seen the digest that the approver saw; refused if the post is another by now
 * @param stand findings that the approver stands by; kept with the summary
 * @param alone why one person sends it where more should agree; null: it can wait for them
 */
export function approve(
  view: PostView,
  bench: Bench,
  when: When,
  seen?: string,
  stand: Stand | null = null,
  alone: string | null = null,
): Result<Change> {
  if (bench.account.remoteId === null) return refuse(notConnected(bench.account));
  const post = judged(view, bench, { when, seen, alone });
  if (!post.ok) return post;
  const passed = pass(view, post.value.findings, stand);
  if (!passed.ok) return passed;
  const ballot = { digest: post.value.digest, when, alone };
  const change = agree(view, bench, ballot, post.value.findings.judged, frozen(post.value));
  return change.ok ? ok({ ...change.value, ...passed.value }) : change;
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
  const passed = plan ? pass(view, findingsAt(view, bench, plan, time.value), null) : ok(null);
  if (!passed.ok) return passed;
  return ok({ transition: "schedule", set: { scheduledAt: time.value, dueAt: time.value }, note: { scheduledAt: time.value } });
}
