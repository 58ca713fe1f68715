/** All that a decision about beginning a post may read of its account, in two questions. */
import { type Day, type Instant, toIso } from "../domain/instant.ts";
import type { Ledger } from "../domain/spending.ts";
import { latestEnd, orderedEnds } from "./accounts.ts";
import { underWay } from "./leases.ts";
import { often, type Places } from "./often.ts";
import { accountOf } from "./posts.ts";
import type { Trx } from "./schema.ts";
import { lastShowing, showing } from "./showings.ts";
import { together } from "./together.ts";
import { nextOf, turns } from "./turn.ts";

export interface Around {
  /** A post of the account is under way: nothing is begun then. */
  readonly isBusy: boolean;
  /** Whose turn it is on the account, where none of it is under way; null: nothing is due. */
  readonly next: string | null;
  readonly ledger: Ledger;
}

/** Longer than any month, so that the whole of the current one is read in every zone. */
const monthMs = 33 * 86_400_000;

/** Undefined: there is no such post. */
export async function around(trx: Trx, postId: string, at: Instant): Promise<Around | undefined> {
  const since = toIso(at - monthMs).slice(0, "YYYY-MM-DD".length);
  const [{ rows: booked }, { rows: found }] = await together(
    bookedSince(trx, { post: postId, since }),
    standing(trx, { post: postId, at }),
  );
  const [own] = found;
  if (!own) return undefined;
  const { day, posts, micro_cents, shown, last_shown: lastShownAt, busy } = own;
  const ledger = {
    booked: booked.map((row) => ({ day: row.day, posts: Number(row.posts), microCents: Number(row.micro_cents) })),
    own: day === null || posts === null || micro_cents === null ? null : { day, posts, microCents: micro_cents },
    shown: shown !== null,
    lastShownAt,
    pauseEndedAt: latestEnd(own),
  };
  return { isBusy: busy !== null, next: nextOf(own), ledger };
}

/** What the account's other posts have reserved, by day. */
const bookedSince = often({ post: "text", since: "text" }, (trx, { post, since }: Places<{ post: string; since: Day }>) =>
  trx
    .selectFrom("bookings")
    .select(({ fn }) => ["day", fn.sum<number>("posts").as("posts"), fn.sum<number>("micro_cents").as("micro_cents")])
    .where("account", "=", accountOf(trx, post))
    .where("day", ">=", since)
    .where("post_id", "!=", post)
    .groupBy("day")
    .orderBy("day"),
);

/** What the post has reserved itself, what its account is about, and when something last happened there. */
const standing = often({ post: "text", at: "bigint" }, (trx, { post, at }: Places<{ post: string; at: Instant }>) =>
  trx
    .selectFrom("posts as own")
    .leftJoin("bookings", "bookings.post_id", "own.id")
    .select(["bookings.day", "bookings.posts", "bookings.micro_cents"])
    .select(({ ref }) => {
      const account = ref("own.account");
      return [
        underWay(trx, account).limit(1).$asScalar().as("busy"),
        ...turns(trx, account, at),
        showing(trx, post).$asScalar().as("shown"),
        lastShowing(trx, account, post).$asScalar().as("last_shown"),
        ...orderedEnds(trx, account, at),
      ];
    })
    .where("own.id", "=", post),
);
