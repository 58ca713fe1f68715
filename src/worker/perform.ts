import type { Outcome } from "../domain/journal.ts";
import type { Step } from "../domain/plan.ts";
import type { Problem } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { stepDigest } from "../pipeline/digest.ts";
import { fill } from "../pipeline/fill.ts";
import { mayIntend } from "../pipeline/guard.ts";
import { isVisible, outputsOf, standingsOf } from "../pipeline/standing.ts";
import { deadlineIn } from "./deadline.ts";
import { type Continue, fail, pauseAccount, release, type Task } from "./task.ts";
import { nowOf, signature } from "./worker.ts";

/** The guard forbade the intent: a changed plan fails the post, everything else waits for its time or a person. */
async function forbidden(task: Task, problem: Problem | null): Promise<Continue> {
  if (problem?.code === "state-digest" || problem?.code === "state-withdrawn") return fail(task, "fail", problem);
  if (problem?.code === "time-expired") return fail(task, "miss", problem);
  return release(task, problem ? task.worker.timing.leaseMs : 0);
}

/** Sends, if the time since the intent still allows it; whatever goes wrong after that may have taken effect. */
async function send(task: Task, step: Step, begun: number): Promise<Outcome> {
  const { worker, view, plan, session } = task;
  const { requestTimeoutMs, leaseMs } = worker.timing;
  const filled = fill(step, plan, outputsOf(standingsOf(plan, view.journal)));
  if (worker.edge.clock.mono() - begun >= leaseMs - requestTimeoutMs)
    return { kind: "later", afterMs: 0, reason: "This worker was held up; nothing was sent." };
  try {
    return await session.perform(filled, deadlineIn(worker.edge.clock, requestTimeoutMs));
  } catch (error) {
    worker.edge.log.error({ post: view.post.id, step: step.key, error: String(error) }, "a step broke off");
    return { kind: "doubt", reason: `It broke off: ${error instanceof Error ? error.message : "unknown error"}` };
  }
}

/** An answer that came when the journal had moved on: two ids for one step are a duplicate, and a person is told. */
async function reportLate({ worker, view }: Task, step: Step): Promise<Continue> {
  const journal = (await worker.store.view(view.post.id))?.journal ?? [];
  const ids = new Set<string>();
  for (const entry of journal) {
    if ((entry.kind !== "outcome" && entry.kind !== "late") || entry.stepDigest !== stepDigest(step)) continue;
    if (entry.outcome.kind === "done") ids.add(entry.outcome.output.id);
  }
  if (step.repeat === "never" && ids.size > 1) worker.tell({ kind: "duplicate", post: view.post, ids: [...ids] });
  return "stop";
}

function sayOutcome(outcome: Outcome): string {
  if (outcome.kind === "done") return "done";
  if (outcome.kind === "refused" || outcome.kind === "denied") return `${outcome.kind}: ${outcome.problem.message}`;
  return `${outcome.kind}: ${outcome.reason}`;
}

/** Intent, step, outcome: each committed before the next begins. */
export async function perform(task: Task, step: Step): Promise<Continue> {
  const { worker, view, token, plan } = task;
  const begun = worker.edge.clock.mono();
  const seq = view.journal.length + 1;
  const about = { step: step.key, stepDigest: stepDigest(step) };
  const visible = isVisible(standingsOf(plan, view.journal));
  const guard = (stored: PostView) => mayIntend(stored, nowOf(worker), visible);
  const intended = await worker.store.intend(
    view.post.id,
    token,
    seq,
    { kind: "intent", ...about },
    guard,
    nowOf(worker),
    signature(worker),
  );
  if (!intended.ok) return forbidden(task, intended.problem);
  const outcome = await send(task, step, begun);
  const { late } = await worker.store.record(
    view.post.id,
    seq + 1,
    { kind: "outcome", ...about, outcome },
    nowOf(worker),
    signature(worker),
  );
  if (late) return reportLate(task, step);
  worker.tell({ kind: "step", post: view.post, step: step.key, said: sayOutcome(outcome) });
  return outcome.kind === "denied" ? pauseAccount(task, outcome.problem) : "again";
}
