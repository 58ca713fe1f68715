import type { Incident } from "../domain/incident.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Pause, PostView } from "../domain/view.ts";
import { isTakeDown } from "../pipeline/half-sent.ts";
import { goesByHand, isTheirs, takenOn } from "../pipeline/review.ts";
import { ofPostAs } from "./incident.ts";

/** A post that waits for a person to post it. */
export interface Waiting {
  readonly view: PostView;
  /** How long after its time it is overdue. */
  readonly lateAfterMs: number;
  readonly at: Instant;
  /** The pause in force that forbids it. */
  readonly pause: Pause | null;
}

const hourMs = 3_600_000;

/**
 * How often a hand-off should have been called overdue by now: when it becomes so, after 1, 2, 4, 8 and 16 hours, then daily.
 * Often enough not to be forgotten, seldom enough not to be muted. 0: it isn't overdue.
 */
export function timesOverdue(overdueMs: number): number {
  if (overdueMs <= 0) return 0;
  const hours = overdueMs / hourMs;
  if (hours < 1) return 1;
  return hours < 24 ? 2 + Math.floor(Math.log2(hours)) : 6 + Math.floor(hours / 24);
}

/**
 * Which word on a waiting post should stand: "do not post" while it is paused or expired, else "post", once more before it is late, and
 * again when it is. Null: it was taken before its time, and its time has not come.
 */
export function ofWaiting(waiting: Waiting, open: Incident | null): Incident | null {
  const { view, pause, at } = waiting;
  const { post, summary } = view;
  const name = `${post.id}:${post.revision}`;
  const expires = summary.summary.expires;
  const isNews = !post.correction && !(post.plan && isTakeDown(post.plan));
  if (isNews && expires !== undefined && expires <= at) return ofPostAs("expired", view, { reason: `It expired at ${toIso(expires)}.` });
  if (pause !== null) {
    if (open?.kind === "do-not-post") return open;
    return ofPostAs("do-not-post", view, { id: `do-not-post:${name}:${pause.since}`, reason: pause.reason });
  }
  return toBePosted(waiting, name, open);
}

/** A reminder comes an hour before a post is late, or half its time before. */
function remindAheadMs(lateAfterMs: number): number {
  return Math.min(hourMs, lateAfterMs / 2);
}

/** Who says that they are at it need not be told. */
function isInHand({ view, at }: Waiting): boolean {
  const taken = takenOn(view);
  return taken !== null && isTheirs(taken, at);
}

/** The words in the order in which they are said; a later one is never taken back for an earlier one. */
function wordNow({
  view,
  lateAfterMs,
  at,
}: Waiting): { readonly kind: "hand-off" | "reminder" | "overdue"; readonly count: number } | null {
  const { scheduledAt } = view.post;
  if (scheduledAt === null) return { kind: "hand-off", count: 0 };
  if (at < scheduledAt && goesByHand(view)) return null;
  const lateMs = at - scheduledAt - lateAfterMs;
  const count = timesOverdue(lateMs);
  if (count > 0) return { kind: "overdue", count };
  return { kind: lateMs >= -remindAheadMs(lateAfterMs) ? "reminder" : "hand-off", count };
}

const inOrder: readonly Incident["kind"][] = ["hand-off", "reminder", "overdue"];

/** After a pause the same word is said anew, under a new id; a clock that went back unsays nothing. */
function toBePosted(waiting: Waiting, name: string, open: Incident | null): Incident | null {
  const { view, at } = waiting;
  const word = wordNow(waiting);
  const isSaid = open !== null && inOrder.includes(open.kind);
  if (word === null || (isSaid && isInHand(waiting))) return isSaid ? open : null;
  const { kind, count } = word;
  if (isSaid && open.count >= count && inOrder.indexOf(open.kind) >= inOrder.indexOf(kind)) return open;
  const id = kind === "overdue" ? `overdue:${name}:${count}` : `${kind}:${name}`;
  const again = open?.kind === "do-not-post" ? `:${at}` : "";
  return ofPostAs(kind, view, { id: `${id}${again}`, count });
}
