// https://developers.facebook.com/docs/graph-api/overview, https://developers.facebook.com/docs/instagram-platform/overview
import { z } from "zod";
import type { Json } from "../../domain/json.ts";
import type { Edge } from "../../edge/edge.ts";
import type { Deadline, Secret } from "../platform.ts";
import { loginOf } from "./login.ts";

/** What came back: an answer with its status, or silence, of which it is known whether anything had been sent. */
export type Reply =
  | { readonly kind: "answer"; readonly status: number; readonly body: unknown; readonly headers: Headers }
  | { readonly kind: "silence"; readonly sent: boolean; readonly reason: string };

export interface Question {
  readonly method: "GET" | "POST";
  /** From the host's root, with the version: `/v26.0/17841400000000000/media`. */
  readonly path: string;
  /** Form fields of a POST, query of a GET; pictures by their public address. */
  readonly body: { readonly [key: string]: Json };
}

export type Ask = (question: Question, deadline: Deadline) => Promise<Reply>;

/** Faults that come before a connection stands: nothing can have been sent. */
const unreached = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** The host that takes the token. */
export function hostOf(secret: Secret): string {
  return `graph.${loginOf(secret)}.com`;
}

/** Form fields or query, whichever the request takes; lists with commas. */
export function parametersOf(body: Question["body"]): URLSearchParams {
  return new URLSearchParams(Object.entries(body).map(([key, value]) => [key, Array.isArray(value) ? value.join(",") : String(value)]));
}

/** A body that looks at the clock when the connection stands and asks for it, and not before: past the deadline nothing is sent. */
class GuardedBody {
  sent = false;
  readonly #bytes: Uint8Array;
  readonly #deadline: Deadline;

  constructor(text: string, deadline: Deadline) {
    this.#bytes = new TextEncoder().encode(text);
    this.#deadline = deadline;
  }

  get length(): number {
    return this.#bytes.length;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.#deadline.leftMs() <= 0) throw new Error("The time for this request was over before it could be sent.");
    this.sent = true;
    yield this.#bytes;
  }
}

const failure = z.object({ name: z.string(), cause: z.object({ code: z.string() }).optional().catch(undefined) });

function reasonOf(error: unknown): { readonly code: string; readonly reason: string } {
  const read = failure.safeParse(error);
  const { name = "", cause } = read.success ? read.data : {};
  const code = cause?.code ?? "";
  return { code, reason: /Timeout|Abort/.test(name) ? "it took too long" : code || "connection failed" };
}

function silence(error: unknown, body: GuardedBody | null): Reply {
  const { code, reason } = reasonOf(error);
  return { kind: "silence", sent: body ? body.sent : !unreached.has(code), reason };
}

async function read(response: Response): Promise<Reply> {
  const { status, headers } = response;
  const text = await response.text();
  try {
    return { kind: "answer", status, body: JSON.parse(text), headers };
  } catch {
    return { kind: "answer", status, body: text, headers };
  }
}

/** A refusal (4xx) means what its status says even if its body is cut; of anything else only the body could tell. */
async function readOr(response: Response, silent: (error: unknown) => Reply): Promise<Reply> {
  try {
    return await read(response);
  } catch (error) {
    const { status, headers } = response;
    return status >= 400 && status < 500 ? { kind: "answer", status, body: undefined, headers } : silent(error);
  }
}

function requestOf(question: Question, secret: Secret, deadline: Deadline): { url: URL; init: RequestInit; body: GuardedBody | null } {
  const url = new URL(question.path, `https://${hostOf(secret)}`);
  const fields = parametersOf(question.body);
  const authorization = `Bearer ${secret.INSTAGRAM_ACCESS_TOKEN ?? ""}`;
  const { signal } = deadline;
  // A redirect would be a second request.
  const common: RequestInit = { method: question.method, redirect: "manual", signal };
  if (question.method === "GET") {
    url.search = fields.toString();
    return { url, init: { ...common, headers: { authorization } }, body: null };
  }
  const body = new GuardedBody(fields.toString(), deadline);
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded", "content-length": String(body.length) };
  return { url, init: { ...common, headers, body, duplex: "half" }, body };
}

/**
 * Asks Meta with `fetch`, within the deadline. `AbortSignal` alone is not enough: a process that was stopped during the TLS handshake
 * sends when it wakes, before its timers run; hence the guarded body.
 */
export function asker(secret: Secret, edge: Edge): Ask {
  return async (question, deadline) => {
    if (deadline.leftMs() <= 0) return { kind: "silence", sent: false, reason: "the time for it was over" };
    const { url, init, body } = requestOf(question, secret, deadline);
    try {
      const response = await fetch(url, init);
      edge.sawDate(response.headers.get("date"));
      return await readOr(response, (error) => ({ kind: "silence", sent: true, reason: reasonOf(error).reason }));
    } catch (error) {
      return silence(error, body);
    }
  };
}
