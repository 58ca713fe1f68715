/**
 * Whether an approved post whose time has come may begin: asked in the transaction that claims it, with all that its account has
 * reserved and sent. Pure.
 */
import type { Account, Timetable } from "../domain/account.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import { isHandoff } from "../domain/plan.ts";
import { block, type Problem } from "../domain/problem.ts";
import type { Admission, Ledger, MicroCents } from "../domain/spending.ts";
import type { PostView } from "../domain/view.ts";
import { brokenAlone, dayOf, fullOn, type Need, sayLimit } from "./budget.ts";
import { type Claimed, checkTimes, spokenOn } from "./check.ts";
import { isTakeDown } from "./half-sent.ts";
import { nextPlace, type Place } from "./next-place.ts";
import { judgedWith } from "./overrides.ts";
import { missed } from "./publish.ts";
import { isAtOnce, spacedFrom } from "./spacing.ts";

/** What only the worker knows. */
export interface Asking {
  readonly account: Pick<Account, "id" | "timetable" | "budget">;
  readonly now: Instant;
  /** What the platform charges for the whole plan. */
  readonly microCents: MicroCents;
  /** What the platform itself still takes, where it was asked; null: it wasn't, or couldn't tell. */
  readonly capacity: { readonly left: number; readonly resetsAt: Instant } | null;
  /** The words that readers will see, and where they stand; absent: none speak of a day. */
  readonly texts?: readonly Claimed[];
}

/** Everything that the rules below look at. */
interface Case extends Asking {
  readonly view: PostView;
  readonly ledger: Ledger;
  readonly need: Need;
  /** When an editor wanted it out. */
  readonly scheduledAt: Instant;
}

type Rule = (asked: Case) => Admission | null;

function miss(problem: Problem): Admission {
  const note = { reason: `${problem.message} ${problem.remedy}` };
  return { kind: "miss", change: { transition: "miss", set: { dueAt: null }, note }, problem };
}

/** A person stopped the account while this post stood due: whether it is still right now, a person says. */
const pausedAtItsTime: Rule = ({ view, ledger, scheduledAt, now }) => {
  const due = view.post.dueAt ?? scheduledAt;
  if (ledger.pauseEndedAt === null || ledger.pauseEndedAt <= due || ledger.pauseEndedAt > now) return null;
  return miss(pausedThen());
};

/** Why a post whose time passed while a person had stopped its account is not sent by itself. */
export function pausedThen(): Problem {
  return block("time-paused", "scheduledAt", "It was paused at its time.", "Retry it if it should still go out, or cancel it.");
}

/** Until when the post is news: an embargo that outlasts its time doesn't make it late. Null: it has no time, waits for a hand anyway, or corrects what was. */
export function newsUntil({ post, summary }: Pick<PostView, "post" | "summary">, { lateAfterMs }: Timetable): Instant | null {
  if (post.scheduledAt === null || post.correction || post.plan?.steps.some(isHandoff)) return null;
  return Math.max(post.scheduledAt, summary.summary.embargo ?? post.scheduledAt) + lateAfterMs;
}

const late: Rule = ({ view, account, now }) => {
  const until = newsUntil(view, account.timetable);
  return until !== null && now > until ? miss(missed()) : null;
};

/** Words that were true for the time it was approved for, and are false by now: "today", after midnight. */
const untimely: Rule = ({ view, account, texts = [], now }) => {
  const { summary, addedAt } = view.summary;
  const { timezone } = account.timetable;
  const moment = { at: now, spokenOn: spokenOn(summary, addedAt, timezone), timezone };
  const found = judgedWith({ limits: [], judged: checkTimes(texts, summary, moment) }, view.overrides ?? []);
  const problem = found.find(({ severity, code }) => severity === "block" && code !== "time-expired");
  return problem ? miss({ ...problem, message: `It is late, and by now: ${problem.message}` }) : null;
};

const embargoed: Rule = ({ view, now }) => {
  const { embargo } = view.summary.summary;
  if (embargo === undefined || embargo <= now) return null;
  return { kind: "wait", until: embargo, reason: `Its embargo holds until ${toIso(embargo)}.` };
};

function noRoom(account: Case["account"], why: string): Admission {
  const remedy = "Raise the account's budget in config/herald.yaml, or cancel a post that waits; then retry this one.";
  return miss(block("account-budget", `account ${account.id}`, why, remedy));
}

/** Moves the post and keeps its approval; the reason stands in its journal. */
function postpone({ need }: Case, { at, day }: Place, why: string): Admission {
  const reason = `${why} It waits until ${toIso(at)}.`;
  const change = { transition: "schedule", set: { scheduledAt: at, dueAt: at }, note: { scheduledAt: at, reason } } as const;
  return { kind: "postpone", change, booking: { day, ...need }, until: at, reason };
}

function postponeBeyond(asked: Case, after: Instant, why: string): Admission {
  const { account, need, ledger, view, scheduledAt } = asked;
  const { expires } = view.summary.summary;
  const wish = { account, need, booked: ledger.booked, after, scheduledAt, taken: view.taken };
  const place = nextPlace(expires === undefined ? wish : { ...wish, notAfter: expires });
  return place ? postpone(asked, place, why) : noRoom(account, `${why} No later day has room for it before it is no longer wanted.`);
}

const overBudget: Rule = (asked) => {
  const { account, need, ledger, now } = asked;
  const alone = brokenAlone(need, account.budget);
  if (alone) return noRoom(account, `By itself it takes more than the account's whole budget of ${sayLimit(alone)}.`);
  const full = fullOn(dayOf(account.timetable.timezone, now), need, account.budget, ledger.booked);
  return full && postponeBeyond(asked, now, `The account's budget of ${sayLimit(full)} is used up.`);
};

const overCapacity: Rule = (asked) => {
  const { account, need, ledger, capacity, now } = asked;
  if (capacity === null || capacity.left > 0 || capacity.resetsAt <= now) return null;
  const why = "The platform takes no more posts of this account for now.";
  const day = dayOf(account.timetable.timezone, capacity.resetsAt);
  if (fullOn(day, need, account.budget, ledger.booked)) return postponeBeyond(asked, capacity.resetsAt, why);
  return postpone(asked, { at: capacity.resetsAt, day }, why);
};

const tooSoon: Rule = ({ view, account, ledger, now }) => {
  if (isAtOnce(view.journal) || view.post.correction) return null;
  const { minGapMs } = account.timetable;
  const until = spacedFrom({ now, lastShownAt: ledger.lastShownAt, minGapMs });
  return until > now ? { kind: "wait", until, reason: `Posts of this account keep ${minGapMs / 60_000} minutes apart.` } : null;
};

/** In this order: what a person must decide goes before what only waits. */
const rules: readonly Rule[] = [pausedAtItsTime, late, embargoed, overBudget, overCapacity, tooSoon, untimely];

/** A thread that is half out goes on whatever its time, and has been counted, as has what is deleted; everything else is judged. */
export function admit(view: PostView, ledger: Ledger, asking: Asking): Admission {
  const { now, account, microCents } = asking;
  const today = { day: dayOf(account.timetable.timezone, now), posts: 1, microCents };
  if (ledger.shown || (view.post.plan && isTakeDown(view.post.plan))) return { kind: "go", booking: ledger.own ?? today };
  const asked = { ...asking, view, ledger, need: { posts: 1, microCents }, scheduledAt: view.post.scheduledAt ?? now };
  for (const rule of rules) {
    const admission = rule(asked);
    if (admission) return admission;
  }
  return { kind: "go", booking: today };
}
