import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { PostView, StoredSummary } from "../domain/view.ts";
import { beyondAgents } from "../pipeline/approval.ts";
import { digestOf } from "../pipeline/digest.ts";
import { halfSent, standingParts } from "../pipeline/half-sent.ts";
import { accountsFor, readSummary } from "../pipeline/intake.ts";
import { followsStory, revise as reviseStage } from "../pipeline/review.ts";
import { forbidden } from "../pipeline/rights.ts";
import { againOf, composeAgain } from "./compose-again.ts";
import { accountOf, type Desk, nowOf, viewsOf } from "./desk.ts";
import type { Input } from "./preview.ts";
import { storedStory } from "./story.ts";
import type { Wording } from "./word-post.ts";

export interface Revised {
  readonly summary: Summary;
  readonly version: number;
  /** Drafts now, composed anew. */
  readonly posts: readonly PostView[];
  /** What readers see as it was: each may need a correction. */
  readonly out: readonly PostView[];
}

/** The same to the letter, but for its name and where it came from. */
function isSame(one: Summary, other: Summary): boolean {
  const plain = ({ id: _, source: __, ...rest }: Summary) => digestOf(JSON.parse(JSON.stringify(rest)));
  return plain(one) === plain(other);
}

function objections({ summary }: StoredSummary, next: Summary, desk: Desk): readonly Problem[] {
  const { id, language } = summary;
  if (next.language !== language)
    return [
      block(
        "input-language",
        id,
        "A story stays in its language.",
        "Add the other language as a story of its own, with the same `story:`.",
      ),
    ];
  if (isSame(summary, next))
    return [block("input-unchanged", id, "Nothing in it is different.", "Change it in the file, then run the command again.")];
  const accounts = accountsFor(next, desk.settings.accounts);
  return accounts.ok ? [] : accounts.problems;
}

/** Every post that follows the story, composed from the new version. */
async function composeAll(desk: Desk, views: readonly PostView[], summary: Summary): Promise<Result<ReadonlyMap<string, Wording>>> {
  const composed = await Promise.all(
    views.filter(followsStory).map(async (view): Promise<Result<readonly [string, Wording]>> => {
      const account = accountOf(desk, view.post.account);
      if (!account.ok) return account;
      const again = againOf({ ...view, summary: { ...view.summary, summary } }, account.value, view.post.look ?? {});
      return ok([view.post.id, await composeAgain(desk, again)]);
    }),
  );
  const problems = composed.flatMap((one): readonly Problem[] => (one.ok ? [] : one.problems));
  return problems.length > 0 ? refuse(...problems) : ok(new Map(composed.flatMap((one) => (one.ok ? [one.value] : []))));
}

function changedMeanwhile(id: string): Result<never> {
  return refuse(
    block("state-changed", `post ${id}`, "It changed while the story was being changed.", "Run the command again; nothing was changed."),
  );
}

/** True where readers see something of the post. */
function isOut(view: PostView): boolean {
  const all = halfSent(view);
  return all !== null && standingParts(all).length > 0;
}

/**
 * Changes a story once for all of its posts: what readers have not seen is composed anew, an editor's words stay, approvals are gone;
 * what they have seen stays as it is. Every version is kept. A worker takes a post either as it was or as it is now, whole.
 * @param seen the version that whoever changed it had open; refused if another stands by now. Absent: the one that stands
 */
export async function revise(desk: Desk, summaryId: string, input: Input, seen?: number): Promise<Result<Revised>> {
  const objection = forbidden(desk.actor, "write");
  if (objection) return refuse(objection);
  const stored = await storedStory(desk, summaryId);
  if (!stored.ok) return stored;
  const read = readSummary(input, { timezone: desk.settings.timezone });
  if (!read.ok) return read;
  const summary = { ...read.value, id: summaryId };
  const problems = objections(stored.value, summary, desk);
  if (problems.length > 0) return refuse(...problems);
  const views = await viewsOf(desk, await desk.store.posts({ summaryId }));
  const beyond = views.flatMap((view) => beyondAgents(desk.actor, view) ?? []);
  if (beyond.length > 0) return refuse(...beyond);
  const wordings = await composeAll(desk, views, summary);
  if (!wordings.ok) return wordings;
  const decide = (view: PostView) => {
    // Somebody may have approved it since. What is half out counts too: its story's embargo would stop the rest.
    const objection = beyondAgents(desk.actor, view);
    if (objection) return refuse(objection);
    if (!followsStory(view)) return null;
    const wording = wordings.value.get(view.post.id);
    return wording ? reviseStage(view, wording.content, wording) : changedMeanwhile(view.post.id);
  };
  const before = seen ?? stored.value.version ?? 1;
  const revised = await desk.store.stories.revise(summaryId, { seen: before, summary }, decide, nowOf(desk), desk.actor.id);
  if (!revised.ok) return revised;
  const { version, posts } = revised.value;
  const now = await viewsOf(desk, await desk.store.posts({ summaryId }));
  return ok({ summary, version, posts: await viewsOf(desk, posts), out: now.filter(isOut) });
}
