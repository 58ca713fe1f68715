import type { Account } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Plan } from "../domain/plan.ts";
import type { Transition } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { outputsOf, standingsOf } from "../pipeline/standing.ts";
import type { Session } from "../platforms/platform.ts";
import type { Handling } from "./observer.ts";
import { endSettling } from "./settling.ts";
import { nowOf, signature, type Worker } from "./worker.ts";

/** One post in this worker's hands. */
export interface Task {
  readonly worker: Worker;
  readonly account: Account;
  readonly session: Session;
  /** Which of the account's logins the session was opened with. */
  readonly generation: number;
  readonly token: string;
  readonly view: PostView;
  readonly plan: Plan;
  /** Hears of each act. */
  readonly handling: Handling;
}

/** The post as it stands now, of which the state machine is asked again; or that it is left for now. */
export type Continue = { readonly again: PostView } | "stop";

/** Moves the post to a state in which no worker holds it. */
export async function move({ worker, view, token }: Task, transition: Transition, reason?: string): Promise<void> {
  const change: Change = { transition, set: { dueAt: null }, note: reason === undefined ? {} : { reason } };
  await worker.store.move(view.post.id, token, change, nowOf(worker), signature(worker));
  await endSettling(worker, view.post.id);
}

/** Whether a refusal is the login's fault and there is another by now: then what was certainly refused may be tried once more. */
export async function hasOtherLogin({ worker, account, generation }: Task, problem: Problem | undefined): Promise<boolean> {
  return problem?.code === "account-credential" && ((await worker.logins?.replaced(account, generation)) ?? false);
}

/** Says that the post is out. @param view with all outcomes in its journal */
export function tellPublished({ worker, plan }: Task, view: PostView): void {
  const outputs = [...outputsOf(standingsOf(plan, view.journal)).values()];
  worker.tell({ kind: "published", post: view.post, url: outputs.find(({ url }) => url)?.url ?? null });
}

/** Gives the post back until later. */
export async function release(task: Task, afterMs: number): Promise<Continue> {
  return releaseUntil(task, task.worker.clocks.earliest() + Math.ceil(afterMs));
}

/** Gives the post back until a known moment; null: until a person acts. */
export async function releaseUntil({ worker, view, token }: Task, dueAt: Instant | null): Promise<Continue> {
  await worker.store.release(view.post.id, token, dueAt);
  return "stop";
}

/** Gives the post back until a person decides. */
export async function rest({ worker, view, token }: Task): Promise<Continue> {
  await worker.store.release(view.post.id, token, null);
  return "stop";
}

/** The account stands still until a person mends it. */
export async function brake({ worker, account }: Task, problem: Problem): Promise<void> {
  const pause = { reason: `${problem.message} ${problem.remedy}`, since: nowOf(worker), until: null, by: signature(worker) };
  if (await worker.store.pause(account.id, pause)) worker.tell({ kind: "paused", account: account.id, problem });
}

/** The account stands still, and the post waits with it, unharmed. */
export async function pauseAccount(task: Task, problem: Problem): Promise<Continue> {
  await brake(task, problem);
  return release(task, 0);
}

/** Ends the post with a problem that a person must see. */
export async function fail(task: Task, transition: "fail" | "miss", problem: Problem): Promise<Continue> {
  await move(task, transition, `${problem.message} ${problem.remedy}`);
  task.worker.tell({ kind: transition === "fail" ? "failed" : "missed", post: task.view.post, problem });
  return "stop";
}
