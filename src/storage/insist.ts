/**
 * A program that is asked to stop waits for its database no longer. What came of a step that was sent, though, nobody else knows: it is
 * worth all the time that stopping may take.
 */
import { AsyncLocalStorage } from "node:async_hooks";

const insisting = new AsyncLocalStorage<true>();

/** Within `work` the database is waited for as if nobody had asked the program to stop; its process ends all the same when its time is over. */
export function insist<T>(work: () => Promise<T>): Promise<T> {
  return insisting.run(true, work);
}

export function isInsistedOn(): boolean {
  return insisting.getStore() === true;
}
