/** What is known of the browser that asks, and what it is given to keep. */
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Visit as Browser, Opened } from "../../desk/opened.ts";
import { addressOf } from "./address.ts";
import { giveSession, sessionToken } from "./session-cookie.ts";
import type { Visit } from "./visit.ts";

const deviceName = (origin: string) => (origin.startsWith("https:") ? "__Host-herald-device" : "herald-device");

export function browserOf({ context, site }: Visit): Browser {
  const origin = site.origin();
  return {
    address: addressOf(context, site.desk.settings.trustedProxies),
    agent: context.req.header("User-Agent") ?? "",
    session: sessionToken(context, origin) ?? null,
    device: getCookie(context, deviceName(origin)) ?? null,
  };
}

/** Signs the browser in: its session, and what tells later that its people have signed in on it before. */
export function giveCookies({ context, site }: Visit, { token, expires, device, deviceExpires }: Opened): void {
  const [origin, now] = [site.origin(), site.desk.clock.now()];
  giveSession(context, origin, token, expires - now);
  giveDevice(context, origin, device, deviceExpires - now);
}

function giveDevice(context: Context, origin: string, token: string, maxAgeMs: number): void {
  const secure = origin.startsWith("https:");
  const maxAge = Math.floor(maxAgeMs / 1000);
  setCookie(context, deviceName(origin), token, { path: "/", httpOnly: true, sameSite: "Lax", secure, maxAge });
}
