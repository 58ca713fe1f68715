// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
import { createHmac, randomBytes } from "node:crypto";
import type { Instant } from "../../domain/instant.ts";

const prefix = "whsec_";

/** A new secret, as receivers are given it: `whsec_` and 32 bytes in base64. */
export function newSigningSecret(): string {
  return `${prefix}${randomBytes(32).toString("base64")}`;
}

/** What is signed. */
export interface Signable {
  /** `msg_…`. */
  readonly id: string;
  /** Of this try, so that a receiver can refuse what was recorded and is sent again by others. */
  readonly at: Instant;
  readonly body: string;
}

/** `v1,` and the HMAC-SHA256 of id, seconds and body, in base64. */
function signature({ id, at, body }: Signable, secret: string): string {
  const key = Buffer.from(secret.slice(prefix.length), "base64");
  const seconds = Math.floor(at / 1_000);
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}

/** The convention's headers. @param secrets while a secret is being changed, the new one and the old one */
export function signedHeaders(what: Signable, secrets: readonly string[]): Readonly<Record<string, string>> {
  return {
    "webhook-id": what.id,
    "webhook-timestamp": String(Math.floor(what.at / 1_000)),
    "webhook-signature": secrets.map((secret) => signature(what, secret)).join(" "),
  };
}
