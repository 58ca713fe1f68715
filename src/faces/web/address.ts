import { BlockList, isIP } from "node:net";
import type { Context } from "hono";
import { z } from "zod";

const bindings = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string().optional() }) }) });

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "").split("%")[0] ?? "";
}

const lists = new WeakMap<readonly string[], BlockList>();

/** Addresses and networks (`172.18.0.0/16`) as a list that addresses are looked up in. */
function listOf(networks: readonly string[]): BlockList {
  const known = lists.get(networks);
  if (known) return known;
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(plain(address), bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
  }
  lists.set(networks, list);
  return list;
}

function isIn(networks: readonly string[], address: string): boolean {
  const version = isIP(address);
  return version !== 0 && listOf(networks).check(address, version === 6 ? "ipv6" : "ipv4");
}

/**
 * The network address that a request comes from. Where it was brought by a proxy that the settings name, the last address in
 * X-Forwarded-For that is none of theirs; whatever others write there is not believed. Nothing else that a proxy says counts: by
 * which scheme and name people reach Herald, PUBLIC_URL says.
 */
export function addressOf(context: Context, trustedProxies: readonly string[]): string {
  const peer = plain(bindings.safeParse(context.env, { jitless: true }).data?.incoming.socket.remoteAddress ?? "unknown");
  if (!isIn(trustedProxies, peer)) return peer;
  const brought = (context.req.header("X-Forwarded-For") ?? "").split(",").map((each) => plain(each.trim()));
  const from = brought.findLast((address) => !isIn(trustedProxies, address));
  return from !== undefined && isIP(from) !== 0 ? from : peer;
}
