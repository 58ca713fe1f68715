/** What readers made of a post that is out. */
import type { PlatformId, Weekday } from "./account.ts";
import type { Instant } from "./instant.ts";
import type { CardKind, Theme } from "./look.ts";
import type { Composer } from "./post.ts";

/** How long after it came out a post is counted. */
export const marks = ["1h", "24h", "7d"] as const;
export type Mark = (typeof marks)[number];

/** What a platform counts in public; null: it doesn't tell. */
export interface Tally {
  readonly likes: number | null;
  readonly reposts: number | null;
  /** Answers on X. */
  readonly replies: number | null;
  readonly quotes: number | null;
  /** How often it was shown: X's impressions, Instagram's views. */
  readonly views: number | null;
  /** On Instagram and YouTube. */
  readonly comments: number | null;
}

/**
 * Where a count stands. `waiting`: its time has not come, or it is tried again. `by-hand`: no API gives it, a person may type it.
 * `skipped`: its time passed without it. `gone`: readers don't see the post any more.
 */
export type Fate = "waiting" | "by-hand" | "counted" | "skipped" | "gone";

/** One count of one post. */
export interface Count {
  readonly mark: Mark;
  readonly fate: Fate;
  /** When it was taken; null: it wasn't. */
  readonly at: Instant | null;
  /** Null where `at` is. */
  readonly tally: Tally | null;
  /** What is missing and why, in a sentence; null: nothing to say. */
  readonly note: string | null;
  /** Who typed it; null: the platform told. */
  readonly by: string | null;
}

/** What a post was like when it came out: what results are compared by. */
export interface Traits {
  /** `edit`: no post of its own, but new words for one that is out. */
  readonly kind: "single" | "thread" | "carousel" | "opinion" | "correction" | "edit";
  /** Its first card; null: it has no picture. */
  readonly card: CardKind | "other" | null;
  readonly theme: Theme | null;
  /** A photograph stands behind the card's words. */
  readonly photo: boolean;
  /** Whose words it has. */
  readonly words: Composer | "editor";
  /** In the account's zone. */
  readonly weekday: Weekday;
  /** The slot it went out in, `HH:MM` in the account's zone; null: outside the slots. */
  readonly slot: string | null;
}

/** A post that came out, and when. */
export interface Outing {
  readonly post: string;
  readonly account: string;
  readonly platform: PlatformId;
  readonly outAt: Instant;
  readonly traits: Traits;
}

/** A post with what is known of it, the earliest mark first. */
export interface Outcomes extends Outing {
  readonly counts: readonly Count[];
}
