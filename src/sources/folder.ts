/**
 * A folder into which people and programs drop summaries, renamed into it or written there piece by piece. It is looked at again and
 * again: not every file system tells of changes. What is taken lies in `done/` afterwards, what can't be in `problems/`.
 */
import { join } from "node:path";
import { block, type Problem, type Result, refuse } from "../domain/problem.ts";
import { type ClaimParts, openClaims, ownFolder } from "./folder/claims.ts";
import { isSame, moveInto, readBounded, type Stamp, stampOf } from "./folder/move.ts";
import { openWatch } from "./folder/watch.ts";

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

  const fileAt = async (path: string, name: string): Promise<DroppedFile | null> => {
    const bytes = await readBounded(path, mostBytes);
    return bytes && { name: join(parts.name, name), bytes };
  };

  const isRight = async (name: string, { size }: Stamp): Promise<boolean> => {
    const file = size > mostBytes ? null : await fileAt(join(directory, name), name);
    return file !== null && (await parts.judge(file)).length === 0;
  };

  const watch = openWatch({ directory, clock, isRight });

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
  const handle = async (name: string, stamp: Stamp): Promise<void> => {
    const path = await claims.take(name);
    if (path === null) return;
    try {
      if (!isSame(await stampOf(path), stamp)) return await claims.giveBack(path, name);
      const outcome = await outcomeOf(path, name);
      if (!isSame(await stampOf(path), stamp)) return await claims.giveBack(path, name);
      await settle(path, name, outcome);
      watch.forget(name);
    } catch (error) {
      await claims.giveBack(path, name);
      watch.postpone(name, stamp);
      throw error;
    }
  };

  return {
    look: async () => {
      for (const own of ["", "done", "problems"]) await ownFolder(join(directory, own));
      await claims.recover();
      for (const name of await watch.look()) {
        const stamp = await watch.ready(name);
        if (stamp) await handle(name, stamp);
      }
    },
  };
}
