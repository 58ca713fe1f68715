import { sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Asked } from "./asked.ts";
import { stateAlone } from "./posts.ts";
import type { Trx } from "./schema.ts";

/** Approved posts, the first in turn first: by the time an editor gave, then by id. */
function inTurn(trx: Trx) {
  return trx
    .selectFrom("posts")
    .select("id")
    .where(stateAlone, "=", "approved")
    .orderBy(sql`coalesce(scheduled_at, 0)`)
    .orderBy("id")
    .limit(1);
}

/**
 * The approved post whose turn it is on the account, of those that are due by then: corrections come first. Whoever chose another read
 * the queue a moment ago, when this one didn't wake yet. Undefined: none is due.
 */
export async function nextInTurn(trx: Trx, account: Asked<string>, at: Instant): Promise<string | undefined> {
  // Told so that however much is due on the account, little is walked: along its turns, and the few corrections that are due at all.
  const post = inTurn(trx).where("account", "=", account).where("corrects", "is", null).where("wake_at", "is not", null);
  const correction = inTurn(trx).where(sql<string>`account || ''`, "=", account).where("corrects", "is not", null);
  const { first, next } = await trx
    .selectNoFrom([
      correction.where("wake_at", "<=", at).$asScalar().as("first"),
      post.where(sql<Instant>`wake_at + 0`, "<=", at).$asScalar().as("next"),
    ])
    .executeTakeFirstOrThrow();
  return first ?? next ?? undefined;
}
