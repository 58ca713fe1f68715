/** Meta fetches the picture itself; so does the stand-in, from this machine only. */
import * as http from "node:http";
import * as https from "node:https";
import type { InstagramErrorName } from "./errors.ts";

const maxBytes = 8 * 1024 * 1024;
const loopback = ["127.0.0.1", "localhost", "[::1]"];

export type Fetched = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly error: InstagramErrorName };

/** The picture behind an address, if it is one that Instagram takes. */
export async function fetchPicture(address: string, signal: AbortSignal): Promise<Fetched> {
  const bytes = await download(address, signal).catch(() => null);
  if (!bytes) return { ok: false, error: "unreachable" };
  if (bytes.length > maxBytes) return { ok: false, error: "tooLarge" };
  const size = jpegSize(bytes);
  if (!size) return { ok: false, error: "notJpeg" };
  const aspect = size.width / size.height;
  // A pixel's rounding must not fail a card drawn at exactly 4:5.
  return aspect >= 0.8 - 0.001 && aspect <= 1.91 + 0.01 ? { ok: true, bytes } : { ok: false, error: "badAspect" };
}

/** Null where nothing, or no picture, answers with 200. */
async function download(address: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const url = URL.canParse(address) ? new URL(address) : null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  if (!url || !/^[\x00-\x7f]*$/.test(address) || !["http:", "https:"].includes(url.protocol) || !loopback.includes(url.hostname))
    return null;
  // An agent of its own: the global one may lead into the proxy that this request came through.
  const { Agent, get } = url.protocol === "https:" ? https : http;
  const agent = new Agent();
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    get(url, { agent, signal, headers: { "user-agent": "facebookexternalhit/1.1" } }, resolve).on("error", reject);
  });
  if (response.statusCode !== 200 || !(response.headers["content-type"] ?? "").startsWith("image/")) {
    response.destroy();
    return null;
  }
  return readUpTo(response, maxBytes);
}

/** The bytes, or the first ones past `limit`. */
async function readUpTo(response: http.IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    total += (chunk as Buffer).length;
    if (total > limit) break;
  }
  return Buffer.concat(chunks);
}

/** Pixels from a JPEG's frame header (ISO 10918-1, B.2.2); null for anything that isn't a JPEG. */
export function jpegSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** SOF0 to SOF15, without the tables that share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
