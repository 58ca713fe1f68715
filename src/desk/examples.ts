import { ok, passes, type Result } from "../domain/problem.ts";
import { type Added, add } from "./add.ts";
import { approve } from "./approve.ts";
import type { Desk } from "./desk.ts";
import type { Input } from "./preview.ts";
import { reportOf } from "./report.ts";

/** Approves every draft of the summary that nothing stops, to go out at once. */
async function publishNow(desk: Desk, summaryId: string): Promise<readonly string[]> {
  const drafts = await desk.store.posts({ summaryId, state: "draft" });
  const views = await Promise.all(drafts.map(({ id }) => desk.store.view(id)));
  const ready = views.flatMap((view) => (view && passes(reportOf(desk, view).problems) ? [view.post.id] : []));
  const approved = ready.length > 0 ? await approve(desk, ready, { when: { kind: "now" } }) : ok([]);
  return approved.ok ? approved.value.map(({ post }) => `approved   ${post.id}  ${post.account}`) : [];
}

function composedLine({ summary, posts }: Added): string {
  return `composed   ${posts.map(({ post }) => `${post.id} (${post.account})`).join(", ")} from ${summary.source}`;
}

/**
 * Fills an empty sandbox with the example summaries: all are composed, one is approved for now, the rest wait.
 * Does nothing where the sandbox holds something already, or outside the sandbox.
 * @param showpiece the name of the example that is published at once.
 */
export async function seedExamples(desk: Desk, examples: readonly Input[], showpiece: string): Promise<Result<readonly string[]>> {
  if (desk.settings.mode !== "sandbox" || (await desk.store.pages.summaries(null, 1)).rows.length > 0) return ok([]);
  // The examples are Herald's own, whoever starts it.
  const herald: Desk = { ...desk, actor: { id: desk.actor.id, role: "operator" } };
  const added = await add(herald, examples);
  if (!added.ok) return added;
  const chosen = added.value.find(({ summary }) => summary.source === showpiece);
  return ok([...added.value.map(composedLine), ...(chosen ? await publishNow(herald, chosen.summary.id) : [])]);
}
