// https://docs.x.com/fundamentals/authentication/oauth-1-0a/api-key-and-secret,
// https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token, twitter-api-v2 1.29.1
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { z } from "zod";
import type { Edge } from "../../edge/edge.ts";
import { BoundedAgent } from "../bounded-agent.ts";
import type { Deadline, Secret } from "../platform.ts";

/** What came back: an answer with its status, or silence, of which it is known whether anything had been sent. */
export type Reply =
  | { readonly kind: "answer"; readonly status: number; readonly body: unknown; readonly headers: IncomingHttpHeaders }
  | { readonly kind: "silence"; readonly sent: boolean; readonly reason: string };

export interface Question {
  readonly method: "GET" | "POST" | "DELETE";
  /** From the host's root: `/2/tweets`. */
  readonly path: string;
  /** JSON body of a POST, query of a GET. */
  readonly body: Readonly<Record<string, unknown>>;
  /** As multipart form data instead of JSON. */
  readonly multipart?: boolean;
}

export type Ask = (question: Question, deadline: Deadline) => Promise<Reply>;

type Sdk = Pick<typeof import("twitter-api-v2"), "TwitterApi" | "ApiResponseError" | "ApiPartialResponseError" | "ApiRequestError">;

/** The part of a request's life that decides what its silence means. */
interface Life {
  sent: boolean;
  response: IncomingMessage | null;
}

const failure = z.object({ code: z.string().optional(), statusCode: z.number().optional() });

/** A fault by its code only: messages may carry a proxy's address with its password. */
function codeOf(error: unknown): string {
  const read = failure.safeParse(error);
  if (!read.success) return "no reason given";
  const { code = "connection closed", statusCode } = read.data;
  return statusCode === undefined ? code : `${code}, the proxy answered ${statusCode}`;
}

/** twitter-api-v2 1.29.1 keeps the cause of a failed request in `_options.error`; its own getter reads another name. */
function causeOf(error: unknown): unknown {
  const read = z.object({ _options: z.object({ error: z.unknown() }) }).safeParse(error);
  return read.success ? read.data._options.error : error;
}

function silence(life: Life, error: unknown): Reply {
  return { kind: "silence", sent: life.sent, reason: codeOf(causeOf(error)) };
}

/**
 * A refusal (4xx) means what its status says even if its body can't be read; a success that can't be read is silence, because
 * only its body could tell the id.
 */
function cut(life: Life): Reply {
  const { response } = life;
  const status = response?.statusCode ?? 0;
  if (response && status >= 400 && status < 500) return { kind: "answer", status, body: undefined, headers: response.headers };
  return { kind: "silence", sent: true, reason: `its answer (${status}) was cut or not JSON` };
}

function watch(life: Life, deadline: Deadline): (event: string, data?: { socket?: Duplex; res?: IncomingMessage }) => void {
  return (event, data) => {
    if (event === "response") life.response = data?.res ?? null;
    if (event !== "socket") return;
    // Node writes the request right after this event, in the same tick: the last moment to look at the clock.
    if (deadline.leftMs() > 0 && !data?.socket?.destroyed) life.sent = true;
    else data?.socket?.destroy();
  };
}

function answer(sdk: Sdk, life: Life, error: unknown): Reply {
  if (error instanceof sdk.ApiResponseError)
    return { kind: "answer", status: error.code, body: error.data, headers: life.response?.headers ?? {} };
  if (error instanceof sdk.ApiPartialResponseError) return cut(life);
  if (error instanceof sdk.ApiRequestError) return silence(life, error);
  throw error;
}

function over(deadline: Deadline, life: Life): { readonly promise: Promise<Reply>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const end = () => resolve({ kind: "silence", sent: life.sent, reason: "it took too long" });
  deadline.signal.addEventListener("abort", end, { once: true });
  if (deadline.signal.aborted) end();
  return { promise, stop: () => deadline.signal.removeEventListener("abort", end) };
}

/** As a user, by an OAuth 2.0 token or signed by OAuth 1.0a. */
function client(sdk: Sdk, secret: Secret, agent: BoundedAgent) {
  // Uncompressed: the SDK has no ear for a decompressor's error, so that a cut compressed answer would hang or throw past it.
  const settings = { httpAgent: agent, compression: "identity" } as const;
  if (secret.X_USER_TOKEN) return new sdk.TwitterApi(secret.X_USER_TOKEN, settings).v2;
  const { X_API_KEY = "", X_API_SECRET = "", X_ACCESS_TOKEN = "", X_ACCESS_SECRET = "" } = secret;
  const tokens = { appKey: X_API_KEY, appSecret: X_API_SECRET, accessToken: X_ACCESS_TOKEN, accessSecret: X_ACCESS_SECRET };
  return new sdk.TwitterApi(tokens, settings).v2;
}

async function exchange(sdk: Sdk, agent: BoundedAgent, secret: Secret, question: Question, deadline: Deadline, life: Life): Promise<Reply> {
  const { method, body, multipart } = question;
  const path = question.path.replace(/^\/2\//, "");
  const x = client(sdk, secret, agent);
  const options = { fullResponse: true, requestEventDebugHandler: watch(life, deadline) } as const;
  const form = multipart ? ({ forceBodyMode: "form-data" } as const) : {};
  try {
    const sending =
      method === "POST"
        ? x.post<unknown>(path, { ...body }, { ...options, ...form })
        : method === "GET"
          ? x.get<unknown>(path, queryOf(body), options)
          : x.delete<unknown>(path, {}, options);
    const { data, headers } = await sending;
    return { kind: "answer", status: life.response?.statusCode ?? 0, body: data, headers };
  } catch (error) {
    return answer(sdk, life, error);
  }
}

function queryOf(body: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)]));
}

/**
 * Asks X with twitter-api-v2, one request on one connection, whose whole life the deadline bounds. Nothing is ever sent again from
 * here, and nothing leaves after the deadline.
 */
export function asker(sdk: Sdk, secret: Secret, edge: Edge): Ask {
  return async (question, deadline) => {
    const life: Life = { sent: false, response: null };
    if (deadline.leftMs() <= 0) return { kind: "silence", sent: false, reason: "the time for it was over" };
    const agent = new BoundedAgent(deadline, edge.proxyEnv);
    const end = over(deadline, life);
    try {
      const reply = await Promise.race([exchange(sdk, agent, secret, question, deadline, life), end.promise]);
      if (reply.kind === "answer") edge.sawDate(reply.headers.date ?? null);
      return reply;
    } finally {
      end.stop();
      agent.destroy();
    }
  };
}
