import { ok, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { type Fate, fateOf, withdrawn } from "../pipeline/review.ts";
import { forbidden } from "../pipeline/rights.ts";
import { type Desk, nowOf, viewsOf } from "./desk.ts";
import { storedStory } from "./story.ts";

/** A post, and what a withdrawal does to it. */
export interface Fated {
  readonly view: PostView;
  readonly fate: Fate;
}

/** What withdrawing the story would do, post by post; changes nothing. */
export async function withdrawal(desk: Desk, summaryId: string): Promise<Result<readonly Fated[]>> {
  const stored = await storedStory(desk, summaryId);
  if (!stored.ok) return stored;
  const views = await viewsOf(desk, await desk.store.posts({ summaryId }));
  return ok(views.map((view) => ({ view, fate: fateOf(view, desk.registry[view.post.platform]) })));
}

/**
 * Takes a story back: nothing more of it goes out, and what is out is proposed to be deleted, each post by an approval of its own.
 * Done again it sees to what stood in between two parts the first time.
 */
export async function withdraw(desk: Desk, summaryId: string, reason: string): Promise<Result<readonly Fated[]>> {
  const objection = forbidden(desk.actor, "correct");
  if (objection) return refuse(objection);
  const fates = new Map<string, Fate>();
  const decide = (view: PostView) => {
    const platform = desk.registry[view.post.platform];
    fates.set(view.post.id, fateOf(view, platform));
    const change = withdrawn(view, platform, reason);
    return change && ok(change);
  };
  const done = await desk.store.stories.withdraw(summaryId, reason, decide, nowOf(desk), desk.actor.id);
  if (!done.ok) return done;
  const views = await viewsOf(desk, await desk.store.posts({ summaryId }));
  return ok(views.map((view) => ({ view, fate: fates.get(view.post.id) ?? "leave" })));
}
