import type { Instant } from "../domain/instant.ts";
import type { Post, State } from "../domain/post.ts";
import { toPost } from "./rows.ts";
import type { Trx } from "./schema.ts";

const ahead: readonly State[] = ["approved", "publishing", "waiting", "held"];

/** Of a state, more than this no reader has in mind; an account's queue may be longer than memory should hold. */
const most = 200;

/** What is to come first, and what came out last: each question along an index. */
export async function neighbours(trx: Trx, account: string, since: Instant): Promise<readonly Post[]> {
  const own = trx.selectFrom("posts").selectAll().where("account", "=", account);
  const coming: Post[] = [];
  for (const state of ahead) {
    const rows = await own.where("state", "=", state).orderBy("scheduled_at").limit(most).execute();
    coming.push(...rows.map(toPost));
  }
  const out = own.where("state", "=", "published").where("moved_at", ">", since);
  const latest = await out.orderBy("moved_at", "desc").orderBy("id", "desc").limit(most).execute();
  const byAge = (a: Post, b: Post) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
  return [...latest.toReversed().map(toPost), ...coming.toSorted(byAge)];
}
