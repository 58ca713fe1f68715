/**
 * The whole state machine of publishing, pure: what to do next with an approved plan, given its journal and the time.
 * The worker carries one action out, writes down what came of it, and asks again.
 */
import type { Instant } from "../domain/instant.ts";
import type { Entry } from "../domain/journal.ts";
import type { Plan, Step } from "../domain/plan.ts";
import { isHandoff } from "../domain/plan.ts";
import { block, type Problem } from "../domain/problem.ts";
import { isDelete } from "./half-sent.ts";
import { clockToleranceMs } from "./spacing.ts";
import { isPoll, isVisible, pollsBeforeRestart, type Standing, type Standings, standingsOf } from "./standing.ts";

export interface Times {
  readonly now: Instant;
  /** How long this worker itself has watched the newest doubt, by its monotonic clock. */
  readonly watchedMs: number;
  /** How long a doubt must be watched before the platform is asked. */
  readonly settleMs: number;
  /** Past this the post is no longer news; null: never too late. */
  readonly lateAt: Instant | null;
}

export type Action =
  | { readonly kind: "perform"; readonly step: Step }
  | { readonly kind: "reconcile"; readonly step: Step; readonly intendedAt: Instant; readonly reason: string }
  | { readonly kind: "hand-off"; readonly step: Step }
  | { readonly kind: "wait"; readonly ms: number; readonly reason: string }
  | { readonly kind: "hold"; readonly reason: string }
  | { readonly kind: "fail"; readonly problem: Problem }
  | { readonly kind: "miss"; readonly problem: Problem }
  | { readonly kind: "finish" };

const most = { doubts: 8, absents: 2, questions: 5, restarts: 3, chores: 3 } as const;
const secondMs = 1000;

/** 1, 2, 4 … seconds, at most `mostMs`; 0 before the first try. */
export function backOffMs(tries: number, mostMs: number): number {
  return tries < 1 ? 0 : Math.min(2 ** Math.min(tries - 1, 20) * secondMs, mostMs);
}

/**
 * How much longer to wait. An answer minutes ahead of the clock was noted by one that jumped back since: nobody can tell how long
 * ago that was, and asking again at once does no harm, where waiting could last until the clock has caught up.
 */
function remainingMs(standing: Standing, tries: number, now: Instant): number {
  if (standing.answeredAt - now >= clockToleranceMs) return 0;
  const asked = Math.max(standing.afterMs, backOffMs(tries, isPoll(standing.step) ? 60 * secondMs : 300 * secondMs));
  return Math.min(asked, standing.answeredAt + asked - now);
}

function waitOr(standing: Standing, tries: number, now: Instant, then: Action): Action {
  const ms = tries < 1 ? 0 : remainingMs(standing, tries, now);
  return ms > 0 ? { kind: "wait", ms, reason: standing.reason } : then;
}

/** A harmless step that was cut off is repeated, eight times. */
function repeatHarmless(standing: Standing, now: Instant): Action {
  const where = `step ${standing.step.key}`;
  const problem = block(
    "state-step-failed",
    where,
    `It got no clear answer ${most.doubts} times: ${standing.reason}`,
    "Look at the platform's status page, then retry the post.",
  );
  if (standing.doubts >= most.doubts) return { kind: "fail", problem };
  return waitOr(standing, standing.doubts, now, { kind: "perform", step: standing.step });
}

/** A step that shows is never repeated in doubt: the platform is asked once everything in flight must have landed. */
function askPlatform(standing: Standing, times: Times): Action {
  const { step, reason, intendedAt } = standing;
  if (times.watchedMs < times.settleMs)
    return { kind: "wait", ms: times.settleMs - times.watchedMs, reason: "Letting the last request settle." };
  if (standing.questions >= most.questions)
    return { kind: "hold", reason: `The platform could not be asked ${most.questions} times: ${reason}` };
  const ask: Action = { kind: "reconcile", step, intendedAt: intendedAt ?? times.now, reason: reason || "Its answer never arrived." };
  return standing.status === "asked" ? waitOr(standing, standing.questions, times.now, ask) : ask;
}

function take(standing: Standing, times: Times): Action {
  const { step, laters, absents } = standing;
  if (absents > most.absents) return { kind: "hold", reason: `It was sent ${most.absents + 1} times and found absent each time.` };
  if (isPoll(step) && laters >= pollsBeforeRestart) return { kind: "fail", problem: stuck(standing) };
  return waitOr(standing, laters, times.now, isHandoff(step) ? { kind: "hand-off", step } : { kind: "perform", step });
}

function stuck({ step, reason }: Standing): Problem {
  return block(
    "state-not-ready",
    `step ${step.key}`,
    `The platform did not get ready in half an hour, with one fresh start: ${reason}`,
    "Retry the post; if it happens again, recompose its picture.",
  );
}

function act(standing: Standing, times: Times): Action {
  if (standing.status === "refused" && standing.problem) return { kind: "fail", problem: standing.problem };
  if (standing.status === "unknown") return { kind: "hold", reason: standing.reason };
  if (standing.status === "clear") return take(standing, times);
  return standing.step.repeat === "harmless" ? repeatHarmless(standing, times.now) : askPlatform(standing, times);
}

/** A harmless step after the post is out (a permalink) is tried a few times and then left: it never fails or holds a post. */
function isChore(all: Standings, standing: Standing): boolean {
  const before = all.steps.slice(0, all.steps.indexOf(standing));
  return standing.step.repeat === "harmless" && !isDelete(standing.step) && before.some(({ step }) => step.repeat === "never");
}

/** The step that shows, where it was found by its container and has no number of its own yet. */
function unnumbered(all: Standings, standing: Standing): Standing | null {
  if (!isChore(all, standing)) return null;
  const source = all.steps.find(({ step }) => step.repeat === "never");
  return source?.output?.id.startsWith("container:") ? source : null;
}

/** Asked once, whatever came of it: a post is published with or without its number. */
function wasAsked({ status, questions, absents }: Standing): boolean {
  return status === "unknown" || questions + absents > 0;
}

function isSettled(all: Standings, standing: Standing): boolean {
  if (standing.status === "done") return true;
  if (!isChore(all, standing)) return false;
  const isGivenUp = standing.status === "refused" || standing.problem !== null || standing.laters + standing.doubts >= most.chores;
  return isGivenUp || wasAsked(standing);
}

/** Which of the account's posts it is, the platform is asked by the time of the request. */
function locate(standing: Standing, { intendedAt }: Standing, times: Times): Action {
  return { kind: "reconcile", step: standing.step, intendedAt: intendedAt ?? times.now, reason: "It was found without its number." };
}

function tooLate(all: Standings, plan: Plan, times: Times): boolean {
  return times.lateAt !== null && times.now > times.lateAt && !isVisible(all) && !plan.steps.some(isHandoff);
}

/** What to do next. Deterministic: the same plan, journal and times give the same action. */
export function next(plan: Plan, journal: readonly Entry[], times: Times): Action {
  const all = standingsOf(plan, journal);
  const standing = all.steps.find((step) => !isSettled(all, step));
  if (!standing) return { kind: "finish" };
  if (all.restarts > most.restarts) return { kind: "hold", reason: `It had to start over ${most.restarts} times: ${standing.reason}` };
  if (tooLate(all, plan, times)) return { kind: "miss", problem: missed() };
  const source = unnumbered(all, standing);
  return source ? locate(standing, source, times) : act(standing, times);
}

/** Why a post that did not go out in time is not sent by itself. */
export function missed(): Problem {
  return block(
    "time-late",
    "scheduledAt",
    "Its time has passed and it is no longer news.",
    "Retry it to send it all the same, or cancel it.",
  );
}
