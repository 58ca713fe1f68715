import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { EmailSettings, Smtp } from "../notify/email.ts";
import type { TelegramSettings } from "../notify/letters/telegram.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";
import { problemsOf } from "./problems-of.ts";
import { isLoopback } from "./server.ts";

/** How people are told of what needs them; null: not by this way. */
export interface NotifySettings {
  /** May hold a token: never shown. */
  readonly webhookUrl: string | null;
  readonly email: EmailSettings | null;
  /** The house's bot, which writes to single people. */
  readonly telegram: TelegramSettings | null;
}

/** Reads `NOTIFY_WEBHOOK_URL`, `SMTP_URL`, `NOTIFY_EMAIL_TO`, `NOTIFY_EMAIL_FROM` and `TELEGRAM_BOT_TOKEN`. No value is repeated: they hold passwords. */
export function readNotify(env: Environment): Result<NotifySettings> {
  const webhookUrl = readWebhook(given(env, "NOTIFY_WEBHOOK_URL"));
  const email = readEmail(env);
  const telegram = readTelegram(given(env, "TELEGRAM_BOT_TOKEN"));
  if (!webhookUrl.ok || !email.ok || !telegram.ok) return refuse(...problemsOf(webhookUrl, email, telegram));
  return ok({ webhookUrl: webhookUrl.value, email: email.value, telegram: telegram.value });
}

/** The ways that stay on this machine: nothing of a sandbox goes further. */
export function onThisMachine({ webhookUrl, email }: NotifySettings): NotifySettings {
  const isNear = webhookUrl !== null && isLoopback(new URL(webhookUrl).hostname);
  return { webhookUrl: isNear ? webhookUrl : null, email: email?.smtp.plain ? email : null, telegram: null };
}

/** Variables that have no effect in the sandbox, as a sentence. */
export function leftOut(all: NotifySettings, kept: NotifySettings): readonly string[] {
  const names = [
    ...(all.webhookUrl !== kept.webhookUrl ? ["NOTIFY_WEBHOOK_URL"] : []),
    ...(all.email !== null && kept.email === null ? ["SMTP_URL"] : []),
    ...(all.telegram !== null && kept.telegram === null ? ["TELEGRAM_BOT_TOKEN"] : []),
  ];
  if (names.length === 0) return [];
  return [`${listed(names)} ${names.length === 1 ? "has" : "have"} no effect in the sandbox: nothing of it leaves this machine.`];
}

function listed(names: readonly string[]): string {
  const [last = "", ...before] = names.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(", ")} and ${last}`;
}

function readTelegram(written: string | undefined): Result<TelegramSettings | null> {
  if (written === undefined) return ok(null);
  if (/^\d{5,20}:[A-Za-z0-9_-]{20,100}$/.test(written)) return ok({ token: written });
  const remedy = "Copy the bot's token from @BotFather whole: digits, a colon, letters.";
  return wrong("TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN is no token of a bot.", remedy);
}

function wrong(variable: string, message: string, remedy: string): { readonly ok: false; readonly problems: readonly Problem[] } {
  return refuse(block("settings-notify", variable, message, remedy));
}

function readWebhook(written: string | undefined): Result<string | null> {
  if (written === undefined) return ok(null);
  const example = "Give the whole address, such as https://hooks.example.org/herald, or remove it.";
  const url = URL.parse(written);
  if (!url || !["http:", "https:"].includes(url.protocol))
    return wrong("NOTIFY_WEBHOOK_URL", "NOTIFY_WEBHOOK_URL is no web address.", example);
  if (url.username || url.password)
    return wrong(
      "NOTIFY_WEBHOOK_URL",
      "NOTIFY_WEBHOOK_URL carries a login, which a webhook can't use.",
      "Put a token into its path or query.",
    );
  if (url.protocol === "https:" || isLoopback(url.hostname)) return ok(url.href);
  return wrong("NOTIFY_WEBHOOK_URL", "NOTIFY_WEBHOOK_URL is not https, so anyone on the way could read what is told.", example);
}

const mailForm = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;
const namedForm = /^[^<>,;\r\n"]*<[^\s@<>,;"]+@[^\s@<>,;"]+>$/;

function isMailbox(text: string): boolean {
  return mailForm.test(text) || namedForm.test(text);
}

function readEmail(env: Environment): Result<EmailSettings | null> {
  const [url, to, from] = ["SMTP_URL", "NOTIFY_EMAIL_TO", "NOTIFY_EMAIL_FROM"].map((name) => given(env, name));
  if (url === undefined && to === undefined && from === undefined) return ok(null);
  const smtp = readSmtp(url);
  const people = to === undefined ? ok([]) : readMailboxes(to);
  const sender = readSender(from, smtp.ok ? smtp.value.auth?.user : undefined);
  if (!smtp.ok || !people.ok || !sender.ok) return refuse(...problemsOf(smtp, people, sender));
  return ok({ smtp: smtp.value, to: people.value, from: sender.value });
}

const smtpExample = "Write it as smtps://user:password@mail.example.org:465, with special characters of the password as %40 and the like.";

function readSmtp(written: string | undefined): Result<Smtp> {
  if (written === undefined) return wrong("SMTP_URL", "E-mail is set up in part: SMTP_URL is missing.", smtpExample);
  const url = URL.parse(written);
  const secure = url?.protocol === "smtps:";
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "")
    return wrong("SMTP_URL", "SMTP_URL is no address of a mail server.", smtpExample);
  if (url.search || url.hash || !["", "/"].includes(url.pathname))
    return wrong("SMTP_URL", "SMTP_URL carries more than a login, a host and a port.", smtpExample);
  const login = readLogin(url);
  if (!login.ok) return login;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return ok({ host, port: Number(url.port || (secure ? 465 : 587)), secure, plain: isLoopback(url.hostname), auth: login.value });
}

function readLogin({ username, password }: URL): Result<Smtp["auth"]> {
  if (username === "" && password === "") return ok(null);
  if (username === "" || password === "") return wrong("SMTP_URL", "SMTP_URL has only half a login.", smtpExample);
  try {
    return ok({ user: decodeURIComponent(username), pass: decodeURIComponent(password) });
  } catch {
    return wrong("SMTP_URL", "SMTP_URL's login holds a % that stands for nothing.", smtpExample);
  }
}

function readMailboxes(written: string): Result<readonly string[]> {
  const remedy = "Give one address or several with commas, such as desk@example.org, editor@example.org.";
  const people = written.split(",").flatMap((one) => one.trim() || []);
  return people.length > 0 && people.every(isMailbox)
    ? ok(people)
    : wrong("NOTIFY_EMAIL_TO", "NOTIFY_EMAIL_TO is no list of e-mail addresses.", remedy);
}

/** By default the mailbox that sends is the one that signs in. */
function readSender(written: string | undefined, user: string | undefined): Result<string> {
  const remedy = "Give the address that messages come from, such as Herald <herald@example.org>.";
  const from = written ?? user;
  if (from !== undefined && isMailbox(from)) return ok(from);
  const message =
    written === undefined ? "E-mail is set up in part: NOTIFY_EMAIL_FROM is missing." : "NOTIFY_EMAIL_FROM is no e-mail address.";
  return wrong("NOTIFY_EMAIL_FROM", message, remedy);
}
