/**
 * Carries a claimed post forward: asks the pure state machine what to do, does that one thing between two committed
 * journal entries, and asks again, until it must wait or is through.
 */
import type { Instant } from "../domain/instant.ts";
import { isHandoff, type Step } from "../domain/plan.ts";
import type { PostView } from "../domain/view.ts";
import { fill } from "../pipeline/fill.ts";
import { isTakeDown } from "../pipeline/half-sent.ts";
import type { Action } from "../pipeline/publish.ts";
import type { Claimed } from "../storage/store.ts";
import { nextFor, strayed } from "./next.ts";
import { type Handling, lateMs } from "./observer.ts";
import { type Intended, intentOf, perform, performIntended } from "./perform.ts";
import { reconcile } from "./reconcile.ts";
import { settledMs } from "./settling.ts";
import { type Continue, fail, move, pauseAccount, release, type Task, tellPublished } from "./task.ts";
import { accountOf, nowOf, openSession, signature, type Worker } from "./worker.ts";

/** How long a post rests whose account has no login to send with just now. */
const unreadyMs = 2_000;

async function decideNext(task: Task): Promise<Action> {
  const { worker, account, view, plan } = task;
  const action = nextFor(worker, account, plan, view, Number.POSITIVE_INFINITY);
  // Nothing but a question to the platform waits until what was sent has settled.
  return action.kind === "reconcile" ? nextFor(worker, account, plan, view, await settledMs(worker, view)) : action;
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
  tellPublished(task, task.view);
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

/** Works on a claimed post until it waits, ends, or the process should stop. @param first the step that is intended already */
export async function advance(worker: Worker, { view, lease: { token } }: Claimed, first: Intended | null): Promise<void> {
  const handling = worker.observer.took(view.post, takenAt(worker, view));
  try {
    const then = first ? await goFirst(worker, view, token, handling, first) : { again: view };
    if (then !== "stop") await goOn(worker, then.again, token, handling);
  } finally {
    handling.left();
  }
}

const noLogin = {
  kind: "later",
  afterMs: unreadyMs,
  reason: "Its account had no login to send with just then; nothing was sent.",
} as const;
const noTime = { kind: "later", afterMs: 0, reason: "This worker was asked to stop; nothing was sent." } as const;

/** Whatever comes between an intent and its sending is written down, too: nothing was sent then. */
async function goFirst(worker: Worker, view: PostView, token: string, handling: Handling, first: Intended): Promise<Continue> {
  const task = await taskOf(worker, view, token, handling).catch((error: unknown) => {
    worker.edge.log.error({ post: view.post.id, error: String(error) }, "a login could not be used");
    return null;
  });
  // Whoever stops begins no request: there may be no time left for it.
  if (task && !worker.stopping) return performIntended(task, first);
  const outcome = worker.stopping ? noTime : noLogin;
  const happening = { ...intentOf(first.step), kind: "outcome", outcome } as const;
  const { late, view: after } = await worker.store.record(
    view.post.id,
    view.journal.length + 2,
    happening,
    nowOf(worker),
    signature(worker),
  );
  return late ? "stop" : { again: after };
}

async function goOn(worker: Worker, first: PostView, token: string, handling: Handling): Promise<void> {
  const postId = first.post.id;
  for (let view = first; ; ) {
    if (view.lease?.token !== token) return;
    // Before anything is asked of its login: that may have to be renewed, and whoever stops begins no request.
    if (worker.stopping) return void (await worker.store.release(postId, token, worker.clocks.earliest()));
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
