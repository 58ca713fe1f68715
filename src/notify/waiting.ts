import type { Incident } from "../domain/incident.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Pause, PostView } from "../domain/view.ts";
import { isTakeDown } from "../pipeline/half-sent.ts";
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

/** Which word on a waiting post should stand: "do not post" while it is paused or expired, else "post", and again when it is late. */
export function ofWaiting(waiting: Waiting, open: Incident | null): Incident {
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

/** After a pause the same word is said anew, under a new id; a clock that went back unsays nothing. */
function toBePosted(waiting: Waiting, name: string, open: Incident | null): Incident {
  const { view, lateAfterMs, at } = waiting;
  const { scheduledAt } = view.post;
  const count = scheduledAt === null ? 0 : timesOverdue(at - scheduledAt - lateAfterMs);
  if (open && (open.kind === "hand-off" || open.kind === "overdue") && open.count >= count) return open;
  const id = count === 0 ? `hand-off:${name}` : `overdue:${name}:${count}`;
  const again = open?.kind === "do-not-post" ? `:${at}` : "";
  return ofPostAs(count === 0 ? "hand-off" : "overdue", view, { id: `${id}${again}`, count });
}
