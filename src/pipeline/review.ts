/** What people decide on a post: each a pure stage from the post as stored to the one change it asks for. */
import type { Account } from "../domain/account.ts";
import type { House } from "../domain/brand.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Json } from "../domain/json.ts";
import type { Plan } from "../domain/plan.ts";
import { block, ok, type Problem, passes, type Result, refuse } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import type { Platform } from "../platforms/platform.ts";
import { freeze } from "./digest.ts";
import { findingsOn } from "./findings.ts";
import { nextFree } from "./schedule.ts";
import { isVisible, standingsOf } from "./standing.ts";

/** When an approved post goes out: the next free slot, a moment someone chose, or at once. */
export type When = { readonly kind: "next" } | { readonly kind: "at"; readonly at: Instant } | { readonly kind: "now" };

/** Everything but the post itself that an approval depends on. */
export interface Bench {
  readonly platform: Platform;
  readonly account: Account;
  readonly house: House;
  readonly now: Instant;
}

/** The plan as it stands now: of a draft, what would be approved; of anything later, what was. */
export function planOf(view: Pick<PostView, "post">, { platform, account }: Pick<Bench, "platform" | "account">): Result<Plan> {
  if (view.post.plan) return ok(view.post.plan);
  const parsed = platform.parse(view.post.content);
  if (!parsed.ok) return refuse(...parsed.problems);
  const steps = platform.plan(parsed.content, account);
  const { id, remoteId } = account;
  return ok({ version: 1, account: id, platform: platform.id, remoteId, content: parsed.content, steps });
}

function noSlot(account: Account): Problem {
  return block(
    "time-no-slot",
    `account ${account.id}`,
    "It has no free slot in the next year.",
    "Add slots in config/herald.yaml, or give a time with --at.",
  );
}

/** A moment someone chose must lie ahead, after the embargo and before the expiry. */
function chosen(at: Instant, { summary }: PostView["summary"], now: Instant): Result<Instant> {
  if (at < now) return refuse(block("time-past", "--at", `${toIso(at)} has passed.`, "Choose a time ahead, or --now."));
  if (summary.embargo !== undefined && at < summary.embargo)
    return refuse(block("embargo-before", "--at", `Its embargo holds until ${toIso(summary.embargo)}.`, "Choose a later time."));
  if (summary.expires !== undefined && at >= summary.expires)
    return refuse(block("time-after-expiry", "--at", `It expires at ${toIso(summary.expires)}.`, "Choose an earlier time."));
  return ok(at);
}

function timeFor(view: PostView, { account, now }: Bench, when: When): Result<Instant> {
  if (when.kind !== "next") return chosen(when.kind === "at" ? when.at : now, view.summary, now);
  const { embargo, expires } = view.summary.summary;
  const at = nextFree(account.timetable, {
    after: now,
    taken: view.taken,
    ...(embargo === undefined ? {} : { notBefore: embargo }),
    ...(expires === undefined ? {} : { notAfter: expires }),
  });
  return at === null ? refuse(noSlot(account)) : ok(at);
}

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

/**
 * Freezes content, media and destination under a digest and gives the post its time.
 * @param seen the digest the approver saw; refused if the post is another by now.
 */
export function approve(view: PostView, bench: Bench, when: When, seen?: string): Result<Change> {
  if (bench.account.remoteId === null) return refuse(notConnected(bench.account));
  const planned = planOf({ post: { ...view.post, plan: null } }, bench);
  if (!planned.ok) return planned;
  const { plan, digest } = freeze(planned.value);
  if (seen !== undefined && seen !== digest) return refuse(changedSince(view, digest));
  const time = timeFor(view, bench, when);
  if (!time.ok) return time;
  const problems = findingsOn(bench.platform, plan.content, view.summary.summary, bench.house, time.value);
  if (!passes(problems)) return refuse(...problems.filter(({ severity }) => severity === "block"));
  const set = { plan, digest, scheduledAt: time.value, dueAt: time.value };
  return ok({ transition: "approve", set, note: { digest, scheduledAt: time.value } });
}

const unfrozen = { plan: null, digest: null, scheduledAt: null, dueAt: null } as const;

/** Takes an approval back. */
export function unapprove(): Result<Change> {
  return ok({ transition: "unapprove", set: unfrozen, note: {} });
}

/** New words, by a person or composed anew; any earlier approval is gone. What is out already can't be changed here. */
export function rewrite(view: PostView, content: Json, by: "edit" | "recompose"): Result<Change> {
  const { post, journal } = view;
  if (post.plan && isVisible(standingsOf(post.plan, journal)))
    return refuse(block("state-visible", `post ${post.id}`, "Part of it is out already.", "See what readers have with `herald show`."));
  return ok({ transition: by, set: { ...unfrozen, content, edited: by === "edit" }, note: {} });
}

/** An editor will not have it. */
export function reject(reason: string): Result<Change> {
  return ok({ transition: "reject", set: unfrozen, note: { reason } });
}

/** Stops a post of which nothing is out. */
export function cancel(view: PostView): Result<Change> {
  const { post, journal } = view;
  const standings = post.plan ? standingsOf(post.plan, journal) : null;
  if (standings && isVisible(standings)) {
    const out = standings.steps
      .filter(({ step, status }) => step.repeat === "never" && status === "done")
      .map(({ step, output }) => output?.url ?? step.key);
    return refuse(
      block(
        "state-visible",
        `post ${post.id}`,
        `It is out, or may be: ${out.join(", ") || "one step is in doubt"}.`,
        "Look at it with `herald show`.",
      ),
    );
  }
  return ok({ transition: "cancel", set: { dueAt: null }, note: {} });
}

/** Moves an approved post in time; its approval stays, unless an embargo, an expiry or a time in its words then fails. */
export function reschedule(view: PostView, bench: Bench, when: When): Result<Change> {
  const time = timeFor(view, bench, when);
  if (!time.ok) return time;
  const { plan } = view.post;
  const problems = plan ? findingsOn(bench.platform, plan.content, view.summary.summary, bench.house, time.value) : [];
  if (!passes(problems)) return refuse(...problems.filter(({ severity }) => severity === "block"));
  return ok({ transition: "schedule", set: { scheduledAt: time.value, dueAt: time.value }, note: { scheduledAt: time.value } });
}

/** Opens a failed or missed post again, where it stopped; its approval stays. */
export function retry(now: Instant): Result<Change> {
  return ok({ transition: "retry", set: { scheduledAt: now, dueAt: now }, note: { scheduledAt: now } });
}
