import type { FilledStep } from "../domain/plan.ts";
import type { PostView } from "../domain/view.ts";
import { stepDigest } from "../pipeline/digest.ts";
import { fill } from "../pipeline/fill.ts";
import type { Action } from "../pipeline/publish.ts";
import { outputsOf, standingsOf } from "../pipeline/standing.ts";
import { deadlineIn } from "./deadline.ts";
import type { Continue, Task } from "./task.ts";
import { nowOf, signature } from "./worker.ts";

/** Asks the platform whether a doubtful step took effect, and writes the answer down. */
export async function reconcile(task: Task, action: Extract<Action, { kind: "reconcile" }>): Promise<Continue> {
  const { worker, view, plan, session, account } = task;
  const step = fill(action.step, plan, outputsOf(standingsOf(plan, view.journal)));
  const [known, others] = await Promise.all([worker.store.outputs(account.id), worker.store.unsettled(account.id)]);
  const rivals = others.filter(({ post }) => post.id !== view.post.id).flatMap(openDoubts);
  const doubt = { step, intendedAt: action.intendedAt, reason: action.reason, known, rivals };
  const verdict = await session.reconcile(doubt, deadlineIn(worker.edge.clock, worker.timing.requestTimeoutMs));
  const about = { step: step.key, stepDigest: stepDigest(action.step) };
  await worker.store.record(
    view.post.id,
    view.journal.length + 1,
    { kind: "verdict", ...about, verdict },
    nowOf(worker),
    signature(worker),
  );
  worker.tell({ kind: "step", post: view.post, step: step.key, said: `asked the platform: ${verdict.kind}` });
  return "again";
}

/** Steps of another post that the same read-back could answer for. */
function openDoubts({ post, journal }: PostView): readonly FilledStep[] {
  if (!post.plan) return [];
  const { plan } = post;
  const standings = standingsOf(plan, journal);
  const open = standings.steps.filter(
    ({ step, status }) => step.repeat === "never" && status !== "clear" && status !== "done" && status !== "refused",
  );
  return open.map(({ step }) => fill(step, plan, outputsOf(standings)));
}
