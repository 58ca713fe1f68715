import { type Expression, sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Asked } from "./asked.ts";
import type { Trx } from "./schema.ts";

/** The first in turn: by the time an editor gave, then by id. */
function inTurn(trx: Trx) {
  return trx.selectFrom("posts").select("id").orderBy(sql`coalesce(scheduled_at, 0)`).orderBy("id").limit(1);
}

/**
 * The posts whose turn it is on an account, of those that are due by then: a correction, and any other. Told so that however much is
 * due, little is walked: along the account's turns, and the few corrections that are due at all. What is under way isn't left out:
 * nothing is begun beside it in any case, and a planner that is told to takes nearly every post for one, and reads all of the account's.
 */
export function turns(trx: Trx, account: Expression<string>, at: Asked<Instant>) {
  const post = inTurn(trx).where("account", "=", account).where("corrects", "is", null).where("wake_at", "is not", null);
  const correction = inTurn(trx).where(sql<string>`account || ''`, "=", account).where("corrects", "is not", null);
  return [
    correction.where("wake_at", "<=", at).$asScalar().as("correction"),
    post.where(sql<Instant>`wake_at + 0`, "<=", at).$asScalar().as("other"),
  ] as const;
}

/**
 * Which of them comes first: corrections do. Whoever chose another read the queue a moment ago, when this one didn't wake yet. Null: none
 * is due.
 */
export function nextOf({ correction, other }: { readonly correction: string | null; readonly other: string | null }): string | null {
  return correction ?? other;
}
