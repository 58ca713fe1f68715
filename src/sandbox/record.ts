/** Requests as they came, for tests to compare with what was approved; without credentials. */

import type { Instant } from "../domain/instant.ts";
import type { Json } from "../domain/json.ts";
import { sha256 } from "./keep.ts";
import type { Asked, Body } from "./wire.ts";

export interface Recorded {
  /** 1, 2, 3 … in order of arrival. */
  readonly seq: number;
  readonly at: Instant;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** Id of the account whose login it carries, believed as it stands; null: nobody's. */
  readonly by: string | null;
  readonly query: Readonly<Record<string, string>>;
  /** Lower case, without `authorization` and `cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as sent; a form's fields; of multipart the texts, and of files `{ digest, bytes }`. Without secrets. */
  readonly body: Json;
  /** Whether the platform did what was asked; false until it did. */
  readonly effect: boolean;
  /** The platform's own status, also where a fault hid it from the client; null where no stand-in was asked. */
  readonly status: number | null;
}

const secretFields = ["access_token", "client_secret", "refresh_token", "fb_exchange_token", "code", "code_verifier"];
const secretHeaders = ["authorization", "cookie", "proxy-authorization"];

export function record(asked: Asked, by: string | null, seq: number, at: Instant): { -readonly [Key in keyof Recorded]: Recorded[Key] } {
  const { host, method, path } = asked;
  const query = withoutSecrets(Object.fromEntries(asked.query));
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !secretHeaders.includes(name)));
  return { seq, at, host, method, path, by, query, headers, body: plain(asked.body), effect: false, status: null };
}

function plain(body: Body): Json {
  if (body.kind === "json") return isObject(body.value) ? withoutSecrets(body.value) : body.value;
  if (body.kind === "form") return withoutSecrets(Object.fromEntries(body.fields));
  if (body.kind === "multipart")
    return Object.fromEntries(body.parts.map((part) => [part.name, part.binary ? file(part.bytes) : text(part.bytes)]));
  return body.kind === "broken" ? { broken: body.reason } : null;
}

function file(bytes: Uint8Array): Json {
  return { digest: sha256(bytes), bytes: bytes.length };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutSecrets<Value>(fields: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !secretFields.includes(name)));
}
