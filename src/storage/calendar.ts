import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { Trx } from "./schema.ts";

const dayMs = 86_400_000;

/** States whose posts hold their place in the calendar. */
const standing: readonly State[] = ["approved", "publishing", "waiting", "held"];

export interface Reach {
  readonly at: Instant;
  /** `day`: only what stands within a day of `at`, so that an engine's verb costs the same however full the calendar is. */
  readonly span: "all" | "day";
}

/** When the account's posts stand in the calendar, by post: those still to come or under way, and those out in the last day. */
export async function calendarOf(trx: Trx, account: string, reach: Reach): Promise<Map<string, Instant>> {
  const [coming, out] = [await standingPosts(trx, account, reach), await postsOut(trx, account, reach.at)];
  return new Map([...coming, ...out]);
}

/** Where a post stands after a change; null: nowhere. A post that had no time stands where it came out. */
export function placeOf(state: State, scheduledAt: Instant | null, movedAt: Instant): Instant | null {
  if (state === "published") return scheduledAt ?? movedAt;
  return standing.includes(state) ? scheduledAt : null;
}

async function standingPosts(trx: Trx, account: string, reach: Reach): Promise<readonly [string, Instant][]> {
  let query = trx
    .selectFrom("posts")
    .select(["id", "scheduled_at"])
    .where("account", "=", account)
    .where("state", "in", standing)
    .where("scheduled_at", "is not", null);
  if (reach.span === "day") {
    query = query.where("scheduled_at", ">", reach.at - dayMs).where("scheduled_at", "<", reach.at + dayMs);
  }
  const rows = await query.orderBy("scheduled_at").orderBy("id").execute();
  return rows.flatMap((row) => (row.scheduled_at === null ? [] : [[row.id, row.scheduled_at]]));
}

async function postsOut(trx: Trx, account: string, at: Instant): Promise<readonly [string, Instant][]> {
  const rows = await trx
    .selectFrom("posts")
    .select(["id", "scheduled_at", "moved_at"])
    .where("account", "=", account)
    .where("state", "=", "published")
    .where("moved_at", ">", at - dayMs)
    .execute();
  return rows.map((row) => [row.id, row.scheduled_at ?? row.moved_at]);
}
