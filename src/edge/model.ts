// An OpenAI-compatible endpoint: https://ai-sdk.dev/providers/openai-compatible-providers
import { z } from "zod";
import type { Clock } from "./clock.ts";

/** Where a language model answers. */
export interface ModelSettings {
  /** Up to and with `/v1`; https, or http on this machine. */
  readonly url: string;
  /** As the endpoint calls it. */
  readonly name: string;
  /** A question's whole life. */
  readonly timeoutMs: number;
  /** Secret; null: the endpoint wants none. */
  readonly key: string | null;
}

/** What it said, or why it said nothing, as a sentence that holds no secret. */
export type Answer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

export interface Model {
  readonly name: string;
  /** Asks once: nothing is repeated, and no redirection is followed. Never throws for an answer. */
  ask(prompt: { readonly instructions: string; readonly data: string }): Promise<Answer>;
}

/** A post's wording is a few kilobytes; more is a fault. */
const mostBytes = 256 * 1024;

/** Its codes only: messages quote addresses, and what the endpoint said may repeat the key. */
const failure = z.object({ cause: z.object({ code: z.string() }) });

/** How far one question got. */
interface Course {
  status: number | null;
  isTooLong: boolean;
}

/** The answer's body, up to `mostBytes`. */
async function bodyOf({ body }: Response, course: Course): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    course.isTooLong = bytes > mostBytes;
    // Leaving the loop cancels the rest.
    if (course.isTooLong) throw new Error("The answer is too long.");
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

/** `fetch` that takes no redirection, lest key and summary travel on, and no endless answer. */
function boundedFetch(course: Course): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "manual" });
    course.status = response.status;
    const bytes = await bodyOf(response, course);
    return new Response(bytes.length > 0 ? bytes : null, { status: response.status });
  };
}

function reasonOf(error: unknown, { status, isTooLong }: Course): string {
  if (isTooLong) return `its answer was longer than ${mostBytes / 1024} KB`;
  if (status === 401 || status === 403) return `it answered ${status}: look at MODEL_API_KEY`;
  if (status !== null) return status === 200 ? "its answer was none of an OpenAI-compatible endpoint" : `it answered ${status}`;
  const read = failure.safeParse(error);
  return `no connection to it (${read.success ? read.data.cause.code : "no reason given"})`;
}

/** The SDK is loaded with the first question: nothing else needs it. */
async function generate({ url, name, key }: ModelSettings, prompt: Parameters<Model["ask"]>[0], abortSignal: AbortSignal, course: Course) {
  const [{ generateText }, { createOpenAICompatible }] = await Promise.all([import("ai"), import("@ai-sdk/openai-compatible")]);
  const endpoint = createOpenAICompatible({
    name: "model",
    baseURL: url,
    ...(key === null ? {} : { apiKey: key }),
    fetch: boundedFetch(course),
  });
  const { text } = await generateText({
    model: endpoint(name),
    instructions: prompt.instructions,
    prompt: prompt.data,
    maxRetries: 0,
    abortSignal,
    telemetry: { isEnabled: false },
  });
  return text;
}

/** A model to ask, through Node's proxy settings; opens nothing by itself. */
export function openModel(settings: ModelSettings, clock: Clock): Model {
  return {
    name: settings.name,
    ask: async (prompt) => {
      const course: Course = { status: null, isTooLong: false };
      const signal = clock.timeout(settings.timeoutMs);
      try {
        return { ok: true, text: await generate(settings, prompt, signal, course) };
      } catch (error) {
        const reason = signal.aborted ? `it took longer than ${settings.timeoutMs / 1000} s` : reasonOf(error, course);
        return { ok: false, reason };
      }
    },
  };
}
