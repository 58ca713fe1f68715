/**
 * Posts that could not be worked on through a fault of Herald's own. They rest longer and longer: tried again at every turn, one that
 * breaks after a question to its platform would put that question every second, and some platforms bill by the question.
 */
import { backOffMs } from "../pipeline/publish.ts";
import type { Worker } from "./worker.ts";

/** How often it broke off without a turn that went well, and until when (monotonic) it rests. */
export interface Fault {
  readonly tries: number;
  readonly until: number;
}

const longestMs = 300_000;

export function noteFault({ faults, edge: { clock } }: Worker, postId: string): void {
  const tries = (faults.get(postId)?.tries ?? 0) + 1;
  faults.set(postId, { tries, until: clock.mono() + backOffMs(tries, longestMs) });
}

export function isAtRest({ faults, edge: { clock } }: Worker, postId: string): boolean {
  return clock.mono() < (faults.get(postId)?.until ?? 0);
}
