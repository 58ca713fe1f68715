import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { isLate } from "./calendar.ts";
import { accountOf, type Desk, nowOf, viewsOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { postponedPosts } from "./status.ts";

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

const underWay: readonly State[] = ["publishing", "waiting", "held", "approved"];

function pauseOn({ account, house }: PostView, now: number): string | null {
  return [house.pause, account.pause].find((pause) => isPaused(pause, now))?.reason ?? null;
}

function isLateNow(desk: Desk, { post }: PostView): boolean {
  const account = accountOf(desk, post.account);
  return account.ok && isLate(post, account.value, nowOf(desk));
}

/** All that is approved or under way, by time. @param account only this one's; absent: all */
export async function queueOf(desk: Desk, account?: string): Promise<readonly QueuedPost[]> {
  const posts = await Promise.all(underWay.map((state) => desk.store.posts({ state, ...(account === undefined ? {} : { account }) })));
  const later = new Map((await postponedPosts(desk)).map(({ post, reason }) => [post, reason]));
  const views = (await viewsOf(desk, posts.flat())).toSorted((a, b) => (a.post.scheduledAt ?? 0) - (b.post.scheduledAt ?? 0));
  return views.map((view) => ({
    view,
    platformName: desk.registry[view.post.platform].name,
    words: firstWordsOf(desk, view),
    postponed: later.get(view.post.id) ?? null,
    paused: pauseOn(view, nowOf(desk)),
    isLate: isLateNow(desk, view),
  }));
}
