/**
 * How many posts one worker has in hand at once: so many in all, so many of one platform. A platform that hangs fills its own bound and
 * no other's; and accounts whose last request ran into its time-out share half of their platform's bound, so that the others go on.
 */
import type { PlatformId } from "../domain/account.ts";

/** The bounds of one worker. */
export interface Concurrency {
  readonly all: number;
  readonly perPlatform: Readonly<Record<PlatformId, number>>;
}

export const usualConcurrency: Concurrency = { all: 96, perPlatform: { x: 32, instagram: 32, "youtube-community": 32 } };

/** A post in this worker's hands. */
export interface Held {
  readonly account: string;
  readonly platform: PlatformId;
  /** Monotonic. */
  readonly since: number;
}

/** Who asks for room. */
export type Asker = Pick<Held, "account" | "platform">;

/** What is in hand, by post, and which accounts were slow when they were last asked. */
export interface Lanes {
  readonly held: Map<string, Held>;
  readonly slow: Set<string>;
}

export function noLanes(): Lanes {
  return { held: new Map(), slow: new Set() };
}

/** Notes that the post is in hand no more; its account was slow if that took as long as a request may. */
export function letGo({ held, slow }: Lanes, postId: string, mono: number, requestTimeoutMs: number): void {
  const hand = held.get(postId);
  if (!hand) return;
  held.delete(postId);
  if (mono - hand.since >= requestTimeoutMs) slow.add(hand.account);
  else slow.delete(hand.account);
}

/** What is left of the bounds now, and counts down as posts are taken in hand. */
export interface Room {
  /** True where it may be taken in hand, and counted then. */
  take(asker: Asker): boolean;
  /** True when nothing more can be taken. */
  isFull(): boolean;
}

/** What a platform is sure of when all of them are busy: its part of the whole. */
function shareOf(platform: PlatformId, platforms: readonly PlatformId[], { all, perPlatform }: Concurrency): number {
  const wanted = platforms.reduce((sum, id) => sum + perPlatform[id], 0);
  return wanted <= all ? perPlatform[platform] : Math.floor((all * perPlatform[platform]) / wanted);
}

/** @param platforms those that have accounts: nothing is kept free for others */
export function roomIn({ held, slow }: Lanes, platforms: readonly PlatformId[], bounds: Concurrency): Room {
  const counts = new Map(platforms.map((id) => [id, { used: 0, slow: 0, share: shareOf(id, platforms, bounds) }]));
  const count = ({ account, platform }: Asker) => {
    const own = counts.get(platform) ?? { used: 0, slow: 0, share: 0 };
    counts.set(platform, { ...own, used: own.used + 1, slow: own.slow + (slow.has(account) ? 1 : 0) });
  };
  for (const hand of held.values()) count(hand);
  const used = () => [...counts.values()].reduce((sum, own) => sum + own.used, 0);
  const keptFor = (asking: PlatformId) =>
    [...counts].reduce((sum, [id, own]) => (id === asking ? sum : sum + Math.max(0, own.share - own.used)), 0);
  const hasRoom = (platform: PlatformId) =>
    (counts.get(platform)?.used ?? 0) < bounds.perPlatform[platform] && used() + keptFor(platform) < bounds.all;
  const isSlowFull = ({ account, platform }: Asker) =>
    slow.has(account) && (counts.get(platform)?.slow ?? 0) >= Math.max(1, Math.floor(bounds.perPlatform[platform] / 2));
  return {
    take: (asker) => {
      if (!hasRoom(asker.platform) || isSlowFull(asker)) return false;
      count(asker);
      return true;
    },
    isFull: () => !platforms.some(hasRoom),
  };
}
