import { type Instant, toIso } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { digestOfToken, isToken, newToken } from "../people/tokens.ts";
import { type Desk, nowOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { viewsPlaced } from "./stretches.ts";

/** One post as other people's calendars show it. */
export interface FeedEvent {
  readonly id: string;
  readonly account: string;
  readonly platformName: string;
  readonly state: State;
  readonly at: Instant;
  readonly createdAt: Instant;
  /** When it last changed. */
  readonly changedAt: Instant;
  readonly revision: number;
  /** Its first words; null: its story is under embargo. */
  readonly words: string | null;
}

const dayMs = 86_400_000;
const lookBackMs = 31 * dayMs;
/** Further ahead no calendar is looked at. */
const lookAheadMs = 366 * dayMs;
const standing: readonly State[] = ["approved", "publishing", "waiting", "held", "published"];

/** A new secret for the address of this person's calendar; the one before is dead. It is told once and kept by its digest only. */
export async function newFeed(desk: Desk): Promise<string> {
  const token = newToken();
  await desk.store.feeds.keep(digestOfToken(token), desk.actor.id, nowOf(desk));
  return token;
}

/** When this person's address was made; null: they have none. */
export async function feedSince(desk: Desk): Promise<string | null> {
  const feed = await desk.store.feeds.of(desk.actor.id);
  return feed ? toIso(feed.madeAt) : null;
}

/** An address lives as long as its owner works here; without people it is the house's. */
async function isLive(desk: Desk, token: string): Promise<boolean> {
  const feed = isToken(token) ? await desk.store.feeds.find(digestOfToken(token)) : undefined;
  if (!feed) return false;
  const people = await desk.store.people.list();
  return people.length === 0 || people.some(({ id, active }) => id === feed.owner && active);
}

/** What stands in the calendar, from a month ago to a year ahead; null: there is no such address. */
export async function feedOf(desk: Desk, token: string): Promise<readonly FeedEvent[] | null> {
  if (!(await isLive(desk, token))) return null;
  const now = nowOf(desk);
  const events: FeedEvent[] = [];
  for (const { id: account } of desk.settings.accounts) {
    const span = { account, states: standing, from: now - lookBackMs, until: now + lookAheadMs };
    for await (const views of viewsPlaced(desk, span)) events.push(...views.flatMap((view) => eventOf(desk, view, now)));
  }
  return events;
}

function eventOf(desk: Desk, view: PostView, now: Instant): readonly FeedEvent[] {
  const { post, summary, journal } = view;
  if (post.scheduledAt === null) return [];
  const isHidden = (summary.summary.embargo ?? now) > now;
  return [
    {
      id: post.id,
      account: post.account,
      platformName: desk.registry[post.platform].name,
      state: post.state,
      at: post.scheduledAt,
      createdAt: post.createdAt,
      changedAt: journal.at(-1)?.at ?? post.createdAt,
      revision: post.revision,
      words: isHidden ? null : firstWordsOf(desk, view),
    },
  ];
}
