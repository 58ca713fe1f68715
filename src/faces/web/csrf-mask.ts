/**
 * A visitor's token looks different in every answer. A page that is compressed tells by its length whether something that a stranger
 * chose stands in it twice; so the token never stands in two pages alike. https://www.breachattack.com/
 */
import { randomBytes } from "node:crypto";

const mark = "m.";

function crossed(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, at) => byte ^ (other[at] ?? 0));
}

/** The token under a pad of its own, both of them in it. */
export function masked(token: string): string {
  const bytes = new TextEncoder().encode(token);
  const pad = randomBytes(bytes.length);
  return mark + Buffer.concat([pad, crossed(bytes, pad)]).toString("base64url");
}

/** The token that a form brings back; one that was never masked is itself. */
export function unmasked(given: string): string {
  if (!given.startsWith(mark)) return given;
  const both = Buffer.from(given.slice(mark.length), "base64url");
  const half = both.length / 2;
  return Buffer.from(crossed(both.subarray(0, half), both.subarray(half))).toString("utf8");
}
