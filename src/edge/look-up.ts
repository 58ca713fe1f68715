import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

/** Finds the addresses of a name; none where it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** The host of an address as a look-up takes it: without the brackets of IPv6. */
export function nameIn({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/**
 * All addresses of a host, for whoever judges them before connecting to one of these very ones: a second look-up could lead elsewhere.
 * @param late thrown where `signal` aborts first: a look-up can't be called off, but need not be waited for
 */
export async function addressesOf(
  name: string,
  signal: AbortSignal,
  late: Error,
  resolve: Resolve = resolveAll,
): Promise<readonly string[]> {
  return isIP(name) ? [name] : await before(signal, late, resolve(name));
}

async function resolveAll(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

function before<T>(signal: AbortSignal, late: Error, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(late), { once: true });
    work.then(resolve, reject);
  });
}
