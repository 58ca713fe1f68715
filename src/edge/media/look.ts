import { createHash } from "node:crypto";
import { block } from "../../domain/problem.ts";
import type { Clock } from "../clock.ts";
import { type Answer, answerTo, isPassing } from "./answer.ts";
import type { NoPicture } from "./host.ts";

/** What the world gets at a picture's address. */
export type Look =
  | { readonly kind: "same" }
  /** What is wrong there, as the end of a sentence that begins with the address. */
  | { readonly kind: "gone" | "changed" | "closed"; readonly what: string }
  | { readonly kind: "later"; readonly reason: string };

export interface Expected {
  readonly digest: string;
  readonly mime: string;
  /** Of the picture, in bytes. */
  readonly length: number;
}

/** Meta's own name, so that who treats its servers apart treats us alike. https://developers.facebook.com/docs/sharing/webmasters/web-crawlers */
export const asMeta = { "user-agent": "facebookexternalhit/1.1", accept: "image/*,*/*" } as const;

/** A body in another length than its own means that somebody made it anew. */
function compare(answer: Extract<Answer, { kind: "answer" }>, { digest, mime, length }: Expected): Look {
  const actual = createHash("sha256").update(answer.bytes).digest("hex");
  if (actual !== digest) {
    const size = answer.bytes.length === length ? "as long" : answer.bytes.length > length ? "longer" : "shorter";
    return { kind: "changed", what: `is another picture than the one that was put there (${size}, with other bytes)` };
  }
  const type = (answer.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return type === mime ? { kind: "same" } : { kind: "changed", what: `is served as ${JSON.stringify(type)}, not as ${mime}` };
}

/** Fetches a picture as a stranger does, without a login, from this very address alone, and compares its SHA-256. */
export async function look(url: string, expected: Expected, signal: AbortSignal): Promise<Look> {
  const answer = await answerTo(url, { headers: asMeta, signal }, expected.length);
  if (answer.kind === "silence") return { kind: "later", reason: answer.reason };
  const { status } = answer;
  if (status === 200) return compare(answer, expected);
  if (isPassing(status)) return { kind: "later", reason: `it answered ${status}` };
  if (status === 404 || status === 410) return { kind: "gone", what: `isn't there (${status})` };
  if (status >= 300 && status < 400) return { kind: "closed", what: `leads on to another address (${status})` };
  return { kind: "closed", what: `may not be read by everyone (${status})` };
}

const settleMs = 1500;

/** Looks at what has just been put there; a store may need a moment to show it. */
export async function lookAfterUpload(url: string, expected: Expected, clock: Clock, signal: AbortSignal): Promise<Look> {
  const first = await look(url, expected, signal);
  if (first.kind !== "gone") return first;
  await clock.sleep(settleMs, signal);
  return look(url, expected, signal);
}

export function denied(where: string, message: string, remedy: string): NoPicture {
  return { kind: "denied", problem: block("account-media", where, message, remedy) };
}

/** Where a host puts off: the engine tries again by itself. */
export function later(reason: string): NoPicture {
  return { kind: "later", afterMs: 0, reason };
}
