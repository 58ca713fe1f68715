import type { Account } from "../domain/account.ts";
import type { Step } from "../domain/plan.ts";
import type { Post } from "../domain/post.ts";
import type { Ledger } from "../domain/spending.ts";
import type { Lease, PostView } from "../domain/view.ts";
import { admit, pausedThen } from "../pipeline/admit.ts";
import { microCentsOf } from "../pipeline/budget.ts";
import { textsOf } from "../pipeline/house-rules.ts";
import { isVisible, standingsOf } from "../pipeline/standing.ts";
import type { DuePost } from "../storage/due.ts";
import type { Begun, Claimed } from "../storage/store.ts";
import { capacityOf, noteBegun } from "./capacity.ts";
import { stopwatch } from "./deadline.ts";
import { firstStep } from "./next.ts";
import { type Intended, intentOf } from "./perform.ts";
import { countWatched, unchangedMs } from "./settling.ts";
import { accountOf, nowOf, sessionFor, signature, type Worker } from "./worker.ts";

/** What came of reaching for a post: it is this worker's, or not; and whether it moved on at all. */
export interface Taken {
  readonly claimed: Claimed | null;
  /** What it begins with, where the intent of that stands in its journal by now. */
  readonly first: Intended | null;
  readonly moved: boolean;
}

const nothing: Taken = { claimed: null, first: null, moved: false };

function tellBegun({ tell }: Worker, post: Post, begun: Begun): void {
  if (begun.kind === "postpone") tell({ kind: "waiting", post, until: begun.until, reason: begun.reason });
  if (begun.kind === "wait") tell({ kind: "waiting", post, until: begun.until, reason: begun.reason, passing: true });
  if (begun.kind === "miss") tell({ kind: "missed", post, problem: begun.problem });
}

/** What was decided, on which post, and with which step it begins at once. */
interface Judged {
  readonly begun: Begun;
  readonly post: Post;
  readonly first: Intended | null;
}

async function judge(worker: Worker, account: Account, postId: string): Promise<Judged | null> {
  const capacity = await capacityOf(worker, account);
  const now = nowOf(worker);
  // The question took its time, and the clock may have jumped meanwhile.
  if (worker.stopping || worker.clocks.trouble()) return null;
  const { cost } = worker.registry[account.platform];
  const pastMs = stopwatch(worker.edge.clock);
  // A transaction may run again: what it said last counts.
  const last: { post?: Post; step?: Step | null } = {};
  const mayBegin = (view: PostView, ledger: Ledger) => {
    last.post = view.post;
    const microCents = microCentsOf(cost?.(view.post.plan?.steps ?? [], account) ?? { usd: 0 });
    return admit(view, ledger, { account, now, microCents, capacity, texts: wordsOf(worker, view.post) });
  };
  const firstOf = (view: PostView) => {
    last.step = firstStep(worker, account, view);
    return last.step && intentOf(last.step);
  };
  const begun = await worker.store.begin(postId, worker.owner, now, mayBegin, firstOf);
  // Someone was faster, or a person decided meanwhile: what was read of the queue is old.
  if (!begun) Object.assign(worker.queue, { next: [], more: true });
  if (!begun || !last.post) return null;
  const isIntended = begun.kind === "go" && begun.first !== null && last.step;
  return { begun, post: last.post, first: isIntended ? { step: isIntended, pastMs } : null };
}

/** What readers will see of it. */
function wordsOf({ registry }: Worker, { platform: id, plan, content }: Post) {
  const platform = registry[id];
  const parsed = platform.parse(plan?.content ?? content);
  return parsed.ok ? textsOf(platform.read(parsed.content)) : [];
}

/** Begins an approved post if budget, distance and time allow. */
export async function begin(worker: Worker, { id, account: name }: DuePost): Promise<Taken> {
  const account = accountOf(worker, name);
  // Nothing is begun that could not be sent.
  const isReady = account !== undefined && (await sessionFor(worker, account)) !== undefined;
  const judged = isReady ? await judge(worker, account, id) : null;
  if (!account || !judged) return nothing;
  const { begun, post, first } = judged;
  tellBegun(worker, post, begun);
  if (begun.kind !== "go") return { claimed: null, first: null, moved: true };
  noteBegun(worker, account);
  return { claimed: begun, first, moved: true };
}

/** A person's pause came and went since the post was set going, and readers have seen nothing of it. */
async function wasPaused(worker: Worker, { post, journal }: PostView): Promise<boolean> {
  if (!post.plan || isVisible(standingsOf(post.plan, journal))) return false;
  const begunAt = journal.findLast((entry) => entry.kind === "moved")?.at ?? Number.POSITIVE_INFINITY;
  return ((await worker.store.pauseEndedAt(post.account, nowOf(worker))) ?? Number.NEGATIVE_INFINITY) > begunAt;
}

/** Takes over a post that is under way; nothing where someone else was faster, or a person decides now. */
export async function takeOver(worker: Worker, { id }: DuePost, seen: Lease | null): Promise<Taken> {
  const unchanged = unchangedMs(worker, id, seen);
  const claimed = await worker.store.claim(id, seen, worker.owner, nowOf(worker));
  if (!claimed) return nothing;
  await countWatched(worker, claimed.view, seen, unchanged);
  if (!(await wasPaused(worker, claimed.view))) return { claimed, first: null, moved: true };
  const { token } = claimed.lease;
  const problem = pausedThen();
  const change = { transition: "miss", set: { dueAt: null }, note: { reason: `${problem.message} ${problem.remedy}` } } as const;
  const moved = await worker.store.move(id, token, change, nowOf(worker), signature(worker));
  if (moved) worker.tell({ kind: "missed", post: claimed.view.post, problem });
  return { claimed: null, first: null, moved };
}
