/**
 * Fetches what a stranger's address names, as such an address must be fetched: over https, from the public internet only, from the very
 * address that was judged, within bounds of time, size and redirects. Sizes count after unpacking.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Clock } from "./clock.ts";
import { addressesOf, nameIn, type Resolve } from "./look-up.ts";
import { isPublicAddress } from "./public-address.ts";

export interface FetchPorts {
  readonly clock: Clock;
  readonly proxyEnv: Readonly<Record<string, string | undefined>>;
  /** For all redirects together. */
  readonly timeoutMs?: number;
  /** Ends whatever is asked when the process is to stop. */
  readonly stop?: AbortSignal;
  /** All addresses of a name. */
  readonly resolve?: Resolve;
  readonly isPublic?: (address: string) => boolean;
  /** Further certificate authorities, PEM. */
  readonly ca?: string;
}

export interface Wanted {
  readonly mostBytes: number;
  readonly mostRedirects: number;
  /** Lower case. With `accept-encoding`, gzip, deflate and br are unpacked. */
  readonly headers: Readonly<Record<string, string>>;
  /** Only status and headers are wanted. */
  readonly bare?: true;
}

/** An answer that is no redirect, whatever its status; the body is empty where the status is not 200, or none is wanted. */
export interface Fetched {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Uint8Array;
  /** Where it came from in the end. */
  readonly url: string;
}

/** `why` is the end of a sentence that begins with the address. */
export type FetchResult = { readonly ok: true; readonly value: Fetched } | { readonly ok: false; readonly why: string };

/** What is wrong, as the end of a sentence that begins with the address. */
class Unfetchable extends Error {}

/** Never throws: whatever a stranger's server does is an answer. */
export async function fetchPublic(address: string, wanted: Wanted, ports: FetchPorts): Promise<FetchResult> {
  const { clock, timeoutMs = 20_000, stop } = ports;
  const signal = AbortSignal.any([clock.timeout(timeoutMs), ...(stop ? [stop] : [])]);
  try {
    return { ok: true, value: await follow(address, wanted, ports, signal) };
  } catch (error) {
    if (error instanceof Unfetchable) return { ok: false, why: error.message };
    return { ok: false, why: signal.aborted ? "took too long to answer" : `can't be reached (${codeOf(error)})` };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}

async function follow(address: string, wanted: Wanted, ports: FetchPorts, signal: AbortSignal): Promise<Fetched> {
  let url = URL.parse(address);
  for (let redirects = 0; redirects <= wanted.mostRedirects; redirects += 1) {
    if (url?.protocol !== "https:") throw new Unfetchable("is not, or leads on to what is not, an https address");
    const answer = await ask(url, await judgedAddress(url, ports, signal), wanted, ports, signal);
    const { statusCode: status = 0, headers } = answer;
    if (status === 200 && !wanted.bare) return { status, headers, bytes: await read(answer, wanted.mostBytes), url: url.href };
    answer.destroy();
    const isRedirect = [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
    if (!isRedirect) return { status, headers, bytes: new Uint8Array(), url: url.href };
    url = URL.parse(headers.location ?? "", url);
  }
  throw new Unfetchable("leads on and on");
}

/** An address of the host. Where one of several is private, none is asked: who answers for the name may change its mind. */
async function judgedAddress(url: URL, { resolve, isPublic = isPublicAddress }: FetchPorts, signal: AbortSignal): Promise<string> {
  const addresses = await addressesOf(nameIn(url), signal, new Unfetchable("took too long to be found"), resolve);
  const [first] = addresses;
  if (first === undefined) throw new Unfetchable("has a host that can't be found");
  if (!addresses.every(isPublic)) throw new Unfetchable("lies in a private network");
  return first;
}

/** Connects to the address itself, so that no second look-up can lead elsewhere; a proxy is asked for that address too. */
function ask(url: URL, address: string, wanted: Wanted, { proxyEnv, ca }: FetchPorts, signal: AbortSignal): Promise<IncomingMessage> {
  const name = nameIn(url);
  const agent = new Agent({ proxyEnv: { ...proxyEnv } });
  return new Promise((resolve, reject) => {
    const sent = request({
      host: address,
      port: url.port === "" ? 443 : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, "user-agent": "Herald", "accept-encoding": "identity", ...wanted.headers },
      ...(isIP(name) ? {} : { servername: name }),
      ...(ca === undefined ? {} : { ca }),
      agent,
      signal,
    });
    sent.once("response", resolve).once("error", reject).end();
  });
}

function unpacked(answer: IncomingMessage): Readable {
  const encoding = answer.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return answer;
  const unpacks = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress }[encoding];
  if (!unpacks) throw new Unfetchable(`is packed in a way that Herald doesn't know (${encoding.slice(0, 20)})`);
  const unpacking = unpacks();
  answer.once("error", (error) => unpacking.destroy(error));
  return answer.pipe(unpacking);
}

async function read(answer: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    if (Number(answer.headers["content-length"] ?? 0) > mostBytes) throw tooLarge(mostBytes);
    for await (const chunk of unpacked(answer)) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge(mostBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    answer.destroy();
  }
}

function tooLarge(mostBytes: number): Unfetchable {
  return new Unfetchable(`has more than ${mostBytes / 1_000_000} MB`);
}
