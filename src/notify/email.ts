// https://nodemailer.com/smtp, nodemailer 10.6.0
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Channel, Message, Sent } from "./channel.ts";

/** A mailbox's server and who may use it. */
export interface Smtp {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`); else STARTTLS. */
  readonly secure: boolean;
  /** May go without TLS: only to this very machine. */
  readonly plain: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

export interface EmailSettings {
  readonly smtp: Smtp;
  readonly from: string;
  /** Who is told of what needs the house; empty: only single people are written to, at their own addresses. */
  readonly to: readonly string[];
}

const failure = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

/** By its codes only: a server's words may quote the login. */
function reasonOf(error: unknown): string {
  const read = failure.safeParse(error);
  const { code, responseCode } = read.success ? read.data : {};
  if (code === "EABORT") return "it took too long";
  return [code ?? "no reason given", responseCode].filter((part) => part !== undefined).join(" ");
}

async function transportTo({ host, port, secure, plain, auth }: Smtp) {
  const { createTransport } = await import("nodemailer");
  return createTransport({ host, port, secure, requireTLS: !secure && !plain, ...(auth ? { auth, forceAuth: true } : {}) });
}

/** The same id for every try, so that a mailbox can tell a second copy. */
function messageId(id: string, from: string): string {
  const name = createHash("sha256").update(id).digest("hex").slice(0, 32);
  const host = /@([A-Za-z0-9.-]+)>?$/.exec(from)?.[1] ?? "herald.invalid";
  return `<${name}@${host}>`;
}

/** One plain e-mail; known by `id`. */
export interface PlainMail {
  readonly id: string;
  readonly to: readonly string[];
  /** Without the program's name, which goes before it. */
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Hands one e-mail over; never throws. The library is loaded with the first one. */
export async function sendMail({ smtp, from }: Pick<EmailSettings, "smtp" | "from">, mail: PlainMail, signal: AbortSignal): Promise<Sent> {
  try {
    const transport = await transportTo(smtp);
    await transport.sendMail({
      from,
      to: [...mail.to],
      subject: `Herald: ${mail.subject}`,
      text: mail.text,
      messageId: messageId(mail.id, from),
      headers: { ...mail.headers, "Auto-Submitted": "auto-generated" },
      signal,
    });
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Sends each message to everybody that the settings name. */
export function email(settings: EmailSettings): Channel {
  return {
    name: "email",
    send: ({ id, subject, text }: Message, signal) => {
      const headers = { "X-Herald-Incident": encodeURIComponent(id) };
      return sendMail(settings, { id, to: settings.to, subject, text, headers }, signal);
    },
  };
}
