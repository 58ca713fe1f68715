import type { Doubt, Verdict } from "../domain/journal.ts";
import type { FilledStep } from "../domain/plan.ts";
import type { PostView } from "../domain/view.ts";
import { stepDigest } from "../pipeline/digest.ts";
import { fill } from "../pipeline/fill.ts";
import type { Action } from "../pipeline/publish.ts";
import { outputsOf, standingsOf } from "../pipeline/standing.ts";
import { deadlineIn } from "./deadline.ts";
import { type Continue, hasOtherLogin, type Task } from "./task.ts";
import { outputIn, reportTwice } from "./twice.ts";
import { nowOf, signature } from "./worker.ts";

type Asking = Extract<Action, { kind: "reconcile" }>;

/**
 * Ids that answer for other steps. Of this post those that its journal held when the question was put: what became known of the
 * doubtful step meanwhile must not make its own effect pass for another's, so that nothing seems to be there.
 */
function knownTo({ worker, view, account }: Task): Doubt["known"] {
  const own = new Set(view.journal.flatMap((entry) => outputIn(entry)?.id ?? []));
  return async (ids) => new Set([...ids.filter((id) => own.has(id)), ...(await worker.store.outputs(account.id, ids, view.post.id))]);
}

/** All that could tell whether the step took effect. */
async function doubtAbout(task: Task, action: Asking): Promise<Doubt> {
  const { worker, view, plan, account } = task;
  const step = fill(action.step, plan, outputsOf(standingsOf(plan, view.journal)));
  const [known, others] = [knownTo(task), await worker.store.unsettled(account.id)];
  const rivals = others.filter(({ post }) => post.id !== view.post.id).flatMap(openDoubts);
  return { step, intendedAt: action.intendedAt, reason: action.reason, known, rivals };
}

/** The platform's answer; a question that breaks off is put again later, as often as any other. */
async function ask(task: Task, action: Asking): Promise<Verdict> {
  const { worker, view, session } = task;
  try {
    return await session.reconcile(await doubtAbout(task, action), deadlineIn(worker.edge.clock, worker.timing.requestTimeoutMs));
  } catch (error) {
    worker.edge.log.error({ post: view.post.id, step: action.step.key, error: String(error) }, "a question broke off");
    return { kind: "later", afterMs: 0, reason: `The question broke off: ${error instanceof Error ? error.message : "unknown error"}` };
  }
}

/** A question refused for credentials, credits or rights pauses the account; the post's own message says so, that there is only one. */
async function heed({ worker, account }: Task, verdict: Verdict): Promise<Verdict> {
  if (verdict.kind !== "unknown" || !verdict.problem) return verdict;
  const { message, remedy } = verdict.problem;
  await worker.store.pause(account.id, { reason: `${message} ${remedy}`, since: nowOf(worker), until: null, by: signature(worker) });
  return { ...verdict, reason: `${verdict.reason} Account ${account.id} is paused: ${remedy}` };
}

/** Asks the platform whether a doubtful step took effect, and writes the answer down. */
export async function reconcile(task: Task, action: Asking): Promise<Continue> {
  const { worker, view } = task;
  const answered = task.handling.step(action.step, "reconcile");
  const first = await ask(task, action);
  // A question changes nothing: with another login it is put again in another turn.
  const isStale = first.kind === "unknown" && (await hasOtherLogin(task, first.problem));
  const verdict = isStale ? ({ kind: "later", afterMs: 0, reason: first.reason } as const) : await heed(task, first);
  answered(verdict);
  const about = { step: action.step.key, stepDigest: stepDigest(action.step) };
  const { view: after } = await worker.store.record(
    view.post.id,
    view.journal.length + 1,
    { kind: "verdict", ...about, verdict },
    nowOf(worker),
    signature(worker),
  );
  if (verdict.kind === "took") reportTwice(task, action.step, after);
  worker.tell({ kind: "step", post: view.post, step: action.step.key, said: `asked the platform: ${verdict.kind}` });
  return { again: after };
}

/** Steps of another post that the same read-back could answer for. */
function openDoubts({ post, journal }: PostView): readonly FilledStep[] {
  if (!post.plan) return [];
  const { plan } = post;
  const standings = standingsOf(plan, journal);
  const open = standings.steps.filter(
    ({ step, status }) => step.repeat === "never" && status !== "clear" && status !== "done" && status !== "refused",
  );
  // In a copied database a step may be in doubt whose pictures were never uploaded here: it is recognised without their ids.
  const placeholders = standings.steps.map(({ step }) => [step.key, { id: step.key }] as const);
  return open.map(({ step }) => fill(step, plan, new Map([...placeholders, ...outputsOf(standings)])));
}
