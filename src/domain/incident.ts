import type { Instant } from "./instant.ts";
import type { Happening } from "./journal.ts";
import type { Post } from "./post.ts";
import type { Pause, PostView } from "./view.ts";

/**
 * What a person must hear of. `stopped`: a pause came between the parts of a thread. `hand-off`: a post waits to be posted by
 * hand; `reminder`: it will soon be late; `overdue`: it waits too long; `do-not-post`: it was paused meanwhile; `expired`: it is too late for it. `duplicate`: a step
 * may stand twice. `clock`: two clocks disagree. `second-look`: one person sent it alone where more should have agreed. `login`: an
 * account's login runs out, or is dead while posts go out without it.
 */
export const incidentKinds = [
  "held",
  "failed",
  "missed",
  "stopped",
  "hand-off",
  "reminder",
  "overdue",
  "do-not-post",
  "expired",
  "paused",
  "unreachable",
  "duplicate",
  "clock",
  "second-look",
  "login",
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** One thing that went wrong, once: told once on each channel, and over when what is wrong is over. */
export interface Incident {
  /** Unique for ever, alike whoever notices it: `held:lusab-42:7`. A receiver may drop a second message of the same id. */
  readonly id: string;
  /** What it is about, for example `post:lusab-42`: of one topic at most one incident is open. */
  readonly topic: string;
  readonly kind: IncidentKind;
  /** The account it is about; null: all of them, or this machine. */
  readonly account: string | null;
  /** The platform it is about, by id, where it is about a whole platform. */
  readonly platform: string | null;
  readonly post: string | null;
  /** Why, in whole sentences, without a secret. */
  readonly reason: string;
  /** What may stand twice. */
  readonly ids: readonly string[];
  /** How often it was told to be overdue; 0 elsewhere. */
  readonly count: number;
  /** The topic that this one tells of too: as long as this one is open, that one's is shown but not told by itself. */
  readonly covers: string | null;
}

/** How far one channel has got with telling of an incident. */
export interface Telling {
  /** `webhook`, `email`. */
  readonly channel: string;
  /** Null: not yet. */
  readonly toldAt: Instant | null;
  readonly tries: number;
  /** Why the last try failed; null: it didn't. */
  readonly problem: string | null;
}

/** An incident as kept. */
export interface KeptIncident extends Incident {
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly tellings: readonly Telling[];
}

/** Which incident of a topic should stand open, given the one that does; the same one to leave it, null for none. Pure. */
export type Judge = (open: Incident | null) => Incident | null;

/**
 * What changes mean for the incidents. The store asks inside the transaction of the change itself, so that nothing ends
 * silently even if the process is killed right after. Every judgement is pure and may be asked again.
 */
export interface Watch {
  /** Asked when a post moved or its pauses changed, and from time to time. */
  ofPost(view: PostView, at: Instant): Judge;
  /** Asked when an account (null: the house) was paused or resumed. */
  ofPause(account: string | null, pause: Pause | null): Judge;
  /** Asked when a platform answered, or did not. */
  ofAnswer(post: Post, happening: Happening, at: Instant): Judge;
  /** Asked when people decided on a post; absent: nobody is told of what is sent alone. */
  ofLook?(view: PostView): Judge;
  /** Asked when a step turned out to be done. */
  ofOutputs(view: PostView): Judge;
}

export const topics = {
  post: (id: string) => `post:${id}`,
  /** An account's pause; null: the house's. */
  pause: (account: string | null) => `pause:${account ?? "*"}`,
  platform: (id: string) => `platform:${id}`,
  duplicate: (post: string) => `duplicate:${post}`,
  /** A post that somebody else must look at. */
  look: (post: string) => `look:${post}`,
  /** The login of an account. */
  login: (account: string) => `login:${account}`,
  clock: "clock",
} as const;
