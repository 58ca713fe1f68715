import type { NotifySettings } from "../settings/notify.ts";
import type { Channel } from "./channel.ts";
import { email } from "./email.ts";
import { webhook } from "./webhook.ts";

/** The ways to reach people that settings name; none is fine. */
export function channelsFor({ webhookUrl, email: mail }: NotifySettings): readonly Channel[] {
  return [...(webhookUrl === null ? [] : [webhook(webhookUrl)]), ...(mail === null ? [] : [email(mail)])];
}

/** What no message may quote, whoever put it there. */
export function secretsOf({ webhookUrl, email: mail }: NotifySettings): readonly string[] {
  return [...(webhookUrl === null ? [] : [webhookUrl]), ...(mail?.smtp.auth ? [mail.smtp.auth.pass] : [])];
}
