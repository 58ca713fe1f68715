/** Looks at the queue: takes what is due, and what a dead worker left, and sets as much of it going as there is room for. */
import type { Lease } from "../domain/view.ts";
import type { Due, DuePost } from "../storage/due.ts";
import { advance } from "./advance.ts";
import { begin, takeOver } from "./begin.ts";
import { areApart, askTheTime } from "./clocks.ts";
import { isAtRest, noteFault } from "./faults.ts";
import { letGo, roomIn, usualConcurrency } from "./lanes.ts";
import { isGone } from "./owner.ts";
import { watchDoubts } from "./settling.ts";
import { firstInTurn } from "./turns.ts";
import { termsOf } from "./windows.ts";
import { accountOf, nowOf, platformsOf, type Worker } from "./worker.ts";

/** What a worker has in hand while it asks a platform the time; no post has a space in its id. */
const theTime = "the time";

/** A lease is free when its owner is gone for certain, or when it stood unchanged for as long as it lasts while we watched. */
function isFree(worker: Worker, postId: string, lease: Lease | null): boolean {
  if (lease === null) return true;
  if (lease.owner === worker.owner) return !worker.inHand.has(postId);
  const mono = worker.edge.clock.mono();
  const seen = worker.leases.get(postId);
  if (seen?.token === lease.token && seen.counter === lease.counter)
    return mono - seen.since >= Math.max(worker.timing.leaseMs, termsOf(lease.owner)?.leaseMs ?? 0) || isGone(lease.owner);
  worker.leases.set(postId, { token: lease.token, counter: lease.counter, since: mono });
  return isGone(lease.owner);
}

/** Leases that nobody holds any more need no watching. */
function forgetLeases(worker: Worker, due: readonly Due[]): void {
  const leased = new Set(due.flatMap(({ post, lease }) => (lease === null ? [] : [post.id])));
  for (const id of worker.leases.keys()) if (!leased.has(id)) worker.leases.delete(id);
}

/** Accounts on which nothing may be sent now: paused, unknown, or without credentials. */
async function standingStill(worker: Worker): Promise<(account: string) => boolean> {
  const paused = await worker.store.pausedAt(nowOf(worker));
  const isConnected = (id: string) => accountOf(worker, id) !== undefined && worker.secrets.has(id);
  return (account) => paused.has(null) || paused.has(account) || !isConnected(account);
}

/** True where that brought the post on. */
async function work(worker: Worker, { post, lease }: Due): Promise<boolean> {
  const taken = post.state === "approved" ? await begin(worker, post) : await takeOver(worker, post, lease);
  if (taken.claimed) await advance(worker, taken.claimed, taken.first);
  return taken.moved;
}

/** What is looked at next depends on what came of it. */
function start(worker: Worker, what: string, work: Promise<boolean>): void {
  const task = work
    .then((moved) => {
      worker.faults.delete(what);
      return moved;
    })
    .catch((error: unknown) => {
      worker.edge.log.error({ post: what, error: String(error) }, "a post could not be worked on");
      noteFault(worker, what);
      return false;
    })
    .then((moved) => {
      worker.inHand.delete(what);
      letGo(worker.lanes, what, worker.edge.clock.mono(), worker.timing.requestTimeoutMs);
      if (worker.stopping) return;
      fill(worker);
      if (moved && worker.queue.more && worker.queue.next.length === 0) worker.queue.wake();
    });
  worker.inHand.set(what, task);
}

/** Sets going what there is room for, one post of an account at a time. */
function fill(worker: Worker): void {
  const { lanes, queue } = worker;
  const room = roomIn(lanes, platformsOf(worker), worker.timing.concurrency ?? usualConcurrency);
  const busy = new Set([...lanes.held.values()].map(({ account }) => account));
  const left: Due[] = [];
  for (const [index, due] of queue.next.entries()) {
    if (room.isFull()) {
      left.push(...queue.next.slice(index));
      break;
    }
    const { id, account, platform } = due.post;
    if (busy.has(account) || !room.take(due.post)) {
      left.push(due);
      continue;
    }
    busy.add(account);
    lanes.held.set(id, { account, platform, since: worker.edge.clock.mono() });
    start(worker, id, work(worker, due));
  }
  queue.next = left;
}

/** Whether the clocks bar a post: while they disagree, nothing is begun, and what readers have seen nothing of rests. */
async function barred(worker: Worker): Promise<(post: DuePost) => boolean> {
  const apart = await areApart(worker);
  if (!apart) worker.resting.clear();
  return ({ id, state }) => apart && (state === "approved" || worker.resting.has(id));
}

/** Accounts that this worker has a post of in hand, or another has. */
function accountsInHand({ lanes }: Worker, open: readonly Due[], free: readonly Due[]): ReadonlySet<string> {
  const isOurs = new Set(free);
  const elsewhere = open.filter((one) => !isOurs.has(one));
  return new Set([...[...lanes.held.values()].map(({ account }) => account), ...elsewhere.map(({ post }) => post.account)]);
}

/** A worker between two posts holds no lease: it is counted in for so long. */
const awayMs = 10_000;

/** The other workers that hold leases, or did a moment ago. */
function othersIn({ owner, queue, edge: { clock } }: Worker, due: readonly Due[]): readonly string[] {
  const mono = clock.mono();
  for (const { lease } of due) if (lease !== null && lease.owner !== owner) queue.others.set(lease.owner, mono);
  for (const [other, seen] of queue.others) if (mono - seen > awayMs) queue.others.delete(other);
  return [...queue.others.keys()];
}

/** One post of an account at a time, the earliest first; accounts side by side. */
export async function tick(worker: Worker): Promise<void> {
  const [isStill, isBarred] = [await standingStill(worker), await barred(worker)];
  await watchDoubts(worker);
  // What was in hand when the queue was asked may have been done with before it answered.
  const busy = new Set(worker.inHand.keys());
  const due = await worker.store.due(worker.clocks.latest());
  forgetLeases(worker, due);
  const awake = due.filter(({ post }) => !isStill(post.account) && !isAtRest(worker, post.id));
  if (awake.some(({ post }) => isBarred(post)) && !worker.inHand.has(theTime)) {
    const asked = askTheTime(worker);
    if (asked)
      start(
        worker,
        theTime,
        asked.then(() => false),
      );
  }
  if (worker.stopping) return;
  const open = awake.filter(({ post }) => !isBarred(post) && !busy.has(post.id) && !worker.inHand.has(post.id));
  const free = open.filter(({ post, lease }) => isFree(worker, post.id, lease));
  worker.queue.next = firstInTurn(free, accountsInHand(worker, open, free), { owner: worker.owner, others: othersIn(worker, due) });
  worker.queue.more = free.length > worker.queue.next.length;
  fill(worker);
}

/** True when nothing is in hand, nothing is due, and no publication is under way; what waits for a person doesn't count. */
export async function isIdle(worker: Worker): Promise<boolean> {
  if (worker.inHand.size > 0) return false;
  const [isStill, isBarred] = [await standingStill(worker), await barred(worker)];
  const [due, underWay] = await Promise.all([worker.store.due(nowOf(worker)), worker.store.underWay()]);
  return [...due, ...underWay].every(({ post }) => isStill(post.account) || isBarred(post));
}
