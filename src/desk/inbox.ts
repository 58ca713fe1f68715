import type { State } from "../domain/post.ts";
import type { Language } from "../domain/summary.ts";
import type { PostView } from "../domain/view.ts";
import { askedFor } from "../pipeline/review.ts";
import type { Desk } from "./desk.ts";
import { storyTitle } from "./story-title.ts";
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
  /** Drafts that the filter lets through, on all pages. */
  readonly drafts: number;
  readonly page: number;
  readonly pages: number;
  /** What stands elsewhere. */
  readonly counts: { readonly approved: number; readonly handOffs: number; readonly trouble: number };
}

/** More than this nobody reads, and no page should carry. */
const draftsPerPage = 500;

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

function isMeant({ post, summary: { summary } }: PostView, { text, language, account }: InboxFilter): boolean {
  if (language !== undefined && summary.language !== language) return false;
  if (account !== undefined && post.account !== account) return false;
  if (text === undefined) return true;
  const said = [summary.title ?? "", ...summary.paragraphs, ...summary.tags, summary.id, post.id, summary.source];
  return said.join("\n").toLowerCase().includes(text.toLowerCase());
}

/** Whole stories, until a page is full. */
function paged(stories: readonly (readonly PostView[])[]): readonly (readonly (readonly PostView[])[])[] {
  const pages: (readonly PostView[])[][] = [];
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

/** Summaries with drafts, and what is found on these. */
export async function inboxOf(desk: Desk, filter: InboxFilter = {}): Promise<Inbox> {
  const [drafts, counts] = await Promise.all([desk.store.views({ state: "draft" }), countsOf(desk)]);
  const views = drafts.filter((view) => isMeant(view, filter));
  const byStory = [...Map.groupBy(views, ({ post }) => post.summaryId).values()];
  const pages = paged(byStory.toSorted((a, b) => (b[0]?.summary.addedAt ?? 0) - (a[0]?.summary.addedAt ?? 0)));
  const page = Math.min(Math.max(filter.page ?? 1, 1), Math.max(pages.length, 1));
  const shown = pages[page - 1] ?? [];
  const verdicts = await verdictsOn(desk, shown.flat());
  return { stories: shown.flatMap((story) => storyOf(story, verdicts)), drafts: views.length, page, pages: pages.length, counts };
}
