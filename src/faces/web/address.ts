import { isIP } from "node:net";
import type { Context } from "hono";
import { z } from "zod";

const bindings = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string().optional() }) }) });

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/**
 * The network address that a request comes from. Where it was brought by a proxy that the settings name, the last address in
 * X-Forwarded-For that is none of theirs; whatever others write there is not believed.
 */
export function addressOf(context: Context, trustedProxies: readonly string[]): string {
  const peer = plain(bindings.safeParse(context.env, { jitless: true }).data?.incoming.socket.remoteAddress ?? "unknown");
  if (!trustedProxies.includes(peer)) return peer;
  const brought = (context.req.header("X-Forwarded-For") ?? "").split(",").map((each) => plain(each.trim()));
  const from = brought.findLast((address) => !trustedProxies.includes(address));
  return from !== undefined && isIP(from) !== 0 ? from : peer;
}
