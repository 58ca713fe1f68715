/** Tells people that the database can't be written, once, and that it can again. */
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

/** @param tell takes a line for people */
export function troubleWith(file: string, tell: (line: string) => void): Trouble {
  let said: string | null = null;
  return {
    met: (error, spentMs) => {
      const line = wordsFor(file, error);
      if (said === line || (!isFull(error) && spentMs < wordAfterMs)) return;
      said = line;
      tell(line);
    },
    over: () => {
      if (said === null) return;
      said = null;
      tell(`The database ${file} can be written again; going on where it stopped.`);
    },
  };
}

function wordsFor(file: string, error: unknown): string {
  if (!isFull(error)) return `The database ${file} is locked by another program; waiting for it, nothing is sent meanwhile.`;
  const why = error instanceof Error ? error.message : String(error);
  return `The database ${file} can't be written (${why}): make room on its disk. Nothing is lost, nothing is sent meanwhile, and it goes on by itself.`;
}
