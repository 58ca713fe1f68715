import type { PostView } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import type { Ahead } from "../storage/timed.ts";
import { isLate } from "./calendar.ts";
import { accountOf, type Desk, nowOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { postponedPosts } from "./status.ts";
import { timeCursorOf, timePlaceIn } from "./time-cursor.ts";

/** A post on its way, in a line. */
export interface QueuedPost {
  readonly view: PostView;
  readonly platformName: string;
  readonly words: string;
  /** Why it waits for a later day; null: it doesn't. */
  readonly postponed: string | null;
  /** Why its account, or everything, stands still; null: it doesn't. */
  readonly paused: string | null;
  readonly isLate: boolean;
}

const underWay = ["publishing", "waiting", "held", "approved"] as const satisfies Ahead;
/** States that can be looked at by themselves. */
export const queueStates = [...underWay, "draft", "failed", "missed"] as const satisfies Ahead;

export interface QueueQuestion {
  /** Absent: of all accounts. */
  readonly account?: string;
  /** Absent: all that is approved or under way. */
  readonly state?: (typeof queueStates)[number];
}

export interface Queue {
  readonly posts: readonly QueuedPost[];
  /** Whether this is the first page. */
  readonly isFirst: boolean;
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

const perPage = 200;

function pauseOn({ account, house }: PostView, now: number): string | null {
  return [house.pause, account.pause].find((pause) => isPaused(pause, now))?.reason ?? null;
}

function isLateNow(desk: Desk, { post }: PostView): boolean {
  const account = accountOf(desk, post.account);
  return account.ok && isLate(post, account.value, nowOf(desk));
}

/** The queue by time, a page at a time. @param cursor `next` of the page before; absent: the first page */
export async function queueOf(desk: Desk, { account, state }: QueueQuestion = {}, cursor?: string): Promise<Queue> {
  const after = timePlaceIn(cursor, queueStates);
  const question = {
    states: state === undefined ? underWay : [state],
    untimed: "first",
    ...(account === undefined ? {} : { account }),
  } as const;
  const { rows, next } = await desk.store.pages.byTime(question, after, perPage);
  const later = new Map((await postponedPosts(desk)).map(({ post, reason }) => [post, reason]));
  const posts = (await desk.store.pages.views(rows)).map((view) => ({
    view,
    platformName: desk.registry[view.post.platform].name,
    words: firstWordsOf(desk, view),
    postponed: later.get(view.post.id) ?? null,
    paused: pauseOn(view, nowOf(desk)),
    isLate: isLateNow(desk, view),
  }));
  return { posts, isFirst: after === null, next: next && timeCursorOf(next) };
}
