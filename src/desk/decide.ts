import { ok, type Result } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { lookAgain as lookStage, type Staff } from "../pipeline/approval.ts";
import {
  ask as askStage,
  cancel as cancelStage,
  reject as rejectStage,
  reschedule,
  retry as retryStage,
  stopAuto as stopAutoStage,
  type When,
} from "../pipeline/review.ts";
import { decideAs } from "./decide-as.ts";
import { benchFor, type Desk, nowOf, viewsOf } from "./desk.ts";

type Stage = (view: PostView, staff: Staff) => Result<Change>;

async function decide(desk: Desk, ids: readonly string[], stage: Stage): Promise<Result<readonly PostView[]>> {
  const posts = await decideAs(desk, ids, stage);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}

/** An editor will not have these posts; the reason is kept. */
export function reject(desk: Desk, ids: readonly string[], reason: string): Promise<Result<readonly PostView[]>> {
  return decide(desk, ids, (view) => rejectStage(view, reason));
}

/** An editor asks the writers of these posts for changes; the note is kept, and any approval is gone. */
export function ask(desk: Desk, ids: readonly string[], note: string): Promise<Result<readonly PostView[]>> {
  return decide(desk, ids, (view) => askStage(view, note));
}

/** Somebody has looked at what another person sent alone. */
export function lookAgain(desk: Desk, ids: readonly string[]): Promise<Result<readonly PostView[]>> {
  return decide(desk, ids, lookStage);
}

/** Somebody wants a person to approve what the house was about to approve by itself. */
export function stopAuto(desk: Desk, ids: readonly string[]): Promise<Result<readonly PostView[]>> {
  return decide(desk, ids, stopAutoStage);
}

/** Stops posts of which nothing is out, also while a worker prepares them: either wins as a whole, and the loser is told. */
export function cancel(desk: Desk, ids: readonly string[]): Promise<Result<readonly PostView[]>> {
  return decide(desk, ids, cancelStage);
}

/** Opens failed or missed posts again of which nothing is out; each goes on at the step that was not done. */
export function retry(desk: Desk, ids: readonly string[]): Promise<Result<readonly PostView[]>> {
  return decide(desk, ids, (view) => retryStage(view, nowOf(desk)));
}

/** Moves an approved post; its approval stays. */
export function schedule(desk: Desk, id: string, when: When): Promise<Result<readonly PostView[]>> {
  return decide(desk, [id], (view) => {
    const bench = benchFor(desk, view.post.account);
    return bench.ok ? reschedule(view, bench.value, when) : bench;
  });
}
