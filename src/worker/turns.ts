/** Which of the posts that are due come first. Pure. */
import type { Due, DuePost } from "../storage/due.ts";

/** Under way before a correction, that before what is new. */
function rank({ state, isCorrection }: DuePost): number {
  if (state === "publishing") return 0;
  return isCorrection ? 1 : 2;
}

/** By rank, then by the time an editor gave: what waited its turn doesn't fall behind. */
function inTurn(a: DuePost, b: DuePost): number {
  return rank(a) - rank(b) || (a.scheduledAt ?? 0) - (b.scheduledAt ?? 0) || (a.id < b.id ? -1 : 1);
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function scattered(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

const secondMs = 1000;

/** Who works on this queue. */
export interface Workers {
  readonly owner: string;
  readonly others: readonly string[];
}

/** How many of the others go before this worker on an account: with as many accounts as not none does, and each account has one such. */
function before(account: string, { owner, others }: Workers): number {
  const own = scattered(`${owner} ${account}`);
  return others.filter((other) => scattered(`${other} ${account}`) < own).length;
}

/**
 * One post of each account, the first in turn, and these by rank and time. Several workers don't all reach for the same posts: of what is
 * due in the same second a worker takes its own accounts first, by rendezvous hashing (Thaler and Ravishankar, 1998), and looks at the
 * queue again before it goes on to those of others, who may have seen to them by then.
 * @param inHand accounts that somebody has a post of in hand
 */
export function firstInTurn(due: readonly Due[], inHand: ReadonlySet<string>, workers: Workers): readonly Due[] {
  const firsts = new Map<string, Due>();
  for (const one of due) {
    const first = firsts.get(one.post.account);
    if (!inHand.has(one.post.account) && (!first || inTurn(one.post, first.post) < 0)) firsts.set(one.post.account, one);
  }
  const keyed = [...firsts.values()].map((one) => ({
    one,
    rank: rank(one.post),
    second: Math.floor((one.post.scheduledAt ?? 0) / secondMs),
    others: before(one.post.account, workers),
    place: scattered(`${workers.owner} ${one.post.account}`),
  }));
  keyed.sort((a, b) => a.rank - b.rank || a.second - b.second || a.others - b.others || a.place - b.place);
  const own = keyed.findLastIndex(({ others }) => others === 0);
  return keyed.slice(0, own === -1 ? keyed.length : own + 1).map(({ one }) => one);
}
