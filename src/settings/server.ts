import { isIP } from "node:net";
import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";
import { problemsOf } from "./problems-of.ts";

/** Where Herald listens, and where the world finds it. */
export interface ServerSettings {
  readonly host: string;
  /** 0: whichever is free, for tests; then `publicUrl` isn't known before listening. */
  readonly port: number;
  /** `PUBLIC_URL` without a slash at the end; null: not set. */
  readonly publicUrl: string | null;
  /** Where this machine itself finds Herald: `http://127.0.0.1:8080`. */
  readonly ownUrl: string;
  /** `TRUSTED_PROXIES`: addresses, and networks as `10.0.0.0/8`, whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads `HOST`, `PORT`, `PUBLIC_URL` and `TRUSTED_PROXIES`. */
export function readServer(env: Environment): Result<ServerSettings> {
  const host = readHost(given(env, "HOST") ?? "127.0.0.1");
  const port = readPort(given(env, "PORT") ?? "8080");
  const written = given(env, "PUBLIC_URL");
  const address = written === undefined ? ok({ url: null, warnings: [] }) : readPublicUrl(written);
  const proxies = readProxies(given(env, "TRUSTED_PROXIES") ?? "");
  if (!host.ok || !port.ok || !address.ok || !proxies.ok) return refuse(...problemsOf(host, port, address, proxies));
  const { url, warnings } = address.value;
  const where = { host: host.value, port: port.value, publicUrl: url, ownUrl: ownUrl(host.value, port.value) };
  return ok({ ...where, trustedProxies: proxies.value, warnings });
}

function readHost(host: string): Result<string> {
  if (isIP(host) !== 0 || /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(host)) return ok(host);
  const message = `HOST is "${host}", which is no host to listen on.`;
  return refuse(
    block("settings-address", "HOST", message, "Give a name or address alone, such as 127.0.0.1 or 0.0.0.0; the port goes into PORT."),
  );
}

function readPort(written: string): Result<number> {
  const port = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN;
  if (port <= 65_535) return ok(port);
  return refuse(
    block("settings-address", "PORT", `PORT is "${written}", which is no port.`, "Give a whole number from 1 to 65535, such as 8080."),
  );
}

function readProxies(written: string): Result<readonly string[]> {
  const addresses = written.split(/[\s,]+/).filter(Boolean);
  const wrong = addresses.find((address) => !isNetwork(address));
  if (wrong === undefined) return ok(addresses);
  const message = `TRUSTED_PROXIES names "${wrong}", which is no address or network of proxies.`;
  const remedy = "Give addresses such as 127.0.0.1, or networks such as 172.18.0.0/16, with commas between.";
  return refuse(block("settings-address", "TRUSTED_PROXIES", message, remedy));
}

/** An address, or a network; one of every address there is would let anybody say where they come from. */
function isNetwork(written: string): boolean {
  const [address = "", bits, ...rest] = written.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function readPublicUrl(written: string): Result<{ readonly url: string; readonly warnings: readonly string[] }> {
  const wrong = (message: string, remedy: string): { readonly ok: false; readonly problems: readonly Problem[] } =>
    refuse(block("settings-address", "PUBLIC_URL", message, remedy));
  const url = URL.parse(written);
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    return wrong(`PUBLIC_URL is "${written}", which is no web address.`, "Give the whole address, such as https://herald.example.org.");
  }
  if (url.username || url.password || url.search || url.hash) {
    return wrong(
      "PUBLIC_URL carries a login, a query or a fragment.",
      "Give only the scheme, host and path, such as https://herald.example.org.",
    );
  }
  const address = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  if (url.protocol === "https:") return ok({ url: address, warnings: [] });
  if (!isLoopback(url.hostname)) {
    return wrong(
      `PUBLIC_URL is ${address}, but platforms fetch pictures only over https.`,
      "Put Herald behind a server with a certificate, and give its https address.",
    );
  }
  return ok({
    url: address,
    warnings: [`PUBLIC_URL is ${address}, which only this machine can reach: Instagram can't fetch pictures from it.`],
  });
}

function ownUrl(host: string, port: number): string {
  const isAny = host === "0.0.0.0" || host === "::";
  const shown = isAny ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

/** True for a name or address (as a URL writes it) that means this very machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
