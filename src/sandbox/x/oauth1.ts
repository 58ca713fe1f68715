/**
 * Checks an OAuth 1.0a header the way X does: every field, the time, the nonce, the signature.
 * https://docs.x.com/fundamentals/authentication/oauth-1-0a/authorizing-a-request and RFC 5849.
 */
import { createHmac } from "node:crypto";
import type { XPerson } from "../people.ts";
import type { Stage } from "../stage.ts";
import type { Answer, Asked } from "../wire.ts";
import type { XOAuth } from "./oauth2.ts";
import { appOnly, unauthorized } from "./problems.ts";

const fields = [
  "oauth_consumer_key",
  "oauth_nonce",
  "oauth_signature",
  "oauth_signature_method",
  "oauth_timestamp",
  "oauth_token",
  "oauth_version",
] as const;
type Signed = Readonly<Record<(typeof fields)[number], string>>;

/** `scopes`: null where the login has none and may do everything. */
export type Caller =
  | { readonly ok: true; readonly person: XPerson; readonly scopes: readonly string[] | null }
  | { readonly ok: false; readonly answer: Answer };

/** Tells who calls, or how X refuses. @returns a function, because a nonce is good once. */
export function authenticator(stage: Stage, oauth: XOAuth): (asked: Asked) => Caller {
  const nonces = new Set<string>();
  return (asked) => {
    const header = asked.headers.authorization ?? "";
    if (header.startsWith("Bearer ")) return byBearer(header.slice("Bearer ".length), oauth);
    const signed = parseHeader(header);
    const person = signed && personOf(signed, stage);
    if (!signed || !person || !fresh(signed, stage) || nonces.has(signed.oauth_nonce)) return { ok: false, answer: unauthorized };
    if (signed.oauth_signature !== signatureOf(asked, signed, person)) return { ok: false, answer: unauthorized };
    nonces.add(signed.oauth_nonce);
    return { ok: true, person, scopes: null };
  };
}

/** A user's token by OAuth 2.0; any other is an app's own. */
function byBearer(token: string, oauth: XOAuth): Caller {
  const known = oauth.bearer(token);
  if (known) return { ok: true, ...known };
  return { ok: false, answer: token.startsWith("sandbox-user-") ? unauthorized : appOnly };
}

/** The seven fields, each exactly once, none else; null for any other header. */
function parseHeader(header: string): Signed | null {
  if (!header.startsWith("OAuth ")) return null;
  const found: Record<string, string> = {};
  for (const pair of header.slice("OAuth ".length).split(",")) {
    const match = /^\s*([a-z_]+)="([^"]*)"\s*$/.exec(pair);
    if (!match?.[1] || match[2] === undefined || match[1] in found) return null;
    const value = decode(match[2]);
    if (value === null) return null;
    found[match[1]] = value;
  }
  return isSigned(found) ? found : null;
}

/** Null where a `%` stands without two digits. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function isSigned(found: Readonly<Record<string, string>>): found is Signed {
  const complete = Object.keys(found).length === fields.length && fields.every((field) => found[field]);
  return complete && found.oauth_signature_method === "HMAC-SHA1" && found.oauth_version === "1.0";
}

function personOf(signed: Signed, stage: Stage): XPerson | undefined {
  if (stage.rules.revoked.includes("x")) return undefined;
  return stage.people.x.find((person) => person.apiKey === signed.oauth_consumer_key && person.accessToken === signed.oauth_token);
}

function fresh(signed: Signed, stage: Stage): boolean {
  const at = /^\d{1,12}$/.test(signed.oauth_timestamp) ? Number(signed.oauth_timestamp) * 1000 : Number.NaN;
  return Math.abs(stage.clock.now() - at) <= stage.rules.oauthSkewMs;
}

/** Over method, address and sorted parameters: the query and a form's fields, never a JSON or multipart body. */
function signatureOf(asked: Asked, signed: Signed, person: XPerson): string {
  const { oauth_signature: _, ...rest } = signed;
  const form = asked.body.kind === "form" ? [...asked.body.fields] : [];
  const pairs = [...Object.entries(rest), ...asked.query, ...form].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const base = [asked.method, `https://${asked.host}${asked.path}`, pairs.sort().join("&")].map(encode).join("&");
  return createHmac("sha1", `${encode(person.apiSecret)}&${encode(person.accessSecret)}`)
    .update(base)
    .digest("base64");
}

/** RFC 3986, stricter than `encodeURIComponent`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
