import type { Instant } from "./instant.ts";
import type { Entry, Happening } from "./journal.ts";
import type { NewOverride, Override } from "./override.ts";
import type { Post, Transition } from "./post.ts";
import type { Summary } from "./summary.ts";

/** A person took a story back. */
export interface Withdrawal {
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

export interface StoredSummary {
  readonly summary: Summary;
  readonly addedAt: Instant;
  readonly withdrawn: boolean;
  /** Who withdrew it, when and why; absent: nobody did. */
  readonly withdrawal?: Withdrawal;
  /** Which version of the story this is, from 1; absent: the first. */
  readonly version?: number;
}

/** Why an account or the house stands still. */
export interface Pause {
  readonly reason: string;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly by: string;
}

/** What is known of an account beside its settings. */
export interface AccountStatus {
  readonly id: string;
  readonly pause: Pause | null;
  /** As the platform last told: who it is there. */
  readonly remoteId: string | null;
  readonly name: string | null;
  readonly url: string | null;
}

/** Who works on a post; `counter` grows with every renewal, so that a watcher sees life without trusting clocks. */
export interface Lease {
  readonly token: string;
  readonly counter: number;
  /** `host/pid/start-time` of the worker. */
  readonly owner: string;
}

/** All that a decision on one post may read. */
export interface PostView {
  readonly post: Post;
  readonly summary: StoredSummary;
  readonly journal: readonly Entry[];
  readonly lease: Lease | null;
  readonly account: AccountStatus;
  readonly house: { readonly pause: Pause | null };
  /** When the account's other posts stand in the calendar: approved, publishing, waiting, held, and published in the last day. */
  readonly taken: readonly Instant[];
  /** Findings that editors stood by, on any post of the summary, oldest first; absent: none. */
  readonly overrides?: readonly Override[];
  /** Of a correction: the post that it corrects. */
  readonly corrected?: Pick<PostView, "post" | "journal">;
  /** Posts that correct this one, oldest first; absent: none. */
  readonly correctedBy?: readonly string[];
}

/** A change of one post: the new fields and what its journal says of it; committed together. */
export interface Change {
  readonly transition: Transition;
  readonly set: Partial<
    Pick<Post, "content" | "composed" | "composedBy" | "edited" | "look" | "plan" | "digest" | "scheduledAt" | "dueAt">
  >;
  readonly note: {
    readonly digest?: string;
    readonly scheduledAt?: Instant;
    readonly atOnce?: true;
    readonly alone?: true;
    readonly reason?: string;
  };
  /** A verdict or an outcome that goes before the move in the journal. */
  readonly before?: Happening;
  /** Findings that this person stands by, kept with the summary. */
  readonly overrides?: readonly NewOverride[];
}
