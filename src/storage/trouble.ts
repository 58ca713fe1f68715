/** Tells people that the database can't be written, once, and that it can again. */
import { isAway, isServerFull } from "./postgres-errors.ts";
import { Sealed } from "./seal.ts";
import { isFull } from "./sqlite-errors.ts";

export interface Trouble {
  /** An attempt failed, after so much waiting. */
  met(error: unknown, spentMs: number): void;
  /** An attempt that had failed before went through. */
  over(): void;
}

export const noTrouble: Trouble = { met: () => undefined, over: () => undefined };

/** A lock that is held this long is worth a word; shorter ones are everyday. */
const wordAfterMs = 2_000;

/** What is said of an error. */
interface Words {
  readonly line: (error: unknown) => string;
  /** True for errors that don't pass by themselves in a moment: told of at once. */
  readonly isGrave: (error: unknown) => boolean;
  readonly over: string;
}

/** @param tell takes a line for people */
export function troubleWith(file: string, tell: (line: string) => void): Trouble {
  const line = (error: unknown) => (isFull(error) ? fullLine(file, error, "its disk") : lockedLine(file));
  return tellOnce({ line, isGrave: isFull, over: `The database ${file} can be written again; going on where it stopped.` }, tell);
}

/** @param place the server's database, as people are shown it */
export function serverTrouble(place: string, tell: (line: string) => void): Trouble {
  const line = (error: unknown) => {
    if (isServerFull(error)) return fullLine(place, error, "its server");
    return isAway(error) ? awayLine(place) : lockedLine(place);
  };
  return tellOnce({ line, isGrave: isServerFull, over: `The database ${place} is there again; going on where it stopped.` }, tell);
}

function tellOnce({ line, isGrave, over }: Words, tell: (line: string) => void): Trouble {
  let said: string | null = null;
  return {
    met: (error, spentMs) => {
      // It is no trouble, and whoever stays says so in words of its own.
      if (error instanceof Sealed) return;
      const words = line(error);
      if (said === words || (!isGrave(error) && spentMs < wordAfterMs)) return;
      said = words;
      tell(words);
    },
    over: () => {
      if (said === null) return;
      said = null;
      tell(over);
    },
  };
}

function lockedLine(name: string): string {
  return `The database ${name} is locked by another program; waiting for it, nothing is sent meanwhile.`;
}

function awayLine(name: string): string {
  return `The database ${name} can't be reached; nothing is sent meanwhile, nothing is lost, and it goes on by itself.`;
}

function fullLine(name: string, error: unknown, where: string): string {
  const why = error instanceof Error ? error.message : String(error);
  return `The database ${name} can't be written (${why}): make room on ${where}. Nothing is lost, nothing is sent meanwhile, and it goes on by itself.`;
}
