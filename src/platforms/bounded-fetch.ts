// https://fetch.spec.whatwg.org/, undici as Node 26 brings it
import type { Deadline } from "./platform.ts";

/** More than any answer to a question about a login. */
const mostBytes = 64 * 1024;

/** A body that looks at the clock when the connection stands and asks for it: past the deadline nothing is sent, however long a process slept. */
async function* guarded(bytes: Uint8Array, deadline: Deadline): AsyncGenerator<Uint8Array> {
  if (deadline.leftMs() <= 0) throw new Error("The time for this request was over before it could be sent.");
  yield bytes;
}

async function atMost(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostBytes) throw new Error("The answer was too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * `fetch` for questions about logins: one request, no redirect followed, within the deadline, and an answer of 64 KB at most.
 * Rejects where there was no whole answer.
 */
export async function boundedFetch(url: URL | string, init: RequestInit, deadline: Deadline): Promise<Response> {
  if (deadline.leftMs() <= 0) throw new Error("The time for this request was over.");
  const text = init.body === undefined || init.body === null ? null : String(init.body);
  const bytes = new TextEncoder().encode(text ?? "");
  const headers = new Headers(init.headers);
  if (text !== null) headers.set("content-length", String(bytes.length));
  const sending = text === null ? {} : { body: guarded(bytes, deadline), duplex: "half" as const };
  const { body: _, ...rest } = init;
  const response = await fetch(url, { ...rest, ...sending, headers, redirect: "manual", signal: deadline.signal });
  return new Response(new Uint8Array(await atMost(response)), { status: response.status, headers: response.headers });
}
