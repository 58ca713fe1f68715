/** What lies in the folder, how long each file has stood as it is, and whether it can be taken so. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../edge/clock.ts";
import { isSame, type Stamp, stampOf } from "./move.ts";
import { isLeft } from "./names.ts";

/** A file is whole when its size and time stood still for so long. */
export const settleMs = 5_000;
/** One that can't be taken as it is may still be written by a slow hand. */
export const patienceMs = 60_000;
/** After a failure that is not the file's. */
const againMs = 60_000;

/** A file that is being watched. */
interface Watched {
  readonly stamp: Stamp;
  /** When it was first seen so, on the monotonic clock. */
  readonly since: number;
  /** False: it can't be taken as it stands. */
  readonly isRight?: boolean;
  /** Not to be tried before; on the same clock. */
  readonly notBefore?: number;
}

export interface WatchParts {
  /** Absolute. */
  readonly directory: string;
  readonly clock: Pick<Clock, "mono">;
  /** Whether the file can be taken as it stands. */
  readonly isRight: (name: string, stamp: Stamp) => Promise<boolean>;
}

export interface Watch {
  /** Notes how each file stands; what is no longer there is forgotten. @returns all names, in order */
  look(): Promise<readonly string[]>;
  /** How the file stands, where it is to be taken now; null: not yet. */
  ready(name: string): Promise<Stamp | null>;
  forget(name: string): void;
  /** Lets a file wait, that stood so, after a failure which is not its own. */
  postpone(name: string, stamp: Stamp): void;
}

export function openWatch({ directory, clock, isRight }: WatchParts): Watch {
  const seen = new Map<string, Watched>();

  /** Judged once for each way it stands: most files wait only to be whole. */
  const judged = async (name: string, watched: Watched): Promise<boolean> => {
    const right = watched.isRight ?? (await isRight(name, watched.stamp));
    seen.set(name, { ...watched, isRight: right });
    return right;
  };

  return {
    look: async () => {
      const entries = await readdir(directory, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile() && !isLeft(entry.name)).map(({ name }) => name);
      for (const name of [...seen.keys()]) if (!names.includes(name)) seen.delete(name);
      for (const name of names) {
        const stamp = await stampOf(join(directory, name));
        if (stamp && !isSame(stamp, seen.get(name)?.stamp ?? null)) seen.set(name, { stamp, since: clock.mono() });
      }
      return names.toSorted();
    },
    ready: async (name) => {
      const watched = seen.get(name);
      const stoodMs = watched ? clock.mono() - watched.since : 0;
      if (!watched || stoodMs < settleMs || clock.mono() < (watched.notBefore ?? Number.NEGATIVE_INFINITY)) return null;
      return (await judged(name, watched)) || stoodMs >= patienceMs ? watched.stamp : null;
    },
    forget: (name) => void seen.delete(name),
    postpone: (name, stamp) => void seen.set(name, { stamp, since: clock.mono(), notBefore: clock.mono() + againMs }),
  };
}
