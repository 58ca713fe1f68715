// https://developer.mozilla.org/en-US/docs/Web/API/RequestInit
import { z } from "zod";
import type { Channel, Sent } from "./channel.ts";

const failure = z.object({ name: z.string(), cause: z.object({ code: z.string() }).optional().catch(undefined) });

/** By its code only: the address may hold a token, and messages quote addresses. */
function reasonOf(error: unknown): string {
  const read = failure.safeParse(error);
  if (!read.success) return "no reason given";
  const { name, cause } = read.data;
  return /Timeout|Abort/.test(name) ? "it took too long" : (cause?.code ?? "the connection failed");
}

/** POSTs JSON, through Node's proxy settings. Any 2xx is a yes; a redirect is not followed. @param id known by it, at every try */
export async function postJson(url: string, id: string, body: object, signal: AbortSignal): Promise<Sent> {
  try {
    const headers = { "content-type": "application/json; charset=utf-8", "idempotency-key": encodeURIComponent(id) };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual", signal });
    await response.body?.cancel().catch(() => undefined);
    return response.ok ? { ok: true } : { ok: false, reason: `it answered ${response.status}` };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Tells of each incident at one address. */
export function webhook(url: string): Channel {
  return { name: "webhook", send: (message, signal) => postJson(url, message.id, message, signal) };
}
