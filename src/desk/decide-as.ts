import type { Post, Transition } from "../domain/post.ts";
import { ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { beyondAgents, mayNotApprove, type Staff } from "../pipeline/approval.ts";
import { forbidden, rightFor } from "../pipeline/rights.ts";
import { accountOf, type Desk, nowOf } from "./desk.ts";
import { staffOf } from "./staff.ts";

/** What stands against this person's doing it: who approves, the account says, where it is known; null: nothing. */
function objectionTo(desk: Desk, { actor }: Staff, view: PostView, { transition }: Pick<Change, "transition">): Problem | null {
  const right = rightFor[transition];
  const account = accountOf(desk, view.post.account);
  const byAccount = right === "approve" && account.ok && actor.role !== "herald";
  return (byAccount ? mayNotApprove(actor, account.value) : forbidden(actor, right)) ?? beyondAgents(actor, view);
}

/** The same before anything is decided: asked first where a decision costs drawing, or words of a model. */
export async function objectionBefore(desk: Desk, view: PostView, transition: Transition): Promise<Problem | null> {
  return objectionTo(desk, await staffOf(desk), view, { transition });
}

/**
 * The one way in which a person's decision on posts is carried out: all or none, and only with the right that each change needs.
 * @param stage pure: what is decided on a post by this person, among these people
 */
export async function decideAs(
  desk: Desk,
  ids: readonly string[],
  stage: (view: PostView, staff: Staff) => Result<Change>,
): Promise<Result<readonly Post[]>> {
  const staff = await staffOf(desk);
  const allowed = (view: PostView): Result<Change> => {
    const change = stage(view, staff);
    if (!change.ok) return change;
    const objection = objectionTo(desk, staff, view, change.value);
    return objection ? refuse(objection) : ok(change.value);
  };
  return desk.store.decide(ids, allowed, nowOf(desk), desk.actor.id);
}
