/** Looks at the queue once: takes what is due, and what a dead worker left, and sets each going. */
import type { Post } from "../domain/post.ts";
import type { Lease } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { advance } from "./advance.ts";
import { begin, takeOver } from "./begin.ts";
import { areApart, askTheTime } from "./clocks.ts";
import { isGone } from "./owner.ts";
import { accountOf, nowOf, type Worker } from "./worker.ts";

/** What a worker has in hand while it asks a platform the time; no post has a space in its id. */
const theTime = "the time";

/** A lease is free when its owner is gone for certain, or when it stood unchanged for `leaseMs` while we watched. */
function isFree(worker: Worker, postId: string, lease: Lease | null): boolean {
  if (lease === null) return true;
  if (lease.owner === worker.owner) return !worker.inHand.has(postId);
  const mono = worker.edge.clock.mono();
  const seen = worker.leases.get(postId);
  if (seen?.token === lease.token && seen.counter === lease.counter)
    return mono - seen.since >= worker.timing.leaseMs || isGone(lease.owner);
  worker.leases.set(postId, { token: lease.token, counter: lease.counter, since: mono });
  return isGone(lease.owner);
}

/** Accounts on which nothing may be sent now: paused, unknown, or without credentials. */
async function standingStill(worker: Worker): Promise<(account: string) => boolean> {
  const [accounts, house] = await Promise.all([worker.store.accounts(), worker.store.housePause()]);
  const now = nowOf(worker);
  const paused = new Set(accounts.filter(({ pause }) => isPaused(pause, now)).map(({ id }) => id));
  const isConnected = (id: string) => accountOf(worker, id) !== undefined && worker.secrets.has(id);
  return (account) => isPaused(house, now) || paused.has(account) || !isConnected(account);
}

async function work(worker: Worker, post: Post, lease: Lease | null): Promise<void> {
  const token = post.state === "approved" ? await begin(worker, post) : await takeOver(worker, post, lease);
  if (token) await advance(worker, post.id, token);
}

function start(worker: Worker, what: string, work: Promise<void>): void {
  const task = work
    .catch((error: unknown) => worker.edge.log.error({ post: what, error: String(error) }, "a post could not be worked on"))
    .finally(() => worker.inHand.delete(what));
  worker.inHand.set(what, task);
}

/** Whether the clocks bar a post: while they disagree, nothing is begun, and what readers have seen nothing of rests. */
async function barred(worker: Worker): Promise<(post: Post) => boolean> {
  const apart = await areApart(worker);
  if (!apart) worker.resting.clear();
  return ({ id, state }) => apart && (state === "approved" || worker.resting.has(id));
}

/** Under way before a correction, that before what is new, then by the time an editor gave: what waited its turn doesn't fall behind. */
function inTurn(a: Post, b: Post): number {
  const rank = ({ state, correction }: Post) => (state === "publishing" ? 0 : correction ? 1 : 2);
  return rank(a) - rank(b) || (a.scheduledAt ?? 0) - (b.scheduledAt ?? 0) || (a.id < b.id ? -1 : 1);
}

/** One post of an account at a time, the earliest first; accounts side by side. */
export async function tick(worker: Worker): Promise<void> {
  const [isStill, isBarred] = [await standingStill(worker), await barred(worker)];
  const due = await worker.store.due(worker.clocks.latest());
  const awake = due.filter(({ post }) => !isStill(post.account));
  if (awake.some(({ post }) => isBarred(post)) && !worker.inHand.has(theTime)) {
    const asked = askTheTime(worker);
    if (asked) start(worker, theTime, asked);
  }
  const busy = new Set([...worker.inHand.keys()]);
  const free = awake.filter(({ post, lease }) => !isBarred(post) && !busy.has(post.id) && isFree(worker, post.id, lease));
  const taken = new Set<string>();
  for (const { post, lease } of free.sort((a, b) => inTurn(a.post, b.post))) {
    if (taken.has(post.account) || worker.stopping) continue;
    taken.add(post.account);
    start(worker, post.id, work(worker, post, lease));
  }
}

/** True when nothing is in hand, nothing is due, and no publication is under way; what waits for a person doesn't count. */
export async function isIdle(worker: Worker): Promise<boolean> {
  if (worker.inHand.size > 0) return false;
  const [isStill, isBarred] = [await standingStill(worker), await barred(worker)];
  const [due, underWay] = await Promise.all([worker.store.due(nowOf(worker)), worker.store.posts({ state: "publishing" })]);
  const awake = underWay.filter(({ dueAt }) => dueAt !== null);
  return [...due.map(({ post }) => post), ...awake].every((post) => isStill(post.account) || isBarred(post));
}
