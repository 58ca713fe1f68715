/** What readers made of posts, for the people who write them. */
import type { Instant } from "../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Mark, Outcomes, Tally } from "../domain/result.ts";
import type { PostView } from "../domain/view.ts";
import { ageAt, type Comparison, compare, markNames, type Question } from "../pipeline/results.ts";
import { forbidden } from "../pipeline/rights.ts";
import { type Desk, nowOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { type ReadingCost, readingCosts } from "./results-cost.ts";
import { shownOf } from "./shown.ts";

const dayMs = 86_400_000;
/** Readers change: what is older says little of today's. */
export const usualSinceMs = 90 * dayMs;
const most = 2000;

/** Which posts. */
export interface Span {
  readonly since: Instant;
  /** Absent: of every account. */
  readonly account?: string;
}

/** A post that came out, with what is known of its readers. */
export interface PostResult extends Outcomes {
  readonly view: PostView;
  readonly words: string;
  /** Where readers see it; null: nobody said where. */
  readonly url: string | null;
  /** IANA zone of its account. */
  readonly zone: string;
}

async function outcomesIn({ store }: Desk, { since, account }: Span): Promise<readonly Outcomes[]> {
  const all = await store.results.since(since, most, account);
  return all.filter((one) => one.counts.length > 0);
}

function zoneOf({ settings }: Desk, id: string): string {
  return settings.accounts.find((account) => account.id === id)?.timetable.timezone ?? settings.timezone;
}

/** The latest first. @param atMost how many */
export async function postResults(desk: Desk, span: Span, atMost = most): Promise<readonly PostResult[]> {
  const outcomes = (await outcomesIn(desk, span)).slice(0, atMost);
  const views = new Map((await desk.store.views(outcomes.map(({ post }) => post))).map((view) => [view.post.id, view]));
  return outcomes.flatMap((one) => {
    const view = views.get(one.post);
    if (!view) return [];
    const url = shownOf(view)?.output.url ?? null;
    return [{ ...one, view, words: firstWordsOf(desk, view), url, zone: zoneOf(desk, one.account) }];
  });
}

/** How posts compare, an account at a time, and what is paid for knowing. */
export interface ComparedResults {
  readonly comparisons: readonly Comparison[];
  readonly costs: readonly ReadingCost[];
}

export async function compareResults(desk: Desk, span: Span, question: Question): Promise<ComparedResults> {
  return { comparisons: compare(await outcomesIn(desk, span), question), costs: await readingCosts(desk) };
}

/** What somebody saw on a platform that tells no program: likes and comments. */
export interface TypedCounts {
  readonly mark: Mark;
  readonly likes: number | null;
  readonly comments: number | null;
}

function notCounted(id: string, message: string, remedy: string): Problem {
  return block("input-results", `post ${id}`, message, remedy);
}

/** Only where no API tells: a person's number must not stand in a program's place. */
function objectionTo(desk: Desk, id: string, outcomes: Outcomes | undefined, { mark, likes, comments }: TypedCounts): Problem | null {
  const count = outcomes?.counts.find((each) => each.mark === mark);
  if (!outcomes || !count) return notCounted(id, "This post is not counted.", "`herald results` shows those that are.");
  const isTyped = count.fate === "by-hand" || count.by !== null;
  if (!isTyped && nowOf(desk) < outcomes.outAt + ageAt[mark])
    return notCounted(id, `It is not out for ${markNames[mark]} yet.`, "Type its counts when it is.");
  if (!isTyped) return notCounted(id, "Its platform tells Herald its counts.", "Leave them as they are.");
  const isWrong = [likes, comments].some((each) => each !== null && (!Number.isSafeInteger(each) || each < 0));
  if (isWrong || (likes === null && comments === null))
    return notCounted(id, "No counts are given.", "Give likes, comments or both, as whole numbers.");
  return null;
}

/** Keeps what a person saw; the age that it really had stands beside it. */
export async function typeCounts(desk: Desk, id: string, typed: TypedCounts): Promise<Result<Outcomes>> {
  const problem = forbidden(desk.actor, "hand-off") ?? objectionTo(desk, id, await desk.store.results.of(id), typed);
  if (problem) return refuse(problem);
  const { mark, likes, comments } = typed;
  const tally: Tally = { likes, comments, reposts: null, replies: null, quotes: null, views: null };
  await desk.store.results.type(id, mark, tally, nowOf(desk), desk.actor.id);
  const kept = await desk.store.results.of(id);
  return kept ? ok(kept) : refuse(notCounted(id, "This post is not counted.", "`herald results` shows those that are."));
}
