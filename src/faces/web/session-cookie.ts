import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/** The prefix binds the cookie to this host and to https; on loopback http browsers refuse it. */
function nameFor(isSecure: boolean): string {
  return isSecure ? "__Host-herald" : "herald";
}

function isSecure(origin: string): boolean {
  return origin.startsWith("https:");
}

/** The session's token, as the visitor's browser brings it. @param origin the desk's own address */
export function sessionToken(context: Context, origin: string): string | undefined {
  return getCookie(context, nameFor(isSecure(origin)));
}

/** Out of reach of scripts and of other sites' forms. @param maxAgeMs how long a browser keeps it */
export function giveSession(context: Context, origin: string, token: string, maxAgeMs: number): void {
  const secure = isSecure(origin);
  const maxAge = Math.floor(maxAgeMs / 1000);
  setCookie(context, nameFor(secure), token, { path: "/", httpOnly: true, sameSite: "Lax", secure, maxAge });
}

export function takeSession(context: Context, origin: string): void {
  const secure = isSecure(origin);
  deleteCookie(context, nameFor(secure), { path: "/", secure });
}
