/**
 * A program that stays waits for its database as long as it takes; whoever sits at a browser does not. What they decided must not be
 * done an hour later, either, when nobody expects it any more.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { systemClock } from "../edge/clock.ts";

/** The database was waited for in vain: what was asked of it may or may not be done. */
export class Unanswered extends Error {}

const bound = new AsyncLocalStorage<number>();

/** Within `work` no single question is put to a database anew once it has been waited for so long. */
export function waitingAtMost<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return bound.run(ms, work);
}

/** Aborts when waiting, which begins now, has taken too long; null: it may take as long as it takes. */
export function endOfWaiting(): AbortSignal | null {
  const ms = bound.getStore();
  return ms === undefined ? null : systemClock.timeout(ms);
}
