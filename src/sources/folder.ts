/**
 * A folder into which people and programs drop summaries, renamed into it or written there piece by piece. It is looked at again and
 * again: not every file system tells of changes. What is taken lies in `done/` afterwards, what can't be in `problems/`.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { block, type Problem, type Result, refuse } from "../domain/problem.ts";
import { type ClaimParts, openClaims, ownFolder } from "./folder/claims.ts";
import { isSame, moveInto, readBounded, type Stamp, stampOf } from "./folder/move.ts";
import { isLeft } from "./folder/names.ts";

/** A file is whole when its size and time stood still for so long. */
export const settleMs = 5_000;
/** One that can't be taken as it is may still be written by a slow hand. */
export const patienceMs = 60_000;
/** After a failure that is not the file's. */
const againMs = 60_000;
const mostBytes = 20_000_000;

/** A file as it was found; `name` is for people, with the folder before it. */
export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface FolderParts extends ClaimParts {
  /** The folder as people call it: `inbox`. */
  readonly name: string;
  /** What stands against the file as it is. Keeps nothing. */
  readonly judge: (file: DroppedFile) => Promise<readonly Problem[]>;
  /** Takes it; when it resolves, that is committed. The same file again is no harm. @returns what became of it, in words */
  readonly take: (file: DroppedFile) => Promise<Result<string>>;
  /** Takes a line for people. */
  readonly say: (line: string) => void;
}

export interface Folder {
  /** Looks once, and takes what stood still for long enough. Throws where the folder itself, or the queue, can't be reached. */
  look(): Promise<void>;
}

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

function tooLarge(name: string): Problem {
  const remedy = "Check that this is the right file; keep only the summary's text.";
  return block("input-too-large", name, `${name} has more than ${mostBytes / 1e6} MB, which no summary does.`, remedy);
}

/** A sentence a problem: what, where, and what to do. */
function reasonText(problems: readonly Problem[], folder: string): string {
  const lines = problems.map(({ where, message, remedy }) => `${where}: ${message} ${remedy}`);
  return `${lines.join("\n")}\n\nMended, put the file into ${folder} again.\n`;
}

export function openFolder(parts: FolderParts): Folder {
  const { directory, clock, say } = parts;
  const claims = openClaims(parts);
  const seen = new Map<string, Watched>();

  const fileAt = async (path: string, name: string): Promise<DroppedFile | null> => {
    const bytes = await readBounded(path, mostBytes);
    return bytes && { name: join(parts.name, name), bytes };
  };

  /** Notes how each file stands; what is no longer there is forgotten. */
  const watch = async (): Promise<readonly string[]> => {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !isLeft(entry.name)).map(({ name }) => name);
    for (const name of [...seen.keys()]) if (!names.includes(name)) seen.delete(name);
    for (const name of names) {
      const stamp = await stampOf(join(directory, name));
      if (stamp && !isSame(stamp, seen.get(name)?.stamp ?? null)) seen.set(name, { stamp, since: clock.mono() });
    }
    return names.toSorted();
  };

  /** Judged once for each way it stands: most files wait only to be whole. */
  const isRight = async (name: string, watched: Watched): Promise<boolean> => {
    if (watched.isRight !== undefined) return watched.isRight;
    const file = watched.stamp.size > mostBytes ? null : await fileAt(join(directory, name), name);
    const right = file !== null && (await parts.judge(file)).length === 0;
    seen.set(name, { ...watched, isRight: right });
    return right;
  };

  const isReady = async (name: string): Promise<boolean> => {
    const watched = seen.get(name);
    const stoodMs = watched ? clock.mono() - watched.since : 0;
    if (!watched || stoodMs < settleMs || clock.mono() < (watched.notBefore ?? Number.NEGATIVE_INFINITY)) return false;
    return (await isRight(name, watched)) || stoodMs >= patienceMs;
  };

  const outcomeOf = async (path: string, name: string): Promise<Result<string>> => {
    const file = await fileAt(path, name);
    return file ? parts.take(file) : refuse(tooLarge(join(parts.name, name)));
  };

  const settle = async (path: string, name: string, outcome: Result<string>): Promise<void> => {
    const reason = outcome.ok ? undefined : reasonText(outcome.problems, parts.name);
    const target = await ownFolder(join(directory, outcome.ok ? "done" : "problems"));
    if ((await moveInto(path, target, name, reason)) === null) return;
    const problem = outcome.ok ? null : outcome.problems[0];
    say(outcome.ok ? outcome.value : `${join(parts.name, name)} is in problems/: ${problem?.message ?? ""}`);
  };

  /** Has the file alone from the claim on; one that a slow hand still wrote into is looked at anew. */
  const handle = async (name: string, { stamp }: Watched): Promise<void> => {
    const path = await claims.take(name);
    if (path === null) return;
    try {
      if (!isSame(await stampOf(path), stamp)) return await claims.giveBack(path, name);
      const outcome = await outcomeOf(path, name);
      if (!isSame(await stampOf(path), stamp)) return await claims.giveBack(path, name);
      await settle(path, name, outcome);
      seen.delete(name);
    } catch (error) {
      await claims.giveBack(path, name);
      seen.set(name, { stamp, since: clock.mono(), notBefore: clock.mono() + againMs });
      throw error;
    }
  };

  return {
    look: async () => {
      for (const own of ["", "done", "problems"]) await ownFolder(join(directory, own));
      await claims.recover();
      for (const name of await watch()) {
        const watched = seen.get(name);
        if (watched && (await isReady(name))) await handle(name, watched);
      }
    },
  };
}
