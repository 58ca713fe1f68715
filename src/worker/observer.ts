/**
 * What a worker tells of its own work while it does it, for whoever measures or traces it. Called in the engine's way: what
 * listens is quick, waits for nothing, throws nothing and changes nothing.
 */
import type { Instant } from "../domain/instant.ts";
import type { Entry, Outcome, Verdict } from "../domain/journal.ts";
import type { Step } from "../domain/plan.ts";
import type { Post } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";

/** A step is sent (`perform`), or its platform is asked whether it took effect (`reconcile`). */
export type Act = "perform" | "reconcile";

export interface Observer {
  /** The queue was looked at, and what is due set going. */
  looked(): void;
  /** A post is in this worker's hands. @param since when it began to reach for it */
  took(post: Post, since: Instant): Handling;
}

/** One post in a worker's hands, from its claim until it is let go. */
export interface Handling {
  /** An act begins; what is given back takes its answer. */
  step(step: Step, act: Act): (answer: Outcome | Verdict) => void;
  /** Its first visible step is begun (a hand-off: shown to people), or out, so long after it could have been. */
  shows(moment: "begun" | "out", lateMs: number): void;
  left(): void;
}

const unheard: Handling = { step: () => () => undefined, shows: () => undefined, left: () => undefined };

/** Hears of nothing. */
export const unobserved: Observer = { looked: () => undefined, took: () => unheard };

/** What the engine does by itself: nobody decided anything by it. */
const ofEngine: readonly string[] = ["claim", "add"];

/**
 * How long after it could have gone out it is now: after its time, and after the last word of a person on it, so that a post
 * approved late or tried again isn't late by what people took.
 */
export function lateMs({ post, journal }: Pick<PostView, "post" | "journal">, now: Instant): number {
  const decided = journal.findLast((entry) => entry.kind === "moved" && !ofEngine.includes(entry.transition))?.at ?? now;
  return Math.max(0, now - Math.max(post.scheduledAt ?? 0, decided));
}

/** True where a step was begun before. */
export function wasBegun(journal: readonly Entry[], stepDigest: string): boolean {
  return journal.some((entry) => entry.kind === "intent" && entry.stepDigest === stepDigest);
}
