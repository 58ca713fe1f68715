import type { Post } from "../domain/post.ts";
import { ok, type Result, refuse } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { forbidden, rightFor } from "../pipeline/rights.ts";
import { type Desk, nowOf } from "./desk.ts";

/** The one way in which a person's decision on posts is carried out: all or none, and only with the right that each change needs. */
export function decideAs(desk: Desk, ids: readonly string[], stage: (view: PostView) => Result<Change>): Promise<Result<readonly Post[]>> {
  const allowed = (view: PostView): Result<Change> => {
    const change = stage(view);
    if (!change.ok) return change;
    const objection = forbidden(desk.actor, rightFor[change.value.transition]);
    return objection ? refuse(objection) : ok(change.value);
  };
  return desk.store.decide(ids, allowed, nowOf(desk), desk.actor.id);
}
