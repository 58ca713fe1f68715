import { type Context, Hono } from "hono";
import { sameSecret } from "../../people/tokens.ts";
import { addressOf } from "./address.ts";
import { isKnownHost } from "./from-here.ts";

/** The figures, and who may read them. */
export interface MetricsDoor {
  page(): Promise<{ readonly type: string; readonly text: string }>;
  /** Who brings it as `Authorization: Bearer …` may; null: there is none. */
  readonly token: string | null;
  /** Whether whoever asks on this very machine may, too. */
  readonly openHere: boolean;
  readonly trustedProxies: readonly string[];
}

/** `GET /metrics`: figures for Prometheus. Whoever may not read them is told what is told of any address that isn't there. */
export function metrics(door: MetricsDoor): Hono {
  return new Hono().get("/metrics", async (context, next) => {
    if (!mayRead(context, door)) return next();
    const { type, text } = await door.page();
    return context.body(text, 200, { "Content-Type": type, "Cache-Control": "no-store" });
  });
}

function isThisMachine(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

function mayRead(context: Context, { token, openHere, trustedProxies }: MetricsDoor): boolean {
  const brought = /^Bearer +(\S+)$/i.exec(context.req.header("Authorization") ?? "")?.[1];
  if (token !== null && brought !== undefined && sameSecret(brought, token)) return true;
  // Another site's name can be made to lead to this machine, and a proxy on it brings strangers.
  const isBrought = context.req.header("X-Forwarded-For") !== undefined || context.req.header("Forwarded") !== undefined;
  return openHere && !isBrought && isThisMachine(addressOf(context, trustedProxies)) && isKnownHost(context, "", "");
}
