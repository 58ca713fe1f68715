import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { PostView, StoredSummary } from "../domain/view.ts";
import type { SummaryVersion } from "../storage/stories.ts";
import { type Desk, viewsOf } from "./desk.ts";

/** A story with all that became of it. */
export interface Story {
  readonly summary: StoredSummary;
  /** The first one first; the last one is `summary`. */
  readonly versions: readonly SummaryVersion[];
  readonly posts: readonly PostView[];
}

export function unknownStory(id: string): Result<never> {
  return refuse(
    block("input-unknown-summary", id, "There is no story of this name.", "`herald list --json` names the story of every post."),
  );
}

/** The story as it stands, or that there is none. */
export async function storedStory(desk: Desk, id: string): Promise<Result<StoredSummary>> {
  const summary = await desk.store.summary(id);
  return summary ? ok(summary) : unknownStory(id);
}

/** A story, every version of it, and its posts. */
export async function story(desk: Desk, id: string): Promise<Result<Story>> {
  const summary = await storedStory(desk, id);
  if (!summary.ok) return summary;
  const [versions, posts] = await Promise.all([desk.store.stories.versions(id), desk.store.posts({ summaryId: id })]);
  return ok({ summary: summary.value, versions, posts: await viewsOf(desk, posts) });
}
