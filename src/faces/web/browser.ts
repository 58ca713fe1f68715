/** What is known of the browser that asks, and what it is given to keep. */
import type { Visit as Browser, Opened } from "../../desk/opened.ts";
import { addressOf } from "./address.ts";
import { cookieOf, giveCookie } from "./cookies.ts";
import type { Visit } from "./visit.ts";

export function browserOf({ context, site }: Visit): Browser {
  const origin = site.origin();
  return {
    address: addressOf(context, site.desk.settings.trustedProxies),
    agent: context.req.header("User-Agent") ?? "",
    session: cookieOf(context, origin, "herald") ?? null,
    device: cookieOf(context, origin, "herald-device") ?? null,
  };
}

/** Signs the browser in: its session, and what tells later that its people have signed in on it before. */
export function giveCookies({ context, site }: Visit, { token, expires, device, deviceExpires }: Opened): void {
  const [origin, now] = [site.origin(), site.desk.clock.now()];
  giveCookie(context, origin, "herald", token, expires - now);
  giveCookie(context, origin, "herald-device", device, deviceExpires - now);
}
