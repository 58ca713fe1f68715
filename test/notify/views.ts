import type { Instant } from "../../src/domain/instant.ts";
import type { Entry, Happening } from "../../src/domain/journal.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Post, Transition } from "../../src/domain/post.ts";
import { stateAfter } from "../../src/domain/post.ts";
import type { Pause, PostView } from "../../src/domain/view.ts";
import { handoffPlan, journalOf, threadPlan } from "../support/plans.ts";
import { hourMs, morning, summaryOf } from "../support/store-fixtures.ts";

export function moved(transition: Transition, reason?: string): Happening {
  return { kind: "moved", transition, to: stateAfter(transition, "published"), ...(reason === undefined ? {} : { reason }) };
}

interface Given {
  readonly plan?: Plan;
  readonly happenings?: readonly Happening[];
  readonly accountPause?: Pause | null;
  readonly housePause?: Pause | null;
  readonly expires?: Instant;
  readonly post?: Partial<Post>;
}

/** A post whose journal ends with this move. */
export function viewAfter(transition: Transition, reason: string | undefined, given: Given = {}): PostView {
  const plan = given.plan ?? threadPlan;
  const journal: readonly Entry[] = journalOf(...(given.happenings ?? []), moved(transition, reason));
  const post: Post = {
    id: "lusab-42",
    summaryId: "lusab",
    account: plan.account,
    platform: plan.platform,
    state: stateAfter(transition, "published"),
    revision: 7,
    content: plan.content,
    edited: false,
    plan,
    digest: "d",
    scheduledAt: morning,
    dueAt: null,
    createdAt: morning - hourMs,
    ...given.post,
  };
  const summary = summaryOf("lusab", given.expires === undefined ? {} : { expires: given.expires });
  return {
    post,
    summary: { summary, addedAt: morning - hourMs, withdrawn: false },
    journal,
    lease: null,
    account: { id: post.account, pause: given.accountPause ?? null, remoteId: null, name: null, url: null },
    house: { pause: given.housePause ?? null },
    taken: [],
  };
}

/** A hand-off that waits since it was due, at `morning`. */
export function waitingView(given: Given = {}): PostView {
  return viewAfter("hand-off", undefined, { plan: handoffPlan, ...given });
}

export function pauseBy(by: string, since = morning, until: Instant | null = null): Pause {
  return { reason: "The token has expired.", since, until, by };
}
