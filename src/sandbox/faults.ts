/** What goes wrong, on request: rules by host, method and path, each for a number of matching requests. */
import type { Json } from "../domain/json.ts";

/**
 * - `hang`: never answers. `cut`: closes the connection without a word. `cut-midway`: closes it in the middle of the answer.
 * - `malformed`: the answer's JSON ends too early. `empty`: a 2xx answer `{}`. `html`: a 200 page in place of JSON.
 * - a number: the platform's own words for that status.
 * - `delayMs`: as usual, but later. `dribbleMs`: the answer in ten pieces with so much time between them.
 */
export type Trouble =
  | "hang"
  | "cut"
  | "cut-midway"
  | "malformed"
  | "empty"
  | "html"
  | number
  | { readonly status: number; readonly body?: Json; readonly headers?: Readonly<Record<string, string>> }
  | { readonly delayMs: number }
  | { readonly dribbleMs: number };

/** What a rule is about; what isn't named fits everything. */
export interface Match {
  readonly host?: string;
  readonly method?: string;
  /** The id of the account whose login it carries. */
  readonly by?: string;
  /** The whole path, or a pattern of it. */
  readonly path?: string | RegExp;
  /** The first request that it strikes, counted from 1 among those that fit since the rule was added. Default 1. */
  readonly nth?: number;
  /** How many in a row it strikes. Default 1; `Infinity` for all. */
  readonly times?: number;
}

/** A request struck `before` has no effect; one struck `after` has had it. */
export type RequestFault = Match & ({ readonly before: Trouble } | { readonly after: Trouble });

type Struck = Pick<Match, "host" | "nth" | "times">;

/** A connection struck at CONNECT; `refuse` is a 502. */
export type ConnectFault = Struck & { readonly connect: "refuse" | "hang" | "cut" };

/** A connection struck when it is up and TLS should begin. */
export type HandshakeFault = Struck & { readonly handshake: "stall" | "cut" };

export type Fault = RequestFault | ConnectFault | HandshakeFault;

export interface Faults {
  /** Adds a rule. @returns takes it back. */
  add(fault: Fault): () => void;
  clear(): void;
}

interface AskedBy {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly by: string | null;
}

/** The rules, and what they say of what happens. */
export interface FaultBook extends Faults {
  atConnect(host: string): "refuse" | "hang" | "cut" | null;
  atHandshake(host: string): "stall" | "cut" | null;
  /** Counts the request with every rule that it fits; the first rule that strikes tells. */
  atRequest(asked: AskedBy): RequestFault | null;
}

interface Counted<F> {
  readonly fault: F;
  seen: number;
}

export function faultBook(): FaultBook {
  const rules = new Set<Counted<Fault>>();
  const strike = <F extends Fault>(isKind: (fault: Fault) => fault is F, fits: (fault: F) => boolean): F | null => {
    let struck: F | null = null;
    for (const rule of rules) {
      if (!isKind(rule.fault) || !fits(rule.fault)) continue;
      rule.seen += 1;
      const first = rule.fault.nth ?? 1;
      if (rule.seen >= first && rule.seen < first + (rule.fault.times ?? 1)) struck ??= rule.fault;
    }
    return struck;
  };
  return {
    add: (fault) => {
      const rule = { fault, seen: 0 };
      rules.add(rule);
      return () => void rules.delete(rule);
    },
    clear: () => rules.clear(),
    atConnect: (host) => strike(isConnect, (fault) => fitsHost(fault, host))?.connect ?? null,
    atHandshake: (host) => strike(isHandshake, (fault) => fitsHost(fault, host))?.handshake ?? null,
    atRequest: (asked) => strike(isRequest, (fault) => fitsRequest(fault, asked)),
  };
}

function isConnect(fault: Fault): fault is ConnectFault {
  return "connect" in fault;
}

function isHandshake(fault: Fault): fault is HandshakeFault {
  return "handshake" in fault;
}

function isRequest(fault: Fault): fault is RequestFault {
  return "before" in fault || "after" in fault;
}

function fitsHost(fault: { readonly host?: string }, host: string): boolean {
  return fault.host === undefined || fault.host === host;
}

function fitsRequest(fault: RequestFault, asked: AskedBy): boolean {
  const pathFits =
    fault.path === undefined || (typeof fault.path === "string" ? fault.path === asked.path : asked.path.search(fault.path) !== -1);
  const isTheirs = fault.by === undefined || fault.by === asked.by;
  return pathFits && isTheirs && fitsHost(fault, asked.host) && (fault.method === undefined || fault.method === asked.method);
}
