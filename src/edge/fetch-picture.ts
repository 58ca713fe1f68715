/**
 * Fetches a picture that a summary names, as a stranger's address must be fetched: over https, from the public internet only,
 * from the very address that was judged, within bounds of time, size and redirects.
 */
import { lookup } from "node:dns/promises";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { isIP } from "node:net";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { Clock } from "./clock.ts";
import { isPublicAddress } from "./public-address.ts";

/** The largest file that is read, in bytes. */
export const mostBytes = 20_000_000;
const mostRedirects = 3;

export interface FetchPorts {
  readonly clock: Clock;
  readonly proxyEnv: Readonly<Record<string, string | undefined>>;
  /** For all redirects together. */
  readonly timeoutMs?: number;
  /** All addresses of a name. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly isPublic?: (address: string) => boolean;
  /** Further certificate authorities, PEM. */
  readonly ca?: string;
}

/** What is wrong, as the end of a sentence that begins with the address. */
class Unfetchable extends Error {}

/** The bytes, whatever they are: their reader judges them. */
export async function fetchPicture(address: string, ports: FetchPorts): Promise<Result<Uint8Array>> {
  const { clock, timeoutMs = 20_000 } = ports;
  const signal = clock.timeout(timeoutMs);
  try {
    return ok(await follow(address, ports, signal));
  } catch (error) {
    const why =
      error instanceof Unfetchable ? error.message : signal.aborted ? "took too long to answer" : `can't be reached (${codeOf(error)})`;
    return refuse(block("media-picture", "image", why, "Mend the address, or save the picture beside the summary."));
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}

async function follow(address: string, ports: FetchPorts, signal: AbortSignal): Promise<Uint8Array> {
  let url = URL.parse(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (url?.protocol !== "https:") throw new Unfetchable("is not, or leads on to what is not, an https address");
    const answer = await ask(url, await judgedAddress(url.hostname, ports, signal), ports, signal);
    const status = answer.statusCode ?? 0;
    if (status === 200) return read(answer);
    answer.destroy();
    const { location } = answer.headers;
    if (status < 300 || status > 399 || location === undefined) throw new Unfetchable(`was answered with ${status}`);
    url = URL.parse(location, url);
  }
  throw new Unfetchable("leads on and on");
}

/** An address of the host. Where one of several is private, none is asked: who answers for the name may change its mind. */
async function judgedAddress(host: string, ports: FetchPorts, signal: AbortSignal): Promise<string> {
  const { resolve = resolveAll, isPublic = isPublicAddress } = ports;
  const name = host.replace(/^\[|\]$/g, "");
  const addresses = isIP(name) ? [name] : await before(signal, resolve(name));
  const [first] = addresses;
  if (first === undefined) throw new Unfetchable("has a host that can't be found");
  if (!addresses.every(isPublic)) throw new Unfetchable("lies in a private network");
  return first;
}

async function resolveAll(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

/** A look-up can't be called off, but need not be waited for. */
function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Unfetchable("took too long to be found")), { once: true });
    work.then(resolve, reject);
  });
}

/** Connects to the address itself, so that no second look-up can lead elsewhere; a proxy is asked for that address too. */
function ask(url: URL, address: string, { proxyEnv, ca }: FetchPorts, signal: AbortSignal): Promise<IncomingMessage> {
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const agent = new Agent({ proxyEnv: { ...proxyEnv } });
  return new Promise((resolve, reject) => {
    const sent = request({
      host: address,
      port: url.port === "" ? 443 : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: "image/*", "accept-encoding": "identity", "user-agent": "Herald" },
      ...(isIP(name) ? {} : { servername: name }),
      ...(ca === undefined ? {} : { ca }),
      agent,
      signal,
    });
    sent.once("response", resolve).once("error", reject).end();
  });
}

async function read(answer: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (Number(answer.headers["content-length"] ?? 0) > mostBytes) answer.destroy(tooLarge());
  for await (const chunk of answer) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Unfetchable {
  return new Unfetchable(`has more than ${mostBytes / 1_000_000} MB`);
}
