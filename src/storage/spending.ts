import { type Instant, toIso } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { Ledger, Spending } from "../domain/spending.ts";
import { pauseEndedAt } from "./accounts.ts";
import { fromPost } from "./posts.ts";
import type { Trx } from "./schema.ts";
import { isShown, lastShownAt } from "./showings.ts";
import { together } from "./together.ts";

/** Longer than any month, so that the whole of the current one is read in every zone. */
const monthMs = 33 * 86_400_000;

/** States in which a post keeps what it has reserved; in any other it keeps it only once a part of it is out. */
const keeping: readonly State[] = ["publishing", "waiting", "held", "published"];

/** Reserves for a post, in place of what it had reserved. */
export async function book(trx: Trx, post: { readonly id: string; readonly account: string }, spending: Spending): Promise<void> {
  const columns = { account: post.account, day: spending.day, posts: spending.posts, micro_cents: spending.microCents };
  await trx
    .insertInto("bookings")
    .values({ post_id: post.id, ...columns })
    .onConflict((conflict) => conflict.column("post_id").doUpdateSet(columns))
    .execute();
}

/** Gives back what a post has reserved that moved to this state, unless something of it went out. */
export async function unbook(trx: Trx, postId: string, state: State): Promise<void> {
  if (keeping.includes(state) || (await isShown(trx, postId))) return;
  await trx.deleteFrom("bookings").where("post_id", "=", postId).execute();
}

/** All that a decision about beginning the post may read of its account. */
export async function ledgerOf(trx: Trx, postId: string, at: Instant): Promise<Ledger> {
  const account = fromPost(trx, postId, "account");
  const since = toIso(at - monthMs).slice(0, "YYYY-MM-DD".length);
  const [booked, own, shown, lastShown, pauseEnded] = await together(
    bookedSince(trx, postId, since),
    bookingOf(trx, postId),
    isShown(trx, postId),
    lastShownAt(trx, account, postId),
    pauseEndedAt(trx, account, at),
  );
  return { booked, own, shown, lastShownAt: lastShown, pauseEndedAt: pauseEnded };
}

async function bookingOf(trx: Trx, postId: string): Promise<Spending | null> {
  const row = await trx.selectFrom("bookings").selectAll().where("post_id", "=", postId).executeTakeFirst();
  return row ? { day: row.day, posts: row.posts, microCents: row.micro_cents } : null;
}

/** Of the account's other posts. */
async function bookedSince(trx: Trx, postId: string, day: string): Promise<readonly Spending[]> {
  const rows = await trx
    .selectFrom("bookings")
    .select(({ fn }) => ["day", fn.sum<number>("posts").as("posts"), fn.sum<number>("micro_cents").as("micro_cents")])
    .where("account", "=", fromPost(trx, postId, "account"))
    .where("day", ">=", day)
    .where("post_id", "!=", postId)
    .groupBy("day")
    .orderBy("day")
    .execute();
  return rows.map((row) => ({ day: row.day, posts: Number(row.posts), microCents: Number(row.micro_cents) }));
}
