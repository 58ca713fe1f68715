import { ok, passes, type Result } from "../domain/problem.ts";
import { add } from "./add.ts";
import { approve } from "./approve.ts";
import type { Desk } from "./desk.ts";
import type { Input } from "./preview.ts";
import { reportOf } from "./report.ts";

/** What a newcomer's queue was filled with, in lines to print. */
export interface Seeded {
  readonly lines: readonly string[];
}

/** Approves every draft of the summary that nothing stops, to go out at once. */
async function publishNow(desk: Desk, summaryId: string): Promise<readonly string[]> {
  const drafts = await desk.store.posts({ summaryId, state: "draft" });
  const views = await Promise.all(drafts.map(({ id }) => desk.store.view(id)));
  const ready = views.flatMap((view) => (view && passes(reportOf(desk, view).problems) ? [view.post.id] : []));
  const approved = ready.length > 0 ? await approve(desk, ready, { when: { kind: "now" } }) : ok([]);
  return approved.ok ? approved.value.map(({ post }) => `approved   ${post.id}  ${post.account}`) : [];
}

/**
 * Fills an empty sandbox with the example summaries: all are composed, the first is approved for now, the rest wait.
 * Does nothing where the sandbox holds something already, or outside the sandbox.
 */
export async function seedExamples(desk: Desk, examples: readonly Input[]): Promise<Result<Seeded>> {
  if (desk.settings.mode !== "sandbox" || (await desk.store.summaries()).length > 0) return ok({ lines: [] });
  const added = await add(desk, examples);
  if (!added.ok) return added;
  const lines = added.value.flatMap(({ summary, posts }) =>
    posts.map(({ post }) => `composed   ${post.id}  ${post.account}  from ${summary.source}`),
  );
  const first = added.value[0];
  return ok({ lines: [...lines, ...(first ? await publishNow(desk, first.summary.id) : [])] });
}
