import type { State } from "../domain/post.ts";
import type { Language, Summary } from "../domain/summary.ts";
import type { PostView } from "../domain/view.ts";
import { askedFor } from "../pipeline/review.ts";
import type { DraftPlace, Place } from "../storage/pages.ts";
import type { Desk } from "./desk.ts";
import { storyTitle } from "./story-title.ts";
import { stretchesOf } from "./stretches.ts";
import { type Verdict, verdictsOn } from "./verdicts.ts";

/** A draft in a line. */
export interface InboxPost extends Verdict {
  readonly id: string;
  readonly account: string;
  /** Who asked for changes of it that nobody has made yet; null: nobody. */
  readonly askedBy: string | null;
}

/** A summary that waits for somebody, with its drafts. */
export interface InboxStory {
  readonly id: string;
  readonly title: string;
  readonly lang: Language;
  readonly posts: readonly InboxPost[];
}

/** What an editor looks for; absent: everything. */
export interface InboxFilter {
  /** Words that the summary has, in this very order, or its id, or a draft's. */
  readonly text?: string;
  readonly language?: Language;
  readonly account?: string;
  /** From 1. */
  readonly page?: number;
}

export interface Inbox {
  /** The newest first. */
  readonly stories: readonly InboxStory[];
  /** Drafts that the filter lets through. */
  readonly drafts: number;
  /** How many of them, the oldest, are on none of the pages. */
  readonly more: number;
  readonly page: number;
  readonly pages: number;
  /** What stands elsewhere. */
  readonly counts: { readonly approved: number; readonly handOffs: number; readonly trouble: number };
}

/** More than this nobody reads, and no page should carry. */
const draftsPerPage = 500;
/** And more than this nobody leafs through. */
const draftsInAll = 10_000;
/** So many drafts are looked through at once. */
const atOnce = 500;

const elsewhere = {
  approved: ["approved", "publishing"],
  handOffs: ["waiting"],
  trouble: ["held", "failed", "missed"],
} as const satisfies Record<string, readonly State[]>;

async function countsOf({ store }: Desk): Promise<Inbox["counts"]> {
  const counted = await store.count(Object.values(elsewhere).flat());
  const sum = (states: readonly State[]) => states.reduce((total, state) => total + (counted.get(state) ?? 0), 0);
  return { approved: sum(elsewhere.approved), handOffs: sum(elsewhere.handOffs), trouble: sum(elsewhere.trouble) };
}

function isMeant(draft: string, summary: Summary, { text, language }: InboxFilter): boolean {
  if (language !== undefined && summary.language !== language) return false;
  if (text === undefined) return true;
  const said = [summary.title ?? "", ...summary.paragraphs, ...summary.tags, summary.id, draft, summary.source];
  return said.join("\n").toLowerCase().includes(text.toLowerCase());
}

/** Whole stories, until a page is full. */
function paged(stories: readonly (readonly DraftPlace[])[]): readonly (readonly (readonly DraftPlace[])[])[] {
  const pages: (readonly DraftPlace[])[][] = [];
  let room = 0;
  for (const story of stories) {
    if (story.length > room || pages.length === 0) {
      pages.push([]);
      room = draftsPerPage;
    }
    pages.at(-1)?.push(story);
    room -= story.length;
  }
  return pages;
}

function storyOf(views: readonly PostView[], verdicts: ReadonlyMap<string, Verdict>): readonly InboxStory[] {
  const [first] = views;
  if (!first) return [];
  const { id, language } = first.summary.summary;
  const posts = views.flatMap((view): readonly InboxPost[] => {
    const verdict = verdicts.get(view.post.id);
    return verdict ? [{ id: view.post.id, account: view.post.account, ...verdict, askedBy: askedFor(view)?.by ?? null }] : [];
  });
  return [{ id, title: storyTitle(first.summary.summary), lang: language, posts }];
}

/** Of these drafts those that are meant. */
async function meant({ store }: Desk, drafts: readonly DraftPlace[], filter: InboxFilter): Promise<readonly DraftPlace[]> {
  if (filter.text === undefined && filter.language === undefined) return drafts;
  const stories = await store.pages.stories(drafts.map(({ summaryId }) => summaryId));
  return drafts.filter(({ id, summaryId }) => {
    const story = stories.get(summaryId);
    return story !== undefined && isMeant(id, story.summary, filter);
  });
}

/** Drafts that are meant, the newest first and no more than are paged through; and how many there are. */
async function newest(desk: Desk, filter: InboxFilter): Promise<{ readonly drafts: readonly DraftPlace[]; readonly all: number }> {
  const { pages } = desk.store;
  const account = filter.account === undefined ? {} : { account: filter.account };
  const isCounted = filter.text === undefined && filter.language === undefined;
  const drafts: DraftPlace[] = [];
  let all = 0;
  for await (const some of stretchesOf(desk, (after: Place | null) => pages.drafts(account, after, atOnce))) {
    const found = await meant(desk, some, filter);
    drafts.push(...found.slice(0, draftsInAll - drafts.length));
    all += found.length;
    // What nobody has to look at is counted faster by the store.
    if (isCounted && drafts.length >= draftsInAll) return { drafts, all: await pages.count({ state: "draft", ...account }) };
  }
  return { drafts, all };
}

/** Summaries with drafts, and what is found on these. */
export async function inboxOf(desk: Desk, filter: InboxFilter = {}): Promise<Inbox> {
  const [{ drafts, all }, counts] = await Promise.all([newest(desk, filter), countsOf(desk)]);
  const byStory = [...Map.groupBy(drafts.toReversed(), ({ summaryId }) => summaryId).values()];
  const pages = paged(byStory.toSorted((a, b) => (b[0]?.addedAt ?? 0) - (a[0]?.addedAt ?? 0)));
  const page = Math.min(Math.max(filter.page ?? 1, 1), Math.max(pages.length, 1));
  const views = await desk.store.pages.views((pages[page - 1] ?? []).flat().map(({ id }) => id));
  const verdicts = await verdictsOn(desk, views);
  const stories = [...Map.groupBy(views, ({ post }) => post.summaryId).values()].flatMap((story) => storyOf(story, verdicts));
  return { stories, drafts: all, more: all - drafts.length, page, pages: pages.length, counts };
}
