import type { Happening, Outcome } from "../domain/journal.ts";
import type { FilledStep, Step } from "../domain/plan.ts";
import { block, type Problem } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { stepDigest } from "../pipeline/digest.ts";
import { fill } from "../pipeline/fill.ts";
import { isVisible, outputsOf, standingsOf } from "../pipeline/standing.ts";
import { deadlineIn, stopwatch } from "./deadline.ts";
import { objection, publication } from "./next.ts";
import { lateMs, wasBegun } from "./observer.ts";
import { endSettling } from "./settling.ts";
import { brake, type Continue, fail, hasOtherLogin, pauseAccount, release, releaseUntil, rest, type Task, tellPublished } from "./task.ts";
import { reportTwice } from "./twice.ts";
import { sendWithinMs } from "./windows.ts";
import { nowOf, signature } from "./worker.ts";

/** The guard forbade the intent: a changed plan fails the post, everything else waits for its time or a person. */
async function forbidden(task: Task, problem: Problem | null): Promise<Continue> {
  if (problem?.code === "state-digest" || problem?.code === "state-withdrawn") return fail(task, "fail", problem);
  if (problem?.code === "state-stopped") return rest(task);
  const isDoubtful = problem?.code === "time-expired" && task.worker.clocks.trouble() !== null;
  if (problem?.code === "time-clock" || isDoubtful) return restUntilClocksAgree(task);
  if (problem?.code === "time-expired") return fail(task, "miss", problem);
  if (problem?.code === "embargo-future") return releaseUntil(task, task.view.summary.summary.embargo ?? null);
  return release(task, 0);
}

/** Its time to wake stays as it is: a clock that jumped must not make it sleep. */
function restUntilClocksAgree(task: Task): Promise<Continue> {
  const { worker, view } = task;
  worker.resting.add(view.post.id);
  return releaseUntil(task, view.post.dueAt);
}

/** A plan that names what no step left can't be sent, and must not be tried for ever: a fault of Herald's own, said to a person. */
function filledOr(step: Step, { plan, view }: Task): FilledStep | Problem {
  try {
    return fill(step, plan, outputsOf(standingsOf(plan, view.journal)));
  } catch (error) {
    const message = `Nothing was sent: ${error instanceof Error ? error.message : "its holes can't be filled."}`;
    return block("state-plan", `step ${step.key}`, message, "Recompose or edit the post and approve it anew.");
  }
}

/** Sends, if the time since the intent still allows it; whatever goes wrong after that may have taken effect. */
async function send(task: Task, step: Step, pastMs: () => number): Promise<Outcome> {
  const { worker, view, session } = task;
  const { requestTimeoutMs } = worker.timing;
  const filled = filledOr(step, task);
  if ("code" in filled) return { kind: "refused", problem: filled };
  if (pastMs() >= sendWithinMs(worker.timing)) return { kind: "later", afterMs: 0, reason: "This worker was held up; nothing was sent." };
  try {
    return await session.perform(filled, deadlineIn(worker.edge.clock, requestTimeoutMs));
  } catch (error) {
    worker.edge.log.error({ post: view.post.id, step: step.key, error: String(error) }, "a step broke off");
    return { kind: "doubt", reason: `It broke off: ${error instanceof Error ? error.message : "unknown error"}` };
  }
}

async function sendHeard(task: Task, step: Step, pastMs: () => number): Promise<Outcome> {
  const answered = task.handling.step(step, "perform");
  const outcome = await send(task, step, pastMs);
  answered(outcome);
  return outcome;
}

function sayOutcome(outcome: Outcome): string {
  if (outcome.kind === "done") return "done";
  if (outcome.kind === "refused" || outcome.kind === "denied") return `${outcome.kind}: ${outcome.problem.message}`;
  return `${outcome.kind}: ${outcome.reason}`;
}

/** A step whose intent stands in the journal, after what its task knows of it. */
export interface Intended {
  readonly step: Step;
  /** How long ago it was begun to be written. */
  readonly pastMs: () => number;
}

export function intentOf(step: Step): Extract<Happening, { kind: "intent" }> {
  return { kind: "intent", step: step.key, stepDigest: stepDigest(step) };
}

/** Intent, step, outcome: each committed before the next begins. */
export async function perform(task: Task, step: Step): Promise<Continue> {
  const { worker, view, token } = task;
  const pastMs = stopwatch(worker.edge.clock);
  const guard = (stored: PostView) => objection(worker, stored, step);
  const seq = view.journal.length + 1;
  const intended = await worker.store.intend(view.post.id, token, seq, intentOf(step), guard, nowOf(worker), signature(worker));
  return intended.ok ? performIntended(task, { step, pastMs }) : forbidden(task, intended.problem);
}

async function published(task: Task, after: PostView): Promise<Continue> {
  await endSettling(task.worker, after.post.id);
  tellPublished(task, after);
  return "stop";
}

/** Sends it, and writes down what came of it; with the last, that the post is out. */
export async function performIntended(task: Task, { step, pastMs }: Intended): Promise<Continue> {
  const { worker, account, view, token, plan } = task;
  const intent = intentOf(step);
  const visible = isVisible(standingsOf(plan, view.journal));
  const isFirst = step.repeat === "never" && !visible;
  if (isFirst && !wasBegun(view.journal, intent.stepDigest)) task.handling.shows("begun", lateMs(view, nowOf(worker)));
  const outcome = await sendHeard(task, step, pastMs);
  if (isFirst && outcome.kind === "done") task.handling.shows("out", lateMs(view, nowOf(worker)));
  const {
    late,
    moved,
    view: after,
  } = await worker.store.record(
    view.post.id,
    view.journal.length + 2,
    { ...intent, kind: "outcome", outcome },
    nowOf(worker),
    signature(worker),
    outcome.kind === "done" ? { token, change: (stored) => publication(worker, account, stored) } : undefined,
  );
  if (outcome.kind === "done") reportTwice(task, step, after);
  if (late) return "stop";
  worker.tell({ kind: "step", post: view.post, step: step.key, said: sayOutcome(outcome) });
  if (outcome.kind === "done") await worker.logins?.proven(account, task.generation);
  if (moved) return published(task, after);
  if (outcome.kind !== "denied" || (await hasOtherLogin(task, outcome.problem))) return { again: after };
  // The platform judges by this machine's clock, which is known to be wrong: the account goes on when that is right again.
  if (outcome.problem.code === "account-clock" && worker.clocks.trouble()) return restUntilClocksAgree(task);
  // What comes after the post is out (a permalink) keeps it from nothing: it is published all the same.
  if (visible && step.repeat === "harmless") await brake(task, outcome.problem);
  return visible && step.repeat === "harmless" ? { again: after } : pauseAccount(task, outcome.problem);
}
