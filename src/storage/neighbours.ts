import type { Instant } from "../domain/instant.ts";
import type { Post, State } from "../domain/post.ts";
import { toPost } from "./rows.ts";
import type { Trx } from "./schema.ts";

const ahead: readonly State[] = ["approved", "publishing", "waiting", "held"];

/** Two questions, each along an index: what is still to come, and what came out of late. */
export async function neighbours(trx: Trx, account: string, since: Instant): Promise<readonly Post[]> {
  const own = trx.selectFrom("posts").selectAll().where("account", "=", account);
  const coming = await own.where("state", "in", ahead).orderBy("created_at").orderBy("id").execute();
  const out = await own.where("state", "=", "published").where("moved_at", ">", since).orderBy("moved_at").orderBy("id").execute();
  return [...out, ...coming].map(toPost);
}
