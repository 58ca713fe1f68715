import type { State } from "../domain/post.ts";
import type { Spending } from "../domain/spending.ts";
import { often, type Places } from "./often.ts";
import type { Trx } from "./schema.ts";
import { isShown } from "./showings.ts";

/** States in which a post keeps what it has reserved; in any other it keeps it only once a part of it is out. */
const keeping: readonly State[] = ["publishing", "waiting", "held", "published"];

/** Reserves for a post, in place of what it had reserved. */
export async function book(trx: Trx, post: { readonly id: string; readonly account: string }, spending: Spending): Promise<void> {
  await booking(trx, { post: post.id, account: post.account, ...spending });
}

type Booked = Spending & { readonly post: string; readonly account: string };
const booked = { post: "text", account: "text", day: "text", posts: "bigint", microCents: "bigint" } as const;
const booking = often(booked, (trx, { post, account, day, posts, microCents }: Places<Booked>) =>
  trx
    .insertInto("bookings")
    .values({ post_id: post, account, day, posts, micro_cents: microCents })
    .onConflict((conflict) =>
      conflict.column("post_id").doUpdateSet(({ ref }) => ({
        account: ref("excluded.account"),
        day: ref("excluded.day"),
        posts: ref("excluded.posts"),
        micro_cents: ref("excluded.micro_cents"),
      })),
    ),
);

/** Gives back what a post has reserved that moved to this state, unless something of it went out. */
export async function unbook(trx: Trx, postId: string, state: State): Promise<void> {
  if (keeping.includes(state) || (await isShown(trx, postId))) return;
  await trx.deleteFrom("bookings").where("post_id", "=", postId).execute();
}
