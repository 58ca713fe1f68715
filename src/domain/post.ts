import type { PlatformId } from "./account.ts";
import type { Correction } from "./correction.ts";
import type { Instant } from "./instant.ts";
import type { Json } from "./json.ts";
import type { Look } from "./look.ts";
import type { Plan } from "./plan.ts";

/**
 * Where a post stands. `waiting`: a hand-off is open. `held`: a step may have taken effect and only a person can tell.
 * `missed`: too late to be news.
 */
export const states = [
  "draft",
  "approved",
  "publishing",
  "waiting",
  "published",
  "held",
  "failed",
  "missed",
  "rejected",
  "cancelled",
  "withdrawn",
] as const;
export type State = (typeof states)[number];

/** The only ways from one state to another, each naming what must hold before; to `null`, the post stays where it is. */
export const transitions = {
  add: { from: [], to: "draft" },
  edit: { from: ["draft", "approved", "publishing", "held", "rejected", "failed", "missed"], to: "draft" },
  recompose: { from: ["draft", "approved", "rejected", "missed"], to: "draft" },
  /** One of several people agrees; more are needed before it is approved. */
  endorse: { from: ["draft"], to: "draft" },
  approve: { from: ["draft"], to: "approved" },
  unapprove: { from: ["approved"], to: "draft" },
  /** An editor asks its writer for changes. */
  ask: { from: ["draft", "approved"], to: "draft" },
  /** A rule of the house will approve it, unless somebody stops it. */
  announce: { from: ["draft"], to: "draft" },
  /** Somebody stopped that. */
  "stop-auto": { from: ["draft"], to: "draft" },
  /** A second person looked at what one had sent alone: it stays where it is. */
  "second-look": { from: ["approved", "waiting", "published"], to: null },
  reject: { from: ["draft", "approved"], to: "rejected" },
  schedule: { from: ["approved"], to: "approved" },
  cancel: { from: ["draft", "approved", "publishing", "waiting", "held", "failed", "missed"], to: "cancelled" },
  claim: { from: ["approved"], to: "publishing" },
  "hand-off": { from: ["publishing"], to: "waiting" },
  publish: { from: ["publishing", "waiting", "held"], to: "published" },
  hold: { from: ["publishing"], to: "held" },
  fail: { from: ["publishing"], to: "failed" },
  miss: { from: ["approved", "publishing"], to: "missed" },
  settle: { from: ["held"], to: "publishing" },
  retry: { from: ["failed", "missed"], to: "approved" },
  /** A pause came between the parts of a thread: it is not begun again by itself. */
  stop: { from: ["publishing"], to: "publishing" },
  /** A person lets a broken, stopped or held post go on where it is. */
  "resume-post": { from: ["approved", "publishing", "held", "failed"], to: "publishing" },
  /** What is out is to be deleted: the plan becomes the deletes. */
  "take-down": { from: ["draft", "approved", "publishing", "held", "failed", "cancelled"], to: "publishing" },
  /** Everything that was out is deleted. */
  "taken-down": { from: ["publishing"], to: "withdrawn" },
  /** What is out stays, nothing more follows, and nobody is asked again. */
  leave: { from: ["draft", "approved", "publishing", "held", "failed"], to: "cancelled" },
  /** Its story was changed, and it is composed anew. */
  revise: { from: ["draft", "approved", "publishing", "waiting", "failed", "missed"], to: "draft" },
  /** Its story was withdrawn before readers saw anything of it. */
  withdraw: { from: ["draft", "approved", "publishing", "waiting", "held", "failed", "missed", "rejected"], to: "withdrawn" },
  /** What readers see is to be deleted once that is approved: the plan becomes the deletes. */
  retract: { from: ["draft", "approved", "publishing", "published", "held", "failed", "cancelled"], to: "draft" },
  /** The deletion is not wanted after all: a published post is one again. */
  keep: { from: ["draft", "approved", "waiting"], to: "published" },
  /** A person deleted by hand what was out. */
  deleted: { from: ["waiting"], to: "withdrawn" },
  /** A person posts a hand-off just now, or sets it early in the platform's own scheduler. */
  take: { from: ["approved", "waiting"], to: "waiting" },
  /** They did not post it after all. */
  "give-back": { from: ["waiting"], to: null },
  /** The same, before its time: it is in the queue again. */
  "put-back": { from: ["waiting"], to: "approved" },
  /** A person made by hand what Herald would have sent. */
  "by-hand": { from: ["approved", "failed", "missed"], to: "published" },
  /** The address of a post that a person had put up is known at last. */
  address: { from: ["published"], to: null },
} as const satisfies Record<string, { readonly from: readonly State[]; readonly to: State | null }>;
export type Transition = keyof typeof transitions;

/** True when the transition may start from this state. */
export function allows(transition: Transition, state: State): boolean {
  return (transitions[transition].from as readonly State[]).includes(state);
}

/** Where a post stands after the transition. */
export function stateAfter(transition: Transition, before: State): State {
  return transitions[transition].to ?? before;
}

/** Who words a post before a person does. */
export type Composer = "herald" | "model";

/** One text for one account, from one summary. */
export interface Post {
  /** Short and sayable over the phone: `lusab-42`. */
  readonly id: string;
  readonly summaryId: string;
  readonly account: string;
  readonly platform: PlatformId;
  readonly state: State;
  /** Grows by one with every change of content, state or time. */
  readonly revision: number;
  /** As the platform's `parse` takes it. */
  readonly content: Json;
  /** True once a person changed the words. */
  readonly edited: boolean;
  /** While a person's words stand in `content`: what Herald had composed before; absent or null where nobody knows. */
  readonly composed?: Json | null;
  /** Who worded it before any person did; absent: Herald. A person's change doesn't change it. */
  readonly composedBy?: Composer;
  /** What an editor chose for its cards; absent: nothing. */
  readonly look?: Look;
  /** What it puts right of a post that readers have seen; absent: it is no correction. */
  readonly correction?: Correction;
  /** Frozen at approval; null before. */
  readonly plan: Plan | null;
  /** Digest of `plan` as approved; null before. */
  readonly digest: string | null;
  readonly scheduledAt: Instant | null;
  /** When the worker should look at it again; null: not before a person acts. */
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
}

/** Whose words a post has: a person's as soon as one changed them. */
export function wordedBy({ edited, composedBy = "herald" }: Pick<Post, "edited" | "composedBy">): Composer | "editor" {
  return edited ? "editor" : composedBy;
}
