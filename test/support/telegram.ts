/** A stand-in for Telegram's Bot API, as strict as https://core.telegram.org/bots/api describes it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { openTlsServer, type TlsServer } from "./tls-server.ts";

export const botToken = `123456789:${"AbCdEfGhIj".repeat(3)}`;

export interface ChatMessage {
  readonly chat: number;
  readonly text: string;
}

export interface Telegram extends Pick<TlsServer, "faults" | "requests" | "close"> {
  readonly origin: string;
  /** What arrived, in order. */
  readonly messages: readonly ChatMessage[];
  /** Chats that the bot may write to. */
  readonly chats: Set<number>;
  /** Chats whose people have blocked the bot. */
  readonly blocked: Set<number>;
}

const messageForm = z.strictObject({
  chat_id: z.int(),
  text: z.string().min(1),
  link_preview_options: z.strictObject({ is_disabled: z.boolean() }).optional(),
});

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** What Telegram answers where it takes nothing. */
export function refusal(status: number, description: string, parameters?: object): { readonly status: number; readonly body: string } {
  return { status, body: JSON.stringify({ ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) }) };
}

export async function openTelegram(...chats: readonly number[]): Promise<Telegram> {
  const messages: ChatMessage[] = [];
  const known = new Set(chats);
  const blocked = new Set<number>();
  const judge = async (request: IncomingMessage) => {
    if (!request.url?.startsWith(`/bot${botToken}/`)) return refusal(401, "Unauthorized");
    if (request.method !== "POST" || request.url !== `/bot${botToken}/sendMessage`) return refusal(404, "Not Found");
    const parsed = request.headers["content-type"] === "application/json" ? messageForm.safeParse(await bodyOf(request)) : undefined;
    if (!parsed?.success) return refusal(400, "Bad Request: message text is empty");
    const { chat_id: chat, text } = parsed.data;
    if (!known.has(chat)) return refusal(400, "Bad Request: chat not found");
    if (blocked.has(chat)) return refusal(403, "Forbidden: bot was blocked by the user");
    if (text.length > 4096) return refusal(400, "Bad Request: message is too long");
    messages.push({ chat, text });
    const result = { message_id: messages.length, date: 0, chat: { id: chat, type: "private" }, text };
    return { status: 200, body: JSON.stringify({ ok: true, result }) };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, body } = await judge(request);
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  };
  const server = await openTlsServer((request, response) => void answer(request, response));
  const { origin, faults, requests, close } = server;
  return { origin, faults, requests, close, messages, chats: known, blocked };
}
