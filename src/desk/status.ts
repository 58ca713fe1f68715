import { type Instant, toIso } from "../domain/instant.ts";
import type { PostView } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { type Desk, nowOf, viewsOf } from "./desk.ts";

/** Accounts that stand still, and posts that wait for a person. */
export interface Status {
  readonly paused: readonly { readonly account: string; readonly reason: string; readonly since: string; readonly until: string | null }[];
  readonly waiting: readonly PostView[];
}

/** The most pressing first. */
const pressing = ["held", "failed", "missed", "waiting", "draft"] as const;

function iso(instant: Instant | null): string | null {
  return instant === null ? null : toIso(instant);
}

/** What waits for a person, the most pressing first: doubts, then failures, hand-offs and drafts. */
export async function status(desk: Desk): Promise<Status> {
  const [accounts, house, ...groups] = await Promise.all([
    desk.store.accounts(),
    desk.store.housePause(),
    ...pressing.map((state) => desk.store.posts({ state })),
  ]);
  const pauses = [{ id: "all", pause: house }, ...accounts].flatMap(({ id, pause }) =>
    pause && isPaused(pause, nowOf(desk)) ? [{ id, pause }] : [],
  );
  const paused = pauses.map(({ id, pause }) => ({ account: id, reason: pause.reason, since: toIso(pause.since), until: iso(pause.until) }));
  return { paused, waiting: await viewsOf(desk, groups.flat()) };
}
