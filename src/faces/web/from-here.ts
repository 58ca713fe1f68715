import type { Context } from "hono";
import { sameSecret } from "../../people/tokens.ts";
import { unmasked } from "./csrf-mask.ts";

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

/**
 * True where a browser says, in each of the ways it has, that a page of this very host sent the form.
 * @param own the desk's address as people type it: a proxy may ask under another name
 */
export function isSameSite(context: Context, own: string): boolean {
  const site = context.req.header("Sec-Fetch-Site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const origin = context.req.header("Origin");
  return origin === undefined || hostOf(origin) === context.req.header("Host") || origin === URL.parse(own)?.origin;
}

/** True where the form carries the visitor's own token: in the field `csrf`, or in the header that scripts send. */
export function carries(csrf: string, given: string | undefined): boolean {
  return given !== undefined && given !== "" && sameSecret(unmasked(given), csrf);
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * True where the address in the browser is one that Herald is known by. A desk without sign-in must ask: another site's name can
 * be made to lead to this machine.
 */
export function isKnownHost(context: Context, origin: string, host: string): boolean {
  const asked = hostOf(`http://${context.req.header("Host") ?? ""}`);
  if (asked === null) return false;
  const name = new URL(`http://${asked}`).hostname;
  return loopback.has(name) || name === host || asked === hostOf(origin);
}
