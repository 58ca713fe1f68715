// https://core.telegram.org/bots/api#sendmessage, https://core.telegram.org/bots/api#making-requests (Bot API 9)
import { z } from "zod";
import type { Carried, Carrier, Dispatch } from "./carrier.ts";
import { wholeText } from "./words.ts";

export interface TelegramSettings {
  /** `123456:letters`: whoever has it speaks as the bot. It is part of every address, so no address is ever shown. */
  readonly token: string;
}

const home = "https://api.telegram.org";

/** The longest text that a message may have. */
export const longestText = 4096;

const answerForm = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().positive().optional(), migrate_to_chat_id: z.number().optional() }).optional(),
});

const failure = z.object({ name: z.string(), cause: z.object({ code: z.string() }).optional().catch(undefined) });

function faultOf(error: unknown): string {
  const read = failure.safeParse(error);
  if (!read.success) return "no reason given";
  const { name, cause } = read.data;
  return /Timeout|Abort/.test(name) ? "it took too long" : (cause?.code ?? "the connection failed");
}

/** Where a chat is gone the Bot API says 403, or 400 with one of these sentences. */
const goneForms = /chat not found|user is deactivated|PEER_ID_INVALID|group chat was upgraded/i;

async function read(response: Response): Promise<Carried> {
  const parsed = answerForm.safeParse(await response.json().catch(() => undefined));
  const answer = parsed.success ? parsed.data : undefined;
  if (response.ok && answer?.ok) return { kind: "arrived" };
  const reason = `it answered ${response.status}`;
  if (response.status === 403) return { kind: "silenced", reason };
  if (response.status === 400 && goneForms.test(answer?.description ?? "")) return { kind: "silenced", reason };
  const seconds = answer?.parameters?.retry_after;
  return seconds === undefined ? { kind: "failed", reason } : { kind: "failed", reason, afterMs: seconds * 1_000 };
}

/** Tells people in their chats with the house's bot, through Node's proxy settings; pictures of links are not fetched. */
export function telegram({ token }: TelegramSettings, origin = home): Carrier {
  const send = (dispatch: Dispatch, signal: AbortSignal) =>
    fetch(`${origin}/bot${token}/sendMessage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        chat_id: Number(dispatch.to),
        text: wholeText(dispatch.text, longestText),
        link_preview_options: { is_disabled: true },
      }),
      redirect: "manual",
      signal,
    });
  return {
    way: "telegram",
    carry: async (dispatch, signal) => {
      try {
        return await read(await send(dispatch, signal));
      } catch (error) {
        return { kind: "failed", reason: faultOf(error) };
      }
    },
  };
}
