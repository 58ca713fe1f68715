import type { Day, Instant } from "./instant.ts";
import type { Problem } from "./problem.ts";
import type { Change } from "./view.ts";

/** A hundred millionths of a US dollar, always whole: sums of prices such as $0.015 stay exact. */
export type MicroCents = number;

/** What one post, or several, take of an account's budgets on one day. */
export interface Spending {
  /** The day on which it counts, in the account's zone. Its first seven characters are the month. */
  readonly day: Day;
  readonly posts: number;
  readonly microCents: MicroCents;
}

/** What a decision about beginning a post may read beside the post itself. */
export interface Ledger {
  /** What the account's other posts have reserved, summed by day, from a month ago on; days to come may be among them. */
  readonly booked: readonly Spending[];
  /** What this post has reserved already. */
  readonly own: Spending | null;
  /** Whether a part of this post is out, or may be. */
  readonly shown: boolean;
  /** When another post of the account last showed something to readers, as its journal says; null: never. */
  readonly lastShownAt: Instant | null;
  /** When a pause that a person had ordered, of the account or the house, was last over; null: there was none. */
  readonly pauseEndedAt: Instant | null;
}

/** What is decided about an approved post whose time has come. */
export type Admission =
  /** It goes out now, and counts as this. */
  | { readonly kind: "go"; readonly booking: Spending }
  /** It is looked at again a little later: too soon after the last one, or its embargo holds. */
  | { readonly kind: "wait"; readonly until: Instant; readonly reason: string }
  /** It moves to a day with room, where its place is reserved. */
  | { readonly kind: "postpone"; readonly change: Change; readonly booking: Spending; readonly until: Instant; readonly reason: string }
  /** It is no longer sent by itself. */
  | { readonly kind: "miss"; readonly change: Change; readonly problem: Problem };
