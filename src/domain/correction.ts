import type { Output } from "./plan.ts";

/** What was wrong, in the words that readers saw, and what is right: `Rs1.1 billion`, `Rs1.2 billion`. */
export interface Mistake {
  readonly was: string;
  readonly now: string;
}

/**
 * How a post that readers have seen is put right. `reply`: an answer below it. `edit`: a person changes its words by hand.
 * `repost`: a new post that says so, and the old one is deleted.
 */
export const ways = ["reply", "edit", "repost"] as const;
export type Way = (typeof ways)[number];

/** What a post corrects that readers have seen. */
export interface Correction {
  /** The id of the corrected post. */
  readonly corrects: string;
  readonly way: Way;
  /** At least one. */
  readonly mistakes: readonly Mistake[];
  /** What readers see of the corrected post where the mistake stands: the part that is answered, the post that is changed. */
  readonly of: Output;
}
