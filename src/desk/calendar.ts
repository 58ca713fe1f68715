import type { Account } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { Language, Summary } from "../domain/summary.ts";
import type { PostView } from "../domain/view.ts";
import { halfSent } from "../pipeline/half-sent.ts";
import { type QuietSpan, quietSpans, slotsOf } from "../pipeline/schedule.ts";
import { type Desk, nowOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { storyTitle } from "./story-title.ts";
import { viewsPlaced } from "./stretches.ts";
import { daysOf, type Week } from "./week.ts";

/** A post in its place. */
export interface CalendarPost {
  readonly id: string;
  readonly account: Account;
  readonly platformName: string;
  readonly state: State;
  readonly at: Instant;
  readonly words: string;
  readonly lang: Language;
  /** Its time has passed, and it is not out. */
  readonly isLate: boolean;
  /** Until when its story is under embargo; null: it isn't, by now. */
  readonly embargo: Instant | null;
  /** Another post of the account that stands nearer than `minGap`; null: none does. */
  readonly clash: string | null;
  readonly canMove: boolean;
}

/** What stands at one moment of a day. */
export type CalendarItem =
  | { readonly kind: "post"; readonly at: Instant; readonly post: CalendarPost }
  /** Free for these accounts. */
  | { readonly kind: "free"; readonly at: Instant; readonly accounts: readonly Account[] }
  | {
      readonly kind: "embargo";
      readonly at: Instant;
      readonly story: { readonly id: string; readonly title: string; readonly lang: Language };
    };

export interface CalendarDay {
  /** `YYYY-MM-DD` in the editor's zone. */
  readonly date: string;
  readonly isToday: boolean;
  readonly items: readonly CalendarItem[];
  /** Quiet windows that begin on it, and for whom. */
  readonly quiet: readonly (QuietSpan & { readonly accounts: readonly string[] })[];
  /** Accounts of which a slot is free and nothing stands there. */
  readonly gaps: readonly string[];
}

export interface Calendar {
  readonly days: readonly CalendarDay[];
  /** What is late, in any week, the earliest first. */
  readonly late: readonly CalendarPost[];
  /** True where more is late than that. */
  readonly isLateMore: boolean;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const kept: readonly State[] = ["approved", "publishing", "waiting", "held", "published"];

const shown: readonly State[] = [...kept, "failed", "missed"];
const mayBeLate: readonly State[] = ["approved", "waiting"];
/** More late posts of an account than this nobody looks through here. */
const mostLate = 100;
/** An embargo that ends in a week may be that of a post this much later. */
const embargoMs = 31 * dayMs;

/** What stands in the week, or so near to it that the two may clash. */
function viewsAround(desk: Desk, accounts: readonly Account[], week: Week): Promise<readonly PostView[]> {
  const spans = accounts.map(({ id, timetable }) => {
    const besideMs = Math.max(dayMs, timetable.minGapMs);
    return { account: id, states: shown, from: week.from - besideMs, until: week.to + besideMs };
  });
  return all(spans.map((span) => viewsPlaced(desk, span)));
}

async function all(several: readonly AsyncIterable<readonly PostView[]>[]): Promise<readonly PostView[]> {
  const views: PostView[] = [];
  for (const one of several) for await (const some of one) views.push(...some);
  return views;
}

/** What came due before the week and now, and is not out; and whether there is more of it. */
async function lateViews(
  desk: Desk,
  accounts: readonly Account[],
): Promise<{ readonly views: readonly PostView[]; readonly isMore: boolean }> {
  const views: PostView[] = [];
  let isMore = false;
  for (const { id } of accounts) {
    const span = { account: id, states: mayBeLate, from: 0, until: nowOf(desk) };
    const placed = await desk.store.pages.placed(span, null, mostLate + 1);
    isMore ||= placed.length > mostLate;
    views.push(...(await desk.store.pages.views(placed.slice(0, mostLate).map((one) => one.id))));
  }
  return { views, isMore };
}

/** Stories of what stands behind the week and may be under an embargo that ends in it. */
async function laterStories(desk: Desk, accounts: readonly Account[], week: Week): Promise<readonly Summary[]> {
  const stories: Summary[] = [];
  for (const { id: account } of accounts) {
    const span = { account, states: kept, from: week.to, until: week.to + embargoMs };
    for await (const views of viewsPlaced(desk, span))
      for (const { summary } of views) if (endsIn(summary.summary, week)) stories.push(summary.summary);
  }
  return stories;
}

function endsIn({ embargo }: Summary, week: Week): boolean {
  return embargo !== undefined && embargo >= week.from && embargo < week.to;
}

/** Its time has passed, and it is not out; what goes up by hand has until it is no longer news. */
export function isLate({ state, scheduledAt }: PostView["post"], { timetable }: Account, now: Instant): boolean {
  if (scheduledAt === null) return false;
  if (state === "waiting") return now > scheduledAt + timetable.lateAfterMs;
  return state === "approved" && now > scheduledAt + minuteMs;
}

/** The nearest other post of the account that stands too near, where either can still be moved. */
function clashOf(view: PostView, account: Account, others: readonly PostView[]): string | null {
  const at = view.post.scheduledAt ?? 0;
  const isNear = ({ post }: PostView) => Math.abs((post.scheduledAt ?? 0) - at) < account.timetable.minGapMs;
  const other = others.find((one) => one !== view && one.post.account === view.post.account && isNear(one));
  return other && [view, other].some(({ post }) => post.state === "approved") ? other.post.id : null;
}

function calendarPost(desk: Desk, view: PostView, account: Account, standing: readonly PostView[]): CalendarPost {
  const { post, summary } = view;
  const { embargo, language } = summary.summary;
  const now = nowOf(desk);
  return {
    id: post.id,
    account,
    platformName: desk.registry[post.platform].name,
    state: post.state,
    at: post.scheduledAt ?? 0,
    words: firstWordsOf(desk, view),
    lang: language,
    isLate: isLate(post, account, now),
    embargo: embargo !== undefined && embargo > now ? embargo : null,
    clash: kept.includes(post.state) ? clashOf(view, account, standing) : null,
    canMove: post.state === "approved" && halfSent(view) === null,
  };
}

/** Slots to come that nothing stands near, at each moment for every account that has it free. */
function freeSlots(accounts: readonly Account[], standing: readonly PostView[], from: Instant, to: Instant): readonly CalendarItem[] {
  const free = accounts.flatMap((account) => {
    const taken = standing.flatMap(({ post }) => (post.account === account.id && post.scheduledAt !== null ? [post.scheduledAt] : []));
    const gapMs = Math.max(account.timetable.minGapMs, 1);
    const slots = slotsOf(account.timetable, from, to).filter(({ skipped }) => skipped === undefined);
    return slots.filter(({ at }) => taken.every((other) => Math.abs(other - at) >= gapMs)).map(({ at }) => ({ at, account }));
  });
  const byTime = Map.groupBy(free, ({ at }) => at);
  return [...byTime].map(([at, group]) => ({ kind: "free", at, accounts: group.map(({ account }) => account) }));
}

/** Ends of embargoes in the week, a line a story. */
function embargoEnds(summaries: readonly Summary[]): readonly CalendarItem[] {
  const stories = new Map(summaries.map((summary) => [summary.id, summary]));
  return [...stories.values()].flatMap((summary): readonly CalendarItem[] => {
    const { id, embargo, language } = summary;
    return embargo === undefined ? [] : [{ kind: "embargo", at: embargo, story: { id, title: storyTitle(summary), lang: language } }];
  });
}

function quietOn(accounts: readonly Account[], from: Instant, to: Instant): CalendarDay["quiet"] {
  const spans = accounts.flatMap((account) => quietSpans(account.timetable, from, to).map((span) => ({ span, account: account.id })));
  const groups = Map.groupBy(spans, ({ span }) => `${span.from} ${span.to} ${span.name}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first.span, accounts: group.map(({ account }) => account) }] : [];
  });
}

function gapsOn(items: readonly CalendarItem[]): readonly string[] {
  const busy = new Set(items.flatMap((item) => (item.kind === "post" ? [item.post.account.id] : [])));
  const free = new Set(items.flatMap((item) => (item.kind === "free" ? item.accounts.map(({ id }) => id) : [])));
  return [...free].filter((id) => !busy.has(id));
}

/** A week of the accounts' calendars. @param account only this one; absent: all */
export async function calendarOf(desk: Desk, week: Week, account?: string): Promise<Calendar> {
  const accounts = desk.settings.accounts.filter(({ id }) => account === undefined || id === account);
  const byId = new Map(accounts.map((one) => [one.id, one]));
  const now = nowOf(desk);
  const [views, overdue] = [await viewsAround(desk, accounts, week), await lateViews(desk, accounts)];
  const placed = [...new Map([...views, ...overdue.views].map((view) => [view.post.id, view])).values()];
  const standing = placed.filter(({ post }) => kept.includes(post.state));
  const posts = placed.flatMap((view) => {
    const own = byId.get(view.post.account);
    return own ? [calendarPost(desk, view, own, standing)] : [];
  });
  const stories = [...placed.map(({ summary }) => summary.summary), ...(await laterStories(desk, accounts, week))];
  const items: readonly CalendarItem[] = [
    ...embargoEnds(stories),
    ...posts.map((post) => ({ kind: "post", at: post.at, post }) as const),
    ...freeSlots(accounts, standing, Math.max(week.from, now), week.to),
  ];
  const days = daysOf(week).map(({ date, from, to }) => {
    const own = items.filter(({ at }) => at >= from && at < to).toSorted((a, b) => a.at - b.at);
    return { date, isToday: now >= from && now < to, items: own, quiet: quietOn(accounts, from, to), gaps: gapsOn(own) };
  });
  return { days, late: posts.filter((post) => post.isLate).toSorted((a, b) => a.at - b.at), isLateMore: overdue.isMore };
}
