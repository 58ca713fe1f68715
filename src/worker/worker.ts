import type { Account } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Edge } from "../edge/edge.ts";
import type { Tell } from "../notify/news.ts";
import type { Registry, Secret, Session } from "../platforms/platform.ts";
import type { Store } from "../storage/store.ts";
import type { KnownCapacity } from "./capacity.ts";
import { type ClockWatch, watchClock } from "./clock-watch.ts";
import { type ClockCare, noClockCare } from "./clocks.ts";

/** All durations in milliseconds; `requestTimeoutMs < settleMs ≤ leaseMs`, as settings enforce. */
export interface Timing {
  /** A request's whole life, by the monotonic clock. */
  readonly requestTimeoutMs: number;
  /** How long a doubt is watched before the platform is asked. */
  readonly settleMs: number;
  /** How long a lease must stand unchanged, while watched, before it is taken over. */
  readonly leaseMs: number;
  /** How often the queue is looked at. */
  readonly tickMs: number;
}

/** What a worker is given. */
export interface WorkerParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly accounts: readonly Account[];
  /** Of connected accounts, by id. */
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly edge: Edge;
  readonly timing: Timing;
  readonly tell: Tell;
  /** `host/pid/start-time`: who this is, to other workers. */
  readonly owner: string;
}

/** A worker and what it has seen with its own clock. */
export interface Worker extends WorkerParts {
  /** Open sessions by account. */
  readonly sessions: Map<string, Promise<Session>>;
  /** Since when (monotonic) a post's newest intent has been watched: doubts settle by this, never by stored times. */
  readonly watched: Map<string, { readonly seq: number; readonly since: number }>;
  /** Since when (monotonic) another worker's lease has stood unchanged. */
  readonly leases: Map<string, { readonly token: string; readonly counter: number; readonly since: number }>;
  /** Posts being worked on by this process. */
  readonly inHand: Map<string, Promise<void>>;
  /** Whether the wall clock can be believed, and what was done about it where not. */
  readonly clocks: ClockWatch;
  readonly clockCare: ClockCare;
  /** What platforms said that they still take, by account. */
  readonly capacities: Map<string, KnownCapacity>;
  /** Posts under way whose first visible step waits for the clocks to agree. */
  readonly resting: Set<string>;
  /** Set when the process should stop: the step in hand is finished, no other is begun. */
  stopping: boolean;
}

export function makeWorker(parts: WorkerParts): Worker {
  const clocks = watchClock(parts.edge.clock);
  const sawDate = (header: string | null) => {
    clocks.saw(header);
    parts.edge.sawDate(header);
  };
  const seen = { sessions: new Map(), watched: new Map(), leases: new Map(), inHand: new Map() };
  const cares = { clocks, clockCare: noClockCare(), capacities: new Map(), resting: new Set<string>() };
  return { ...parts, edge: { ...parts.edge, sawDate }, ...seen, ...cares, stopping: false };
}

/** How the journal names this worker. */
export function signature({ owner }: Worker): string {
  return `worker ${owner}`;
}

/** The account's session, opened once; undefined where the account is unknown or not connected. */
export function sessionFor(worker: Worker, account: Account): Promise<Session> | undefined {
  const secret = worker.secrets.get(account.id);
  if (!secret) return undefined;
  const open = worker.sessions.get(account.id) ?? worker.registry[account.platform].open(account, secret, worker.edge);
  worker.sessions.set(account.id, open);
  return open;
}

export function accountOf(worker: Worker, id: string): Account | undefined {
  return worker.accounts.find((account) => account.id === id);
}

export function nowOf(worker: Worker): Instant {
  return worker.edge.clock.now();
}
