/** What the house decides by itself: announced a quarter of an hour ahead, and only where the rules of the account say so. */
import { type Instant, toIso } from "../domain/instant.ts";
import type { Transition } from "../domain/post.ts";
import { block, type Result, refuse } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { isQuiet } from "../notify/letters/quiet-hours.ts";
import type { Staff } from "../pipeline/approval.ts";
import { autoStep, chosenSource, freshMs, noticeMs } from "../pipeline/review.ts";
import type { Place } from "../storage/pages.ts";
import { pictureProblems } from "./approve.ts";
import { decideAs } from "./decide-as.ts";
import { type Desk, nowOf } from "./desk.ts";
import { benchesFor } from "./override.ts";
import { recordSettings } from "./record-settings.ts";
import { viewsIn } from "./stretches.ts";

/** Signs what no person decided. */
const herald = { id: "herald", role: "herald" } as const;

/** Fresh drafts from sources that the settings name; most houses name none, and nothing is read. */
async function named(desk: Desk): Promise<readonly PostView[]> {
  const accounts = desk.settings.accounts.filter(({ approval }) => (approval?.auto ?? []).length > 0);
  const fresh: PostView[] = [];
  for (const account of accounts) {
    for await (const views of freshDrafts(desk, account.id))
      fresh.push(...views.filter(({ summary }) => chosenSource(summary.summary, account) !== null));
  }
  return fresh;
}

function freshDrafts(desk: Desk, account: string): AsyncGenerator<readonly PostView[], void, undefined> {
  const from = { at: nowOf(desk) - freshMs + 1, summaryId: "", ordinal: -1 };
  return viewsIn(desk, (after: Place | null, limit) => desk.store.pages.posts({ account, state: "draft" }, after ?? from, limit));
}

function nothingToDo({ post }: PostView): Result<never> {
  return refuse(block("state-auto", `post ${post.id}`, "The house has nothing to decide on it.", "A person decides."));
}

/** Nothing is announced that would be decided in the hours in which nobody is written to. */
function whileToldOf(desk: Desk, change: Change | null): Change | null {
  return change?.transition === "announce" && isSilent(desk, nowOf(desk) + noticeMs) ? null : change;
}

function isSilent({ settings: { timezone, tell } }: Desk, at: Instant): boolean {
  return isQuiet({ timezone, quiet: tell.quiet }, at);
}

/** Decided on the post as it stands in its transaction, whatever it was when it was found. */
async function step(desk: Desk, id: string): Promise<Transition | null> {
  const [benches, wrong] = [await benchesFor(desk, [id]), await pictureProblems(desk, [id])];
  const bench = benches.ok && wrong.length === 0 ? benches.value.get(id) : undefined;
  if (!bench) return null;
  let done: Transition | null = null;
  const posts = await decideAs({ ...desk, actor: herald }, [id], (view: PostView, staff: Staff): Result<Change> => {
    const change = whileToldOf(desk, autoStep(view, { ...bench, staff }));
    done = change?.transition ?? null;
    return change ? { ok: true, value: change } : nothingToDo(view);
  });
  return posts.ok ? done : null;
}

/** What the house did, a line a post: announced, or approved; nothing in the hours in which nobody could be told in time. Any worker may do it; the rules are asked anew in each transaction. */
export async function autoApprove(desk: Desk): Promise<readonly string[]> {
  if (isSilent(desk, nowOf(desk))) return [];
  const lines: string[] = [];
  const drafts = await named(desk);
  if (drafts.length > 0) await recordSettings(desk);
  for (const { post } of drafts) {
    const done = await step(desk, post.id);
    const at = toIso(nowOf(desk) + noticeMs);
    if (done === "announce") lines.push(`${post.id} is approved by the house's rule at ${at}, unless: herald stop-auto ${post.id}`);
    if (done === "approve") lines.push(`${post.id} is approved by the house's rule.`);
  }
  return lines;
}
