import type { Watch } from "../../../src/domain/incident.ts";
import type { Instant } from "../../../src/domain/instant.ts";
import type { Store } from "../../../src/storage/store.ts";

/** A database of its own for one test. */
export interface Ground {
  /** How a child process is told of it: `file:…`. */
  readonly location: string;
  /** Where no table has been made yet. */
  readonly emptyLocation: string;
  /** Another connection to the same database. @param watch absent: nothing is an incident */
  open(now: () => Instant, watch?: Watch): Promise<Store>;
  /** Throws if the database itself says that it is damaged. */
  inspect(): void;
  /** How many times a process is killed at work here; absent: as often as a file needs, which has nobody else to keep it whole. */
  readonly kills?: number;
  remove(): Promise<void>;
}

/** What a test reads: a fresh store before each, and the wall clock that the store was given. */
export interface Stage {
  readonly store: Store;
  readonly ground: Ground;
  readonly clock: { now: Instant };
}
