import type { PlatformId } from "../domain/account.ts";
import type { Clock } from "../edge/clock.ts";
import type { Faults } from "./faults.ts";
import type { ConnectionHook, RequestHook } from "./hooks.ts";
import type { World } from "./keep.ts";
import type { Login } from "./logins.ts";
import type { People } from "./people.ts";
import type { Seen } from "./readers.ts";
import type { Recorded } from "./record.ts";
import type { Rules } from "./rules.ts";

/** Beside these, every rule may be set at the start: `startStandIns({ duplicateProof: false })`. */
export interface StandInOptions extends Partial<Rules> {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Where to keep what was published, so that it survives a restart; absent: in memory. */
  readonly directory?: string;
  /** Where to write the authority's certificate for child processes; absent: a temporary file, on demand. */
  readonly caFile?: string;
  /** Who has accounts; absent: the outlet and a stranger. */
  readonly people?: People;
}

/** X, Instagram and Google, played on this machine behind a proxy that leads unmodified clients to them. */
export interface StandIns {
  /** `http://127.0.0.1:PORT`, for CONNECT. */
  readonly proxyUrl: string;
  /** The authority to trust, PEM. */
  readonly caPem: string;
  /** For an agent's `proxyEnv` or `http.setGlobalProxyFromEnv`. */
  readonly proxyEnv: { readonly HTTPS_PROXY: string; readonly NO_PROXY: string };
  /** What leads a child process here: proxy and trusted authority. Writes the certificate's file when first called. */
  envForChild(): Readonly<Record<string, string>>;
  /** The outlet's logins, as variables of the environment, by platform. */
  readonly logins: Readonly<Record<PlatformId, Login>>;
  /** Everyone, for logins of others: `xLogin(standIns.people.x[1])`. */
  readonly people: People;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly Recorded[];
  /** What the platforms remember, deleted posts and unused uploads too. For reading. */
  world(): World;
  /** What readers see, oldest first. */
  readers(): readonly Seen[];
  /** May be changed at any time. */
  readonly rules: Rules;
  readonly faults: Faults;
  /** @returns takes it back. */
  onRequest(hook: RequestHook): () => void;
  /** @returns takes it back. */
  onConnection(hook: ConnectionHook): () => void;
  /** Moves the platforms' clock, their `Date` header and the age of everything, by so much. */
  shiftClock(byMs: number): void;
  /** Closes every connection. What was published stays, if it was kept in a folder. */
  close(): Promise<void>;
}
