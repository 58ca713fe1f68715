import type { State } from "../domain/post.ts";
import type { Language } from "../domain/summary.ts";
import { type Desk, viewsOf } from "./desk.ts";
import { recentOf } from "./recent.ts";
import { shownPost } from "./report.ts";

/** A post of a story, in a line. */
export interface InboxPost {
  readonly id: string;
  readonly platformName: string;
  readonly state: State;
  /** What its findings come to: how many, and whether any stops it. */
  readonly mark: "stop" | "care" | "good";
  readonly count: number;
  readonly verdict: "toMend" | "toLook" | "clear";
}

/** A summary that waits for somebody, with its posts. */
export interface InboxStory {
  readonly id: string;
  readonly title: string;
  readonly lang: Language;
  readonly posts: readonly InboxPost[];
}

/** Summaries with drafts, the newest first. */
export async function inboxOf(desk: Desk): Promise<readonly InboxStory[]> {
  const views = await viewsOf(desk, await desk.store.posts({ state: "draft" }));
  const groups = [...Map.groupBy(views, ({ post }) => post.summaryId).values()];
  const stories = groups.map(async (group): Promise<readonly InboxStory[]> => {
    const [first] = group;
    if (!first) return [];
    const { id, title, paragraphs, language } = first.summary.summary;
    const posts = await Promise.all(
      group.map(async (view): Promise<readonly InboxPost[]> => {
        const shown = shownPost(desk, view, await recentOf(desk, view.post));
        if (!shown) return [];
        const stops = shown.report.problems.filter(({ severity }) => severity === "block").length;
        const count = stops > 0 ? stops : shown.report.problems.length;
        const [mark, verdict] =
          stops > 0 ? (["stop", "toMend"] as const) : count > 0 ? (["care", "toLook"] as const) : (["good", "clear"] as const);
        return [{ id: view.post.id, platformName: shown.platformName, state: view.post.state, mark, count, verdict }];
      }),
    );
    return [{ id, title: title ?? paragraphs[0] ?? id, lang: language, posts: posts.flat() }];
  });
  return (await Promise.all(stories)).flat().toReversed();
}
