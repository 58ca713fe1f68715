/** Looks at the queue once: takes what is due, and what a dead worker left, and sets each going. */
import type { Post } from "../domain/post.ts";
import type { Lease } from "../domain/view.ts";
import { isPaused } from "../pipeline/guard.ts";
import { advance } from "./advance.ts";
import { isGone } from "./owner.ts";
import { accountOf, nowOf, type Worker } from "./worker.ts";

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
  const claimed = await worker.store.claim(post.id, lease, worker.owner, nowOf(worker));
  if (claimed) await advance(worker, post.id, claimed.lease.token);
}

function start(worker: Worker, post: Post, lease: Lease | null): void {
  const task = work(worker, post, lease)
    .catch((error: unknown) => worker.edge.log.error({ post: post.id, error: String(error) }, "a post could not be worked on"))
    .finally(() => worker.inHand.delete(post.id));
  worker.inHand.set(post.id, task);
}

/** One post of an account at a time, the earliest first; accounts side by side. */
export async function tick(worker: Worker): Promise<void> {
  const isStill = await standingStill(worker);
  const due = await worker.store.due(nowOf(worker));
  const busy = new Set([...worker.inHand.keys()]);
  const free = due.filter(({ post, lease }) => !busy.has(post.id) && !isStill(post.account) && isFree(worker, post.id, lease));
  const taken = new Set<string>();
  for (const { post, lease } of free.sort((a, b) => Number(b.post.state === "publishing") - Number(a.post.state === "publishing"))) {
    if (taken.has(post.account) || worker.stopping) continue;
    taken.add(post.account);
    start(worker, post, lease);
  }
}

/** True when nothing is in hand, nothing is due, and no publication is under way; what waits for a person doesn't count. */
export async function isIdle(worker: Worker): Promise<boolean> {
  if (worker.inHand.size > 0) return false;
  const isStill = await standingStill(worker);
  const [due, underWay] = await Promise.all([worker.store.due(nowOf(worker)), worker.store.posts({ state: "publishing" })]);
  return [...due.map(({ post }) => post), ...underWay].every(({ account }) => isStill(account));
}
