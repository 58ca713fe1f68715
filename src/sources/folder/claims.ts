/** Files that processes have in hand, each process's in a hidden folder of its own: whoever moves a file there has it alone. */
import { lstat, mkdir, readdir, rmdir } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Clock } from "../../edge/clock.ts";
import { isMissing, moveInto } from "./move.ts";

/** So long nobody has a file in hand, whose process can't be asked after: it runs elsewhere, or not any more. */
const longestMs = 10 * 60_000;

export interface ClaimParts {
  /** The watched folder, absolute. */
  readonly directory: string;
  readonly clock: Pick<Clock, "mono">;
  /** This process, like no other. */
  readonly owner: string;
  /** True only where it is certain that this owner's process is no more. */
  readonly isGone: (owner: string) => boolean;
}

export interface Claims {
  /** Takes a file in hand; null: somebody else was faster. @returns where it lies now */
  take(name: string): Promise<string | null>;
  /** Puts a file in hand back into the watched folder. */
  giveBack(path: string, name: string): Promise<void>;
  /** Puts back what dead processes had in hand, and what an earlier look of this one left. Asked while this one has nothing in hand. */
  recover(): Promise<void>;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

/** Makes a folder of Herald's own inside the watched one, or throws a sentence where it is anything else: a link could lead away. */
export async function ownFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  if (!(await lstat(path)).isDirectory()) throw new Error(`${path} is no folder: move it away, and Herald makes one.`);
  return path;
}

export function openClaims({ directory, clock, owner, isGone }: ClaimParts): Claims {
  const hands = join(directory, ".herald-taking");
  const mine = encodeURIComponent(owner);
  /** What others have in hand, and since when it was seen there. */
  let watched: ReadonlyMap<string, number> = new Map();

  const giveBack = async (path: string, name: string) => void (await moveInto(path, directory, name));

  const emptyHand = async (hand: string) => {
    for (const name of await namesIn(join(hands, hand))) await giveBack(join(hands, hand, name), name);
    if (hand !== mine) await rmdir(join(hands, hand)).catch(() => undefined);
  };

  const inHands = async (): Promise<ReadonlyMap<string, number>> => {
    const others = (await namesIn(hands)).filter((hand) => hand !== mine);
    const keys = await Promise.all(others.map(async (hand) => (await namesIn(join(hands, hand))).map((name) => join(hand, name))));
    return new Map(keys.flat().map((key) => [key, watched.get(key) ?? clock.mono()]));
  };

  /** Something was seen there for too long, on the clock that never jumps. */
  const isStale = (hand: string) =>
    [...watched].some(([key, since]) => key.startsWith(`${hand}${sep}`) && clock.mono() - since > longestMs);

  return {
    take: async (name) => {
      await ownFolder(hands);
      return moveInto(join(directory, name), await ownFolder(join(hands, mine)), name);
    },
    giveBack,
    recover: async () => {
      watched = await inHands();
      for (const hand of await namesIn(hands)) {
        if (hand === mine || isGone(decodeURIComponent(hand)) || isStale(hand)) await emptyHand(hand);
      }
    },
  };
}
