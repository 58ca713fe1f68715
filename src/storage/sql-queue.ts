import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { attendLooks, attendMoves } from "./attention.ts";
import type { Database } from "./database.ts";
import { decide } from "./decisions.ts";
import { neighbours } from "./neighbours.ts";
import { posts, view } from "./posts.ts";
import type { Store } from "./store.ts";
import { add, summaries, summary } from "./summaries.ts";
import { countPosts, summariesOfStory, views } from "./views.ts";

/** The queue: summaries, their posts, and what people decide on them. */
export function queueOn({ read, write }: Database, now: () => Instant, watch: Watch) {
  return {
    add: (what, drafts, at, by) => write((trx) => add(trx, what, drafts, at, by)),
    summary: (id) => read((trx) => summary(trx, id)),
    summaries: () => read((trx) => summaries(trx)),
    summariesOfStory: (story) => read((trx) => summariesOfStory(trx, story)),

    view: (postId) => read((trx) => view(trx, postId, { at: now(), span: "all" })),
    views: (wanted) => read((trx) => views(trx, wanted, now())),
    count: (states) => read((trx) => countPosts(trx, states)),
    posts: (filter) => read((trx) => posts(trx, filter)),
    neighbours: (id, since) => read((trx) => neighbours(trx, id, since)),
    decide: (postIds, decision, at, by) =>
      write(async (trx) => {
        const decided = await decide(trx, postIds, decision, at, by);
        if (!decided.ok) return decided;
        await attendMoves(trx, watch, postIds, at);
        await attendLooks(trx, watch, postIds, at);
        return decided;
      }),
  } satisfies Partial<Store>;
}
