import type { Instant } from "../domain/instant.ts";
import type { Entry, Outcome, Verdict } from "../domain/journal.ts";
import type { Output, Plan, Step } from "../domain/plan.ts";
import type { Transition } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import { stepDigest } from "./digest.ts";

/**
 * Where one step stands, as its journal tells. `open`: an intent without an outcome. `clear`: it certainly had no effect and may
 * be taken (again). `asked`: the platform could not answer yet whether a doubtful step took effect.
 */
export type Status = "clear" | "open" | "doubt" | "asked" | "unknown" | "done" | "refused";

export interface Standing {
  readonly step: Step;
  readonly digest: string;
  status: Status;
  output: Output | null;
  /** What an earlier send turned out to have made while a newer one was under way. */
  late: Output | null;
  problem: Problem | null;
  reason: string;
  intendedAt: Instant | null;
  /** The last answer's instant, and how long it asked to wait; 0 where it named no time. */
  answeredAt: Instant;
  afterMs: number;
  /** Since a person last set the post going: answers `later`, doubts, verdicts `absent`, and questions put off. */
  laters: number;
  doubts: number;
  absents: number;
  questions: number;
}

/** All steps of a plan, in its order, and how often it had to start over. */
export interface Standings {
  readonly steps: readonly Standing[];
  restarts: number;
}

/** A poll that was answered "not yet" this often (1, 2, 4 … 60 s: a quarter of an hour) starts over, once. */
export const pollsBeforeRestart = 20;

/** True for a step that only asks: it is polled. */
export function isPoll(step: Step): boolean {
  return "method" in step && step.method === "GET";
}

function untouched(step: Step): Standing {
  const counters = { laters: 0, doubts: 0, absents: 0, questions: 0 };
  const nothing = { output: null, late: null, problem: null, reason: "", intendedAt: null, answeredAt: 0, afterMs: 0 };
  return { step, digest: stepDigest(step), status: "clear", ...nothing, ...counters };
}

/** Steps that the asking step draws its ids from: where a poll that never ends starts over. */
function sourceOf(asking: Standing, all: Standings): string {
  const text = JSON.stringify(asking.step);
  return all.steps.find(({ step }) => text.includes(`{"hole":${JSON.stringify(step.key)}`))?.step.key ?? asking.step.key;
}

/** Reopens the harmless steps from `from` to the asking one; a done `never` step stays done and keeps its output. */
function restart(all: Standings, asking: Standing, from: string): void {
  all.restarts += 1;
  const last = all.steps.indexOf(asking);
  const first = all.steps.findIndex(({ step }) => step.key === from);
  for (const standing of all.steps.slice(first < 0 ? last : first, last + 1)) {
    if (standing.step.repeat === "never" && standing !== asking) continue;
    Object.assign(standing, untouched(standing.step), { doubts: standing.doubts, late: standing.late });
  }
}

function later(all: Standings, standing: Standing, outcome: Extract<Outcome, { kind: "later" }>): void {
  Object.assign(standing, { status: "clear", laters: standing.laters + 1, afterMs: outcome.afterMs, reason: outcome.reason });
  if (isPoll(standing.step) && standing.laters === pollsBeforeRestart && all.restarts === 0)
    restart(all, standing, sourceOf(standing, all));
}

/**
 * A step that shows was sent in doubt, found absent and sent again, and now its picture is gone: the first send may have taken the
 * picture with it, unseen by a platform that lists new posts late. It is asked once more before anything is made anew.
 */
function isSuspicious({ step, absents }: Standing): boolean {
  return step.repeat === "never" && absents === 1;
}

function applyOutcome(all: Standings, standing: Standing, outcome: Outcome): void {
  if (outcome.kind === "done") Object.assign(standing, { status: "done", output: outcome.output });
  else if (outcome.kind === "later") later(all, standing, outcome);
  else if (outcome.kind === "refused") Object.assign(standing, { status: "refused", problem: outcome.problem });
  else if (outcome.kind === "denied")
    Object.assign(standing, { status: "clear", problem: outcome.problem, reason: outcome.problem.message });
  else if (outcome.kind === "doubt" || isSuspicious(standing))
    Object.assign(standing, { status: "doubt", doubts: standing.doubts + 1, reason: outcome.reason });
  else restart(all, standing, outcome.from);
}

function applyVerdict(standing: Standing, verdict: Verdict): void {
  if (verdict.kind === "took") Object.assign(standing, { status: "done", output: verdict.output });
  else if (verdict.kind === "absent") Object.assign(standing, { status: "clear", absents: standing.absents + 1, laters: 0, questions: 0 });
  else if (verdict.kind === "unknown") Object.assign(standing, { status: "unknown", reason: verdict.reason });
  else Object.assign(standing, { status: "asked", questions: standing.questions + 1, afterMs: verdict.afterMs, reason: verdict.reason });
}

/** An outcome that came late still tells the truth: what was done is done. A newer send under way is let come in first. */
function applyLate(standing: Standing, outcome: Outcome): void {
  if (outcome.kind !== "done" || standing.status === "done") return;
  if (standing.status === "open") standing.late = outcome.output;
  else Object.assign(standing, { status: "done", output: outcome.output });
}

/** Whatever became of a newer send, and even if it left nothing: the step was done by the earlier one. */
function remember(standing: Standing): void {
  if (standing.late === null || standing.status === "done" || standing.status === "open") return;
  Object.assign(standing, { status: "done", output: standing.late });
}

/** A person set the post going again: what was refused may be tried, and patience starts anew. Doubts stay doubts. */
function afresh(all: Standings): void {
  all.restarts = 0;
  for (const standing of all.steps) {
    Object.assign(standing, { laters: 0, doubts: 0, absents: 0, questions: 0, afterMs: 0 });
    if (standing.status === "refused") standing.status = "clear";
    // A person who lets it go on without an answer of their own wants the platform asked once more; what was never intended here
    // (another copy of the database may have sent it) no platform can be asked about.
    if (standing.status === "unknown" && standing.intendedAt !== null) standing.status = "doubt";
  }
}

/** Moves by which a person sets a post going. */
const settingGoing: readonly Transition[] = ["approve", "retry", "settle", "resume-post", "take-down"];

function apply(all: Standings, entry: Entry): void {
  if (entry.kind === "moved") {
    if (settingGoing.includes(entry.transition)) afresh(all);
    return;
  }
  const standing = all.steps.find(({ digest }) => digest === entry.stepDigest);
  if (!standing) return;
  if (entry.kind === "intent") Object.assign(standing, { status: "open", intendedAt: entry.at });
  else standing.answeredAt = entry.at;
  if (entry.kind === "outcome") applyOutcome(all, standing, entry.outcome);
  if (entry.kind === "verdict") applyVerdict(standing, entry.verdict);
  if (entry.kind === "late") applyLate(standing, entry.outcome);
  remember(standing);
}

/** Reads a journal: where each step of the plan stands. Entries about steps of an earlier revision are passed over. */
export function standingsOf(plan: Plan, journal: readonly Entry[]): Standings {
  const all: Standings = { steps: plan.steps.map(untouched), restarts: 0 };
  for (const entry of journal) apply(all, entry);
  return all;
}

/** True once a step that shows was taken, or may have been. */
export function isVisible(all: Standings): boolean {
  const certain: readonly Status[] = ["clear", "refused"];
  return all.steps.some(({ step, status }) => step.repeat === "never" && !certain.includes(status));
}

/** The outputs of the steps that are done, by key. */
export function outputsOf(all: Standings): ReadonlyMap<string, Output> {
  return new Map(all.steps.flatMap(({ step, output, status }) => (status === "done" && output ? [[step.key, output]] : [])));
}
