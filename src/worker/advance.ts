/**
 * Carries a claimed post forward: asks the pure state machine what to do, does that one thing between two committed
 * journal entries, and asks again, until it must wait or is through.
 */
import type { Account } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import { isHandoff, type Plan, type Step } from "../domain/plan.ts";
import { block, type Problem } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { newsUntil } from "../pipeline/admit.ts";
import { fill } from "../pipeline/fill.ts";
import { isTakeDown } from "../pipeline/half-sent.ts";
import { type Action, next } from "../pipeline/publish.ts";
import { outputsOf, standingsOf } from "../pipeline/standing.ts";
import type { Claimed } from "../storage/store.ts";
import { type Handling, lateMs } from "./observer.ts";
import { perform } from "./perform.ts";
import { reconcile } from "./reconcile.ts";
import { settledMs } from "./settling.ts";
import { type Continue, fail, move, pauseAccount, release, type Task } from "./task.ts";
import { accountOf, nowOf, openSession, type Worker } from "./worker.ts";

/** How long a post rests whose account has no login to send with just now. */
const unreadyMs = 2_000;

async function decideNext(task: Task): Promise<Action> {
  const { worker, account, view, plan } = task;
  // A clock that nobody believes makes nothing late.
  const lateAt = worker.clocks.trouble() ? null : newsUntil(view, account.timetable);
  const times = { now: nowOf(worker), settleMs: worker.timing.settleMs, lateAt };
  const action = next(plan, view.journal, { ...times, watchedMs: Number.POSITIVE_INFINITY });
  // Nothing but a question to the platform waits until what was sent has settled.
  return action.kind === "reconcile" ? next(plan, view.journal, { ...times, watchedMs: await settledMs(worker, view) }) : action;
}

async function handOff(task: Task, step: Step): Promise<Continue> {
  const filled = fill(step, task.plan, new Map());
  await move(task, "hand-off");
  task.handling.shows("begun", lateMs(task.view, nowOf(task.worker)));
  if (isHandoff(filled)) task.worker.tell({ kind: "hand-off", post: task.view.post, text: filled.text, openUrl: filled.openUrl });
  return "stop";
}

async function finish(task: Task): Promise<Continue> {
  if (isTakeDown(task.plan)) return takenDown(task);
  await move(task, "publish");
  const outputs = [...outputsOf(standingsOf(task.plan, task.view.journal)).values()];
  task.worker.tell({ kind: "published", post: task.view.post, url: outputs.find(({ url }) => url)?.url ?? null });
  return "stop";
}

async function takenDown(task: Task): Promise<Continue> {
  await move(task, "taken-down");
  task.worker.tell({ kind: "step", post: task.view.post, step: "take-down", said: "everything that was out is deleted" });
  return "stop";
}

async function hold(task: Task, reason: string): Promise<Continue> {
  await move(task, "hold", reason);
  task.worker.tell({ kind: "held", post: task.view.post, reason });
  return "stop";
}

function carryOut(task: Task, action: Action): Promise<Continue> {
  switch (action.kind) {
    case "perform":
      return perform(task, action.step);
    case "reconcile":
      return reconcile(task, action);
    case "hand-off":
      return handOff(task, action.step);
    case "wait":
      return release(task, action.ms);
    case "hold":
      return hold(task, action.reason);
    case "fail":
    case "miss":
      return fail(task, action.kind, action.problem);
    case "finish":
      return finish(task);
  }
}

/** A login that now belongs to someone else than was approved sends nothing. */
function strayed(account: Account, plan: Plan): Problem | null {
  if (account.remoteId === plan.remoteId) return null;
  const message = `Its login belongs to ${account.remoteId ?? "nobody"}; the post was approved for ${plan.remoteId}.`;
  return block("account-other", `account ${account.id}`, message, "Put the approved login back, or approve the posts anew.");
}

async function taskOf(worker: Worker, view: PostView, token: string, handling: Handling): Promise<Task | null> {
  const account = accountOf(worker, view.post.account);
  const open = account && (await openSession(worker, account));
  if (!account || !open || !view.post.plan) return null;
  const { generation } = open;
  return { worker, account, session: await open.session, generation, token, view, plan: view.post.plan, handling };
}

/** When a post that was just claimed was; one that was taken over, now. */
function takenAt(worker: Worker, { journal }: PostView): Instant {
  const last = journal.at(-1);
  return last?.kind === "moved" && last.transition === "claim" ? last.at : nowOf(worker);
}

/** Works on a claimed post until it waits, ends, or the process should stop. */
export async function advance(worker: Worker, { view, lease: { token } }: Claimed): Promise<void> {
  const handling = worker.observer.took(view.post, takenAt(worker, view));
  try {
    await goOn(worker, view, token, handling);
  } finally {
    handling.left();
  }
}

async function goOn(worker: Worker, first: PostView, token: string, handling: Handling): Promise<void> {
  const postId = first.post.id;
  for (let view = first; ; ) {
    if (view.lease?.token !== token) return;
    const task = await taskOf(worker, view, token, handling);
    if (!task || worker.stopping)
      return void (await worker.store.release(postId, token, worker.clocks.earliest() + (task ? 0 : unreadyMs)));
    const stray = strayed(task.account, task.plan);
    if (stray) return void (await pauseAccount(task, stray));
    const then = await carryOut(task, await decideNext(task));
    if (then === "stop") return;
    view = then.again;
  }
}
