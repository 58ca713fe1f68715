import type { Correction } from "../domain/correction.ts";
import type { Instant } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import type { Result } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { Change, PostView } from "../domain/view.ts";
import type { NewPost } from "./store.ts";

/** A story as it once stood. */
export interface SummaryVersion {
  /** From 1, without gaps. */
  readonly version: number;
  readonly summary: Summary;
  readonly at: Instant;
  readonly by: string;
}

/** A story as it is to stand. */
export interface Revision {
  /** The version that whoever changed it had before them; refused if another stands by now. */
  readonly seen: number;
  readonly summary: Summary;
}

/** What changes of a post with its story; null: nothing. Pure: it may be asked again. */
export type WithStory = (view: PostView) => Result<Change> | null;

/** What people do to a story that is there. Each verb is one transaction: a claim sees all of the old or all of the new. */
export interface Stories {
  /** Every version, the first one first; none: there is no such story. */
  versions(summaryId: string): Promise<readonly SummaryVersion[]>;
  /**
   * Puts a new version in the place of the one that was seen and keeps that; `decide` is asked of each post of the story, which it
   * sees with the new version. Refused as a whole where the text is another story's, or anything stands against one change.
   */
  revise(
    summaryId: string,
    revision: Revision,
    decide: WithStory,
    at: Instant,
    by: string,
  ): Promise<Result<{ readonly version: number; readonly posts: readonly Post[] }>>;
  /** Takes a story back: `decide` is asked of each of its posts. One that is withdrawn stays so, by whom it was. */
  withdraw(summaryId: string, reason: string, decide: WithStory, at: Instant, by: string): Promise<Result<readonly Post[]>>;
  /**
   * Keeps a draft that corrects another post, in that post's story. `decide` is asked of the corrected post; what it refuses keeps
   * the draft out, too. @returns the draft, and the corrected post if it changed
   */
  correct(
    draft: NewPost & { readonly correction: Correction },
    decide: WithStory,
    at: Instant,
    by: string,
  ): Promise<Result<readonly Post[]>>;
}
