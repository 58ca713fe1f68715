import { type Instant, toIso } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { isStopped } from "../pipeline/half-sent.ts";
import type { Place } from "../storage/pages.ts";
import { type Desk, nowOf } from "./desk.ts";
import { type OpenIncident, openIncidents } from "./incidents.ts";
import { stoppedPosts } from "./pause.ts";
import { type AgreedReport, postsReport } from "./posts-report.ts";
import { sourceNotes } from "./sources.ts";
import { viewsIn, viewsOfState } from "./stretches.ts";
import { webhookNotes } from "./webhook-reports.ts";

/** Accounts that stand still, posts that wait for a person, and what went wrong. */
export interface Status {
  readonly paused: readonly { readonly account: string; readonly reason: string; readonly since: string; readonly until: string | null }[];
  /** The most pressing first: doubts, then failures, hand-offs and drafts; some at a time, as they are asked for. */
  readonly waiting: AsyncIterable<readonly PostView[]>;
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

/** Posts whose rest waits for somebody's word: approved ones, or drafts. */
export function viewsOfRests(desk: Desk, state: "approved" | "draft"): AsyncGenerator<readonly PostView[], void, undefined> {
  return viewsIn(desk, (after: Place | null, limit) => desk.store.pages.rests(state, after, limit));
}

/** Threads that a pause stopped between two parts, then those whose rest is approved and waits to be sent, then what is pressing. */
async function* waitingOn(desk: Desk): AsyncGenerator<readonly PostView[], void, undefined> {
  const stopped = await stoppedPosts(desk, null);
  if (stopped.length > 0) yield stopped;
  yield* viewsOfRests(desk, "approved");
  for (const state of pressing) yield* viewsOfState(desk, state);
}

/** Whether `waiting` holds the post. */
export function isWaiting(view: PostView): boolean {
  const { state, dueAt } = view.post;
  return (pressing as readonly State[]).includes(state) || (state === "approved" && dueAt === null) || isStopped(view);
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

/** What waits for a person, and why. */
export async function status(desk: Desk): Promise<Status> {
  const [accounts, house] = await Promise.all([desk.store.accounts(), desk.store.housePause()]);
  const pauses = [{ id: "all", pause: house }, ...accounts].flatMap(({ id, pause }) =>
    pause && isPaused(pause, nowOf(desk)) ? [{ id, pause }] : [],
  );
  const paused = pauses.map(({ id, pause }) => ({ account: id, reason: pause.reason, since: toIso(pause.since), until: iso(pause.until) }));
  return { paused, waiting: waitingOn(desk), postponed: await postponedPosts(desk), incidents: await openIncidents(desk) };
}

/** The same as other programs read it. */
export interface StatusReport extends Omit<Status, "waiting"> {
  /** The most pressing first, and no more than can be looked through. */
  readonly posts: readonly AgreedReport[];
  /** How many posts wait beside these; absent: none. */
  readonly more?: number;
  /** What people should know of sources; absent: nothing. */
  readonly sources?: readonly string[];
  /** What is wrong with webhooks, a sentence each, for those who look after the house; absent: nothing. */
  readonly webhooks?: readonly string[];
}

/** More than this no program asks for at once: states are listed a page at a time elsewhere. */
const mostReported = 500;

/** As many as are reported, and how many more there are. */
async function firstOf(desk: Desk, waiting: Status["waiting"]): Promise<{ readonly views: readonly PostView[]; readonly more: number }> {
  const views: PostView[] = [];
  for await (const some of waiting) {
    views.push(...some);
    if (views.length > mostReported) break;
  }
  const reported = views.slice(0, mostReported);
  if (views.length === reported.length) return { views, more: 0 };
  const counts = [...(await desk.store.count(pressing)).values()];
  const half = reported.filter(({ post }) => !(pressing as readonly State[]).includes(post.state));
  return { views: reported, more: Math.max(counts.reduce((sum, count) => sum + count, half.length) - reported.length, 1) };
}

export async function statusReport(desk: Desk): Promise<StatusReport> {
  const { waiting, ...rest } = await status(desk);
  const { views, more: left } = await firstOf(desk, waiting);
  const notes = await sourceNotes(desk);
  const webhooks = await webhookNotes(desk);
  const more = { ...(notes.length > 0 ? { sources: notes } : {}), ...(webhooks.length > 0 ? { webhooks } : {}) };
  return { posts: await postsReport(desk, views), ...(left > 0 ? { more: left } : {}), ...rest, ...more };
}
