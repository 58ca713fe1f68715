import type { Account, PlatformId } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Edge } from "../edge/edge.ts";
import type { Tell } from "../notify/news.ts";
import type { Logins } from "../platforms/current-login.ts";
import type { Registry, Secret, Session } from "../platforms/platform.ts";
import type { Due } from "../storage/due.ts";
import type { Store } from "../storage/store.ts";
import type { KnownCapacity } from "./capacity.ts";
import { type ClockWatch, watchClock } from "./clock-watch.ts";
import { type ClockCare, noClockCare } from "./clocks.ts";
import type { Fault } from "./faults.ts";
import { type Concurrency, type Lanes, noLanes } from "./lanes.ts";
import { type Observer, unobserved } from "./observer.ts";
import type { Watching } from "./settling.ts";

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
  /** How many posts may be in hand at once; absent: as usual. */
  readonly concurrency?: Concurrency;
}

/** What the last look at the queue left to be set going, as soon as there is room. */
export interface Queue {
  next: readonly Due[];
  /** Whether more was due than stands in `next`: another look would find something. */
  more: boolean;
  /** Asks for that look at once. */
  wake: () => void;
  /** Other workers that hold leases, and when (monotonic) each was last seen to. */
  readonly others: Map<string, number>;
}

/** What a worker is given. */
export interface WorkerParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly accounts: readonly Account[];
  /** Of connected accounts, by id, as settings found them. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** The same logins as they stand now: some are renewed; absent: none is. */
  readonly logins?: Logins;
  readonly edge: Edge;
  readonly timing: Timing;
  readonly tell: Tell;
  /** `host/pid/start/realm/lease/over`: who this is, to other workers, and on what terms it holds a lease (`windows.ts`). */
  readonly owner: string;
  /** Hears what this worker does; absent: nobody measures it. */
  readonly observer?: Observer;
}

export interface OpenSession {
  /** Which of the account's logins: a renewed one has another. */
  readonly generation: number;
  readonly session: Promise<Session>;
}

/** A worker and what it has seen with its own clock. */
export interface Worker extends WorkerParts {
  readonly observer: Observer;
  /** Open sessions by account, each with the login that it was opened with. */
  readonly sessions: Map<string, OpenSession>;
  /** Doubts as they are watched, by post: they settle by this, never by stored times. */
  readonly watched: Map<string, Watching>;
  /** When (monotonic) doubts are looked at again. */
  readonly lookAtDoubts: { at: number };
  /** Since when (monotonic) another worker's lease has stood unchanged. */
  readonly leases: Map<string, { readonly token: string; readonly counter: number; readonly since: number }>;
  /** Posts being worked on by this process. */
  readonly inHand: Map<string, Promise<void>>;
  /** Whose they are: nothing is taken in hand beyond the bounds. */
  readonly lanes: Lanes;
  readonly queue: Queue;
  /** Whether the wall clock can be believed, and what was done about it where not. */
  readonly clocks: ClockWatch;
  readonly clockCare: ClockCare;
  /** What platforms said that they still take, by account. */
  readonly capacities: Map<string, KnownCapacity>;
  /** Posts under way whose first visible step waits for the clocks to agree. */
  readonly resting: Set<string>;
  /** Posts that Herald could not work on through a fault of its own, and until when they rest. */
  readonly faults: Map<string, Fault>;
  /** Set when the process should stop: the step in hand is finished, no other is begun. */
  stopping: boolean;
}

type Seen = Pick<Worker, "watched" | "leases" | "inHand" | "lanes" | "clockCare" | "capacities" | "resting" | "faults">;

function unseen(): Seen {
  const maps = { watched: new Map(), leases: new Map(), inHand: new Map(), capacities: new Map() };
  return { ...maps, lanes: noLanes(), clockCare: noClockCare(), resting: new Set(), faults: new Map() };
}

/**
 * @param former the worker whose place this one takes under other settings: what that one has in hand and has seen is this one's
 * too, but its sessions were opened with the former logins
 */
export function makeWorker(parts: WorkerParts, former?: Worker): Worker {
  const clocks = former?.clocks ?? watchClock(parts.edge.clock);
  const sawDate = (header: string | null) => {
    clocks.saw(header);
    parts.edge.sawDate(header);
  };
  const { watched, leases, inHand, lanes, clockCare, capacities, resting, faults } = former ?? unseen();
  const seen = { sessions: new Map(), watched, leases, inHand, lanes, clocks, clockCare, capacities, resting, faults };
  const queue: Queue = { next: [], more: false, wake: () => undefined, others: new Map() };
  const lookAtDoubts = { at: Number.NEGATIVE_INFINITY };
  return { observer: unobserved, ...parts, edge: { ...parts.edge, sawDate }, ...seen, queue, lookAtDoubts, stopping: false };
}

/** How the journal names this worker. */
export function signature({ owner }: Worker): string {
  return `worker ${owner}`;
}

/** The account's session with its login as it stands; undefined where the account is not connected, or has no login to send with now. */
export async function openSession(worker: Worker, account: Account): Promise<OpenSession | undefined> {
  const secret = worker.secrets.get(account.id);
  if (!secret) return undefined;
  const login = worker.logins ? await worker.logins.ready(account) : { secret, generation: 0 };
  if (!login) return undefined;
  const known = worker.sessions.get(account.id);
  if (known?.generation === login.generation) return known;
  const session = worker.registry[account.platform].open(account, login.secret, worker.edge);
  const open = { generation: login.generation, session };
  worker.sessions.set(account.id, open);
  return open;
}

export async function sessionFor(worker: Worker, account: Account): Promise<Session | undefined> {
  return (await openSession(worker, account))?.session;
}

/** By id, made once for the accounts of one taking up of settings. */
const known = new WeakMap<readonly Account[], ReadonlyMap<string, Account>>();

export function accountOf({ accounts }: Worker, id: string): Account | undefined {
  const byId = known.get(accounts) ?? new Map(accounts.map((account) => [account.id, account]));
  known.set(accounts, byId);
  return byId.get(id);
}

/** The platforms that have accounts. */
export function platformsOf({ accounts }: Worker): readonly PlatformId[] {
  return [...new Set(accounts.map(({ platform }) => platform))];
}

export function nowOf(worker: Worker): Instant {
  return worker.edge.clock.now();
}
