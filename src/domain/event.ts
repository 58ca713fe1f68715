/** What other programs may be told of, by webhook: a closed list, each type with what it means. */
import type { Instant } from "./instant.ts";
import type { Json } from "./json.ts";
import type { Transition } from "./post.ts";

/** Every type and, in a sentence, when it is sent. Added to, never renamed: receivers hang on them. */
export const eventMeanings = {
  "post.drafted": "A draft came into the queue.",
  "post.edited": "A person changed the words of a post; it is a draft.",
  "post.recomposed": "A post was composed anew; it is a draft.",
  "post.revised": "A post was composed anew because its story changed; it is a draft.",
  "post.endorsed": "One of several people agreed to a draft; more are needed.",
  "post.approved": "A post was approved: its words are frozen.",
  "post.unapproved": "An approval was taken back; the post is a draft.",
  "post.changes_requested": "An editor asked the writer for changes.",
  "post.auto_approval_announced": "The house will approve a draft by itself, unless somebody stops it.",
  "post.auto_approval_stopped": "Somebody stopped that.",
  "post.second_look": "A second person looked at what one had sent alone.",
  "post.rejected": "A post was rejected.",
  "post.scheduled": "An approved post was given another time.",
  "post.cancelled": "A post was cancelled.",
  "post.publishing": "A post is being published, or goes on after it stood still.",
  "post.handed_off": "A post waits to be put up by hand.",
  "post.taken": "A person is putting it up.",
  "post.given_back": "They did not put it up after all.",
  "post.published": "Readers see it.",
  "post.address_known": "The address of a post that was put up by hand is known.",
  "post.held": "Nobody knows whether a part of it is out: a person must look.",
  "post.failed": "Publishing it failed.",
  "post.missed": "It was too late to be news, and nothing of it went out.",
  "post.retried": "A failed or missed post is approved again.",
  "post.stopped": "A pause came between the parts of a thread.",
  "post.take_down_begun": "What is out of it is being deleted.",
  "post.taken_down": "What was out of it is deleted.",
  "post.left": "What is out of it stays, and nothing more follows.",
  "post.withdrawn": "Its story was withdrawn before readers saw anything of it.",
  "post.deletion_proposed": "Its deletion was proposed, and waits for an approval.",
  "post.kept": "Its deletion is not wanted after all.",
  "story.added": "A story came into the queue.",
  "story.revised": "A story was changed.",
  "story.corrected": "Readers see a correction of one of its posts.",
  "story.withdrawn": "A story was withdrawn.",
  "account.paused": "An account stands still.",
  "account.resumed": "A pause of an account was taken off. One that ends by itself is not told of again.",
  "house.paused": "Everything stands still.",
  "house.resumed": "That pause was taken off.",
  "webhook.test": "Somebody tried this webhook out.",
} as const;
export type EventType = keyof typeof eventMeanings;
export const eventTypes = Object.keys(eventMeanings) as readonly EventType[];

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(eventMeanings, text);
}

/** What a change of a post is called. A change without a name here does not compile: none can go untold. */
export const eventOf: Readonly<Record<Transition, EventType>> = {
  add: "post.drafted",
  edit: "post.edited",
  recompose: "post.recomposed",
  endorse: "post.endorsed",
  approve: "post.approved",
  unapprove: "post.unapproved",
  ask: "post.changes_requested",
  announce: "post.auto_approval_announced",
  "stop-auto": "post.auto_approval_stopped",
  "second-look": "post.second_look",
  reject: "post.rejected",
  schedule: "post.scheduled",
  cancel: "post.cancelled",
  claim: "post.publishing",
  "hand-off": "post.handed_off",
  publish: "post.published",
  hold: "post.held",
  fail: "post.failed",
  miss: "post.missed",
  settle: "post.publishing",
  retry: "post.retried",
  stop: "post.stopped",
  "resume-post": "post.publishing",
  "take-down": "post.take_down_begun",
  "taken-down": "post.taken_down",
  leave: "post.left",
  revise: "post.revised",
  withdraw: "post.withdrawn",
  retract: "post.deletion_proposed",
  keep: "post.kept",
  deleted: "post.taken_down",
  take: "post.taken",
  "give-back": "post.given_back",
  "put-back": "post.given_back",
  "by-hand": "post.published",
  address: "post.address_known",
};

/** Something that happened, as it is told: frozen in the transaction in which it happened. */
export interface HeraldEvent {
  /** `msg_…`: the same at every try, so that a receiver can tell a second copy. */
  readonly id: string;
  readonly type: EventType;
  readonly at: Instant;
  /** What it is about: `post lusab-42`, `summary lusab`, `account x`, `house`. */
  readonly subject: string;
  /** What it is told with, whole. */
  readonly data: Readonly<Record<string, Json>>;
  /** The same without any of the text; null: nothing of it is under embargo. */
  readonly bare: Readonly<Record<string, Json>> | null;
}

/** How a webhook's body is made: `plain` by the Standard Webhooks convention, or as a chat shows it. */
export const endpointForms = ["plain", "slack", "discord"] as const;
export type EndpointForm = (typeof endpointForms)[number];

/** What a chat is told of, unless somebody chooses otherwise: what people want to see, not each step on the way. */
export const chatEvents: readonly EventType[] = [
  "post.published",
  "post.held",
  "post.failed",
  "post.missed",
  "post.handed_off",
  "post.taken_down",
  "story.corrected",
  "story.withdrawn",
  "account.paused",
  "account.resumed",
  "house.paused",
  "house.resumed",
];
