/** By which ways digests go: people's letters' ways, and where nobody is configured those by which the house is told of incidents. */
import type { NotifySettings } from "../../settings/notify.ts";
import { sendMail } from "../email.ts";
import { telegram } from "../letters/telegram.ts";
import { wholeText } from "../letters/words.ts";
import { postJson } from "../webhook.ts";
import type { DigestCarrier } from "./deliver.ts";

function byMail(settings: NonNullable<NotifySettings["email"]>): DigestCarrier {
  return {
    way: "email",
    carry: ({ id, to, text }, signal) => {
      const mail = { id, to, subject: text.subject, text: wholeText(text), headers: { "X-Herald-Digest": encodeURIComponent(id) } };
      return sendMail(settings, mail, signal);
    },
  };
}

function byTelegram(settings: NonNullable<NotifySettings["telegram"]>): DigestCarrier {
  const bot = telegram(settings);
  return {
    way: "telegram",
    carry: async ({ id, to, text }, signal) => {
      const carried = await bot.carry({ id, to: to[0] ?? "", text }, signal);
      if (carried.kind === "arrived") return { ok: true };
      return { ok: false, reason: carried.reason, ...("afterMs" in carried ? { afterMs: carried.afterMs } : {}) };
    },
  };
}

function byWebhook(url: string): DigestCarrier {
  return {
    way: "webhook",
    carry: ({ id, text }, signal) => {
      const whole = { id, kind: "digest", subject: text.subject, text: wholeText(text), sections: text.items };
      return postJson(url, id, whole, signal);
    },
  };
}

export function digestCarriers({ email, telegram: bot, webhookUrl }: NotifySettings): readonly DigestCarrier[] {
  return [...(email ? [byMail(email)] : []), ...(bot ? [byTelegram(bot)] : []), ...(webhookUrl === null ? [] : [byWebhook(webhookUrl)])];
}
