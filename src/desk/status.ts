import { type Instant, toIso } from "../domain/instant.ts";
import type { PostView } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { type Desk, nowOf, viewsOf } from "./desk.ts";
import { type OpenIncident, openIncidents } from "./incidents.ts";
import { stoppedPosts } from "./pause.ts";
import { type AgreedReport, postsReport } from "./posts-report.ts";
import { sourceNotes } from "./sources.ts";
import { webhookNotes } from "./webhook-reports.ts";

/** Accounts that stand still, posts that wait for a person, and what went wrong. */
export interface Status {
  readonly paused: readonly { readonly account: string; readonly reason: string; readonly since: string; readonly until: string | null }[];
  readonly waiting: readonly PostView[];
  /** Approved posts that wait for the next day with room. */
  readonly postponed: readonly { readonly post: string; readonly account: string; readonly until: string; readonly reason: string }[];
  /** What people were or will be told of, oldest first. */
  readonly incidents: readonly OpenIncident[];
}

/** The most pressing first. */
const pressing = ["held", "failed", "missed", "waiting", "draft"] as const;

function iso(instant: Instant | null): string | null {
  return instant === null ? null : toIso(instant);
}

/** Threads that a pause stopped between two parts, and those whose rest is approved and waits to be sent. */
async function halfway(desk: Desk): Promise<readonly PostView[]> {
  const approved = (await desk.store.posts({ state: "approved" })).filter(({ dueAt }) => dueAt === null);
  return [...(await stoppedPosts(desk, null)), ...(await viewsOf(desk, approved))];
}

/** Posts for which a budget or a platform had no room at their time, and why, as their journals say. */
export async function postponedPosts(desk: Desk): Promise<Status["postponed"]> {
  return (await desk.store.postponed()).flatMap(({ post, journal }) => {
    const moved = journal.findLast((entry) => entry.kind === "moved" && entry.transition === "schedule");
    const reason = moved?.kind === "moved" ? moved.reason : undefined;
    return post.scheduledAt === null || reason === undefined
      ? []
      : [{ post: post.id, account: post.account, until: toIso(post.scheduledAt), reason }];
  });
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
  const half = await halfway(desk);
  const paused = pauses.map(({ id, pause }) => ({ account: id, reason: pause.reason, since: toIso(pause.since), until: iso(pause.until) }));
  const waiting = [...half, ...(await viewsOf(desk, groups.flat()))];
  return { paused, waiting, postponed: await postponedPosts(desk), incidents: await openIncidents(desk) };
}

/** The same as other programs read it. */
export interface StatusReport extends Omit<Status, "waiting"> {
  readonly posts: readonly AgreedReport[];
  /** What people should know of sources; absent: nothing. */
  readonly sources?: readonly string[];
  /** What is wrong with webhooks, a sentence each, for those who look after the house; absent: nothing. */
  readonly webhooks?: readonly string[];
}

export async function statusReport(desk: Desk): Promise<StatusReport> {
  const { waiting, ...rest } = await status(desk);
  const notes = await sourceNotes(desk);
  const webhooks = await webhookNotes(desk);
  const more = { ...(notes.length > 0 ? { sources: notes } : {}), ...(webhooks.length > 0 ? { webhooks } : {}) };
  return { posts: await postsReport(desk, waiting), ...rest, ...more };
}
