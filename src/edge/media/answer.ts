import { z } from "zod";

/** What came back, or that nothing whole did. */
export type Answer =
  | { readonly kind: "answer"; readonly status: number; readonly headers: Headers; readonly bytes: Uint8Array }
  /** @example reason: "it took too long", "ECONNREFUSED" */
  | { readonly kind: "silence"; readonly reason: string };

/** Its codes only: messages quote addresses. */
const failure = z.object({ name: z.string().catch(""), cause: z.object({ code: z.string() }).optional().catch(undefined) });

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "it took too long";
  const read = failure.safeParse(error);
  return (read.success && read.data.cause?.code) || "the connection broke off";
}

async function bytesOf({ body }: Response, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop cancels the rest; one byte too many tells that it is another picture.
    if (length > mostBytes) break;
  }
  return Buffer.concat(chunks);
}

/**
 * Asks once, through Node's proxy settings, and follows no redirection: nobody is led elsewhere, and no login travels on.
 * @param mostBytes past it the answer is cut
 */
export async function answerTo(
  url: string | URL,
  init: RequestInit & { readonly signal: AbortSignal },
  mostBytes = 65_536,
): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: "manual" });
    const { status, headers } = response;
    return { kind: "answer", status, headers, bytes: await bytesOf(response, mostBytes) };
  } catch (error) {
    return { kind: "silence", reason: reasonOf(error, init.signal) };
  }
}

/** True for an answer that may be another one soon: too many questions, or a fault of the server's own. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

export function textOf({ bytes }: Extract<Answer, { readonly kind: "answer" }>): string {
  return new TextDecoder().decode(bytes);
}
