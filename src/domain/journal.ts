import type { Instant } from "./instant.ts";
import type { FilledStep, Output } from "./plan.ts";
import type { State, Transition } from "./post.ts";
import type { Problem } from "./problem.ts";

/** What became of one step, sorted by whether it may have taken effect. */
export type Outcome =
  | { readonly kind: "done"; readonly output: Output }
  /** Certainly no effect: a rate limit, still processing, nothing was sent. */
  | {
      readonly kind: "later";
      readonly afterMs: number;
      readonly reason: string;
      /** The platform could not be reached at all: no name, no route, no connection. */
      readonly unreachable?: true;
    }
  /** The content is at fault: permanent, fails the post. */
  | { readonly kind: "refused"; readonly problem: Problem }
  /** Credential, credits or rights: pauses the account, harms no post. */
  | { readonly kind: "denied"; readonly problem: Problem }
  /** It may have taken effect. */
  | { readonly kind: "doubt"; readonly reason: string }
  /** An earlier harmless step went stale, for example an expired container. */
  | { readonly kind: "restart"; readonly from: string; readonly reason: string };

/** The answer to "did this step take effect?". */
export type Verdict =
  | { readonly kind: "took"; readonly output: Output }
  | { readonly kind: "absent" }
  /** It can't tell; `problem` where it refused the question itself for credential, credits or rights: that pauses the account. */
  | { readonly kind: "unknown"; readonly reason: string; readonly problem?: Problem }
  | { readonly kind: "later"; readonly afterMs: number; readonly reason: string; readonly unreachable?: true };

/** What happened to a post, in order; nothing is ever changed or removed. */
export type Happening =
  /** Written before a step is taken. */
  | { readonly kind: "intent"; readonly step: string; readonly stepDigest: string }
  /** Written after it. */
  | { readonly kind: "outcome"; readonly step: string; readonly stepDigest: string; readonly outcome: Outcome }
  /** A doubt settled, by the platform or a person. */
  | { readonly kind: "verdict"; readonly step: string; readonly stepDigest: string; readonly verdict: Verdict }
  /** An outcome that came when the journal had moved on. */
  | { readonly kind: "late"; readonly step: string; readonly stepDigest: string; readonly outcome: Outcome }
  /** The post changed its state, by a person or by the engine. */
  | {
      readonly kind: "moved";
      readonly transition: Transition;
      readonly to: State;
      readonly digest?: string;
      readonly scheduledAt?: Instant;
      /** The editor said "now": it keeps no distance from the account's last post. */
      readonly atOnce?: true;
      /** A publisher sent it where more people should have agreed; `reason` says why. */
      readonly alone?: true;
      readonly reason?: string;
    };

export type Entry = Happening & {
  /** 1, 2, 3 … without gaps: with the post's id the primary key. */
  readonly seq: number;
  readonly at: Instant;
  /** A person's name, or the worker's (`worker host:pid`). */
  readonly by: string;
};

/** A step that may have taken effect, and all that could tell. */
export interface Doubt {
  readonly step: FilledStep;
  /** When its intent was written, by this installation's clock. */
  readonly intendedAt: Instant;
  readonly reason: string;
  /** Which of these ids any journal of the account holds: they answer for other steps. Asked of what the platform shows, never of all. */
  readonly known: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Other open doubts of the account that the same read-back could answer. */
  readonly rivals: readonly FilledStep[];
}
