import type { Instant } from "../domain/instant.ts";
import { allows } from "../domain/post.ts";
import { applyDecision } from "./change.ts";
import { viewOf } from "./posts.ts";
import type { Trx } from "./schema.ts";
import type { Change, PostView } from "./store.ts";

/**
 * What a pause changes of the posts under way, in its own transaction: none can send a part between the two.
 * @param account null: every account. @param stop null for a post that is left as it is. @returns the posts that it changed
 */
export async function stopUnderWay(
  trx: Trx,
  account: string | null,
  stop: (view: PostView) => Change | null,
  at: Instant,
  by: string,
): Promise<readonly string[]> {
  const underWay = trx.selectFrom("posts").selectAll().where("state", "=", "publishing");
  const rows = await (account === null ? underWay : underWay.where("account", "=", account)).orderBy("id").execute();
  const stopped: string[] = [];
  for (const row of rows) {
    const view = await viewOf(trx, row, new Map(), at);
    const change = stop(view);
    if (!change || !allows(change.transition, view.post.state)) continue;
    await applyDecision(trx, view.post, change, at, by);
    stopped.push(row.id);
  }
  return stopped;
}
