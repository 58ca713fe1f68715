/** What browsers keep for the desk: out of reach of scripts and of other sites' forms. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/** The session's token; what tells that people have signed in here before; the zone in which times are told. */
export type Cookie = "herald" | "herald-device" | "herald-zone";

function isSecure(origin: string): boolean {
  return origin.startsWith("https:");
}

/** The prefix binds a cookie to this host and to https; on loopback http browsers refuse it. */
function nameOf(cookie: Cookie, origin: string): string {
  return isSecure(origin) ? `__Host-${cookie}` : cookie;
}

/** @param origin the desk's own address */
export function cookieOf(context: Context, origin: string, cookie: Cookie): string | undefined {
  return getCookie(context, nameOf(cookie, origin));
}

/** @param maxAgeMs how long a browser keeps it */
export function giveCookie(context: Context, origin: string, cookie: Cookie, value: string, maxAgeMs: number): void {
  const maxAge = Math.floor(maxAgeMs / 1000);
  setCookie(context, nameOf(cookie, origin), value, { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(origin), maxAge });
}

export function takeCookie(context: Context, origin: string, cookie: Cookie): void {
  deleteCookie(context, nameOf(cookie, origin), { path: "/", secure: isSecure(origin) });
}
