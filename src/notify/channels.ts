import type { NotifySettings } from "../settings/notify.ts";
import type { Channel } from "./channel.ts";
import { email } from "./email.ts";
import type { Carrier } from "./letters/carrier.ts";
import { mail } from "./letters/mail.ts";
import { telegram } from "./letters/telegram.ts";
import { webhook } from "./webhook.ts";

/** The ways to reach people that settings name; none is fine. */
export function channelsFor({ webhookUrl, email: post }: Pick<NotifySettings, "webhookUrl" | "email">): readonly Channel[] {
  return [...(webhookUrl === null ? [] : [webhook(webhookUrl)]), ...(post && post.to.length > 0 ? [email(post)] : [])];
}

/** The ways to write to single people. */
export function carriersFor({ email: post, telegram: bot }: Pick<NotifySettings, "email" | "telegram">): readonly Carrier[] {
  return [...(post === null ? [] : [mail(post)]), ...(bot === null ? [] : [telegram(bot)])];
}

/** What no message may quote, whoever put it there. */
export function secretsOf({ webhookUrl, email: post, telegram: bot }: NotifySettings): readonly string[] {
  return [...(webhookUrl === null ? [] : [webhookUrl]), ...(post?.smtp.auth ? [post.smtp.auth.pass] : []), ...(bot ? [bot.token] : [])];
}
