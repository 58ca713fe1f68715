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

/**
 * One post of each account, the first in turn, and these by rank and time. What is due in the same second comes in an order of this
 * worker's own, so that several workers don't all reach for the same posts.
 */
export function firstInTurn(due: readonly Due[], owner: string): readonly Due[] {
  const firsts = new Map<string, Due>();
  for (const one of due) {
    const first = firsts.get(one.post.account);
    if (!first || inTurn(one.post, first.post) < 0) firsts.set(one.post.account, one);
  }
  const keyed = [...firsts.values()].map((one) => ({
    one,
    rank: rank(one.post),
    second: Math.floor((one.post.scheduledAt ?? 0) / secondMs),
    place: scattered(`${owner} ${one.post.account}`),
  }));
  keyed.sort((a, b) => a.rank - b.rank || a.second - b.second || a.place - b.place);
  return keyed.map(({ one }) => one);
}
