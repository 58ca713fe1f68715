/**
 * Hands a body over to a stranger's address, as such an address must be used: over https, to the very address that was judged, within
 * bounds of time, without following redirects. Of the answer only status and `Retry-After` are read.
 */
import type { IncomingMessage } from "node:http";
import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";
import { BlockList, isIP } from "node:net";
import type { Clock } from "./clock.ts";
import { addressesOf, nameIn, type Resolve } from "./look-up.ts";
import { isPublicAddress } from "./public-address.ts";

export interface PostPorts {
  readonly clock: Clock;
  readonly proxyEnv: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** Breaks it off. */
  readonly stop?: AbortSignal;
  /** Addresses in the operator's own networks are taken too. */
  readonly allowPrivate: boolean;
  /** All addresses of a name. */
  readonly resolve?: Resolve;
}

/** What goes out. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `why` in a few words, without the address, which may be a secret. `retryAfterMs`: as the answer asks. */
export type Posted =
  | { readonly ok: true; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly ok: false; readonly why: string };

const loopbacks = new BlockList();
loopbacks.addSubnet("127.0.0.0", 8, "ipv4");
loopbacks.addAddress("::1", "ipv6");

/** True for a host's name or address, as a URL writes it, that means this very machine. */
export function isThisMachine(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, "");
  const version = isIP(name);
  if (version === 0) return name === "localhost" || name.endsWith(".localhost");
  return loopbacks.check(name, version === 4 ? "ipv4" : "ipv6");
}

class Unreachable extends Error {}

/** Never throws: whatever a stranger's server does is an answer. */
export async function postPublic(posting: Posting, ports: PostPorts): Promise<Posted> {
  const signal = AbortSignal.any([ports.clock.timeout(ports.timeoutMs), ...(ports.stop ? [ports.stop] : [])]);
  try {
    const url = new URL(posting.url);
    const answer = await ask(url, await judgedAddress(url, ports, signal), posting, ports, signal);
    // Nothing it says is needed, and it may say it for ever.
    answer.destroy();
    return { ok: true, status: answer.statusCode ?? 0, retryAfterMs: retryAfter(answer.headers["retry-after"], ports.clock.now()) };
  } catch (error) {
    if (error instanceof Unreachable) return { ok: false, why: error.message };
    return { ok: false, why: signal.aborted ? "it took too long" : `it can't be reached (${codeOf(error)})` };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "the connection failed";
}

const longestRestMs = 86_400_000;

/** Seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(written: string | undefined, now: number): number | null {
  if (written === undefined) return null;
  const ms = /^\d{1,9}$/.test(written) ? Number(written) * 1_000 : Date.parse(written) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestRestMs) : null;
}

/** Where one of several addresses is private, none is asked: who answers for the name may change its mind. */
async function judgedAddress(url: URL, { resolve, allowPrivate }: PostPorts, signal: AbortSignal): Promise<string> {
  const isNear = isThisMachine(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isNear)) throw new Unreachable("it is no https address");
  const addresses = await addressesOf(nameIn(url), signal, new Unreachable("it took too long"), resolve);
  const [first] = addresses;
  if (first === undefined) throw new Unreachable("its host can't be found");
  if (isNear ? !addresses.every(isThisMachine) : !allowPrivate && !addresses.every(isPublicAddress))
    throw new Unreachable("it lies in a private network");
  return first;
}

/** Connects to the address itself, so that no second look-up can lead elsewhere. This machine is reached without a proxy. */
function ask(
  url: URL,
  address: string,
  { headers, body }: Posting,
  { proxyEnv }: PostPorts,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const name = nameIn(url);
  const isPlain = url.protocol === "http:";
  const environment = isThisMachine(url.hostname) ? {} : { ...proxyEnv };
  const options = {
    method: "POST",
    host: address,
    port: url.port === "" ? (isPlain ? 80 : 443) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, "user-agent": "Herald", "content-length": String(Buffer.byteLength(body)), ...headers },
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = isPlain
      ? plainRequest({ ...options, agent: new PlainAgent({ proxyEnv: environment }) })
      : request({ ...options, ...(isIP(name) ? {} : { servername: name }), agent: new Agent({ proxyEnv: environment }) });
    sent.once("response", resolve).once("error", reject).end(body);
  });
}
