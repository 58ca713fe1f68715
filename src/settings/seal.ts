/**
 * Logins under seal: AES-256-GCM with a nonce of its own each time, and the account and the names of its variables as additional
 * data, so that no seal opens at another account or under other names. https://csrc.nist.gov/pubs/sp/800/38/d/final
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";

/** A key made from `HERALD_SECRET`. */
export interface SealKey {
  /** Tells which key sealed something, and nothing else of it: 16 hexadecimal digits. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The keys that the environment gives. */
export interface SealKeys {
  /** From `HERALD_SECRET`; a problem where it is missing or too weak. */
  readonly current: Result<SealKey>;
  /** From `HERALD_SECRET_OLD`, while the secret is being changed; null: it isn't set. */
  readonly old: Result<SealKey> | null;
}

/** Variables by name. */
type Login = Readonly<Record<string, string>>;

const fewestCharacters = 32;
const fewestBits = 128;

/**
 * Bits in a text whose characters were drawn by chance, each as often as it occurs; less where it repeats itself. What a person made up
 * may have fewer.
 */
function bitsIn(text: string): number {
  const counts = Map.groupBy(text, (character) => character).values();
  const bits = counts.map(({ length: times }) => -times * Math.log2(times / text.length)).reduce((sum, some) => sum + some, 0);
  const fours = Array.from({ length: Math.max(1, text.length - 3) }, (_, at) => text.slice(at, at + 4));
  return (bits * new Set(fours).size) / fours.length;
}

function keyOf(name: string, secret: string): Result<SealKey> {
  if (Buffer.byteLength(secret) < fewestCharacters || bitsIn(secret) < fewestBits) return refuse(weak(name));
  const derive = (info: string, length: number) => new Uint8Array(hkdfSync("sha256", secret, "", info, length));
  return ok({ id: Buffer.from(derive("herald secrets key id 1", 8)).toString("hex"), bytes: derive("herald secrets key 1", 32) });
}

function weak(name: string): Problem {
  const message = `${name} is too short or too plain to keep logins safe.`;
  return block("settings-secret", name, message, "Make one by chance: `openssl rand -base64 32`.");
}

function missing(): Problem {
  const remedy = "Put HERALD_SECRET into .env: `npm run herald -- setup` makes one, or `openssl rand -base64 32`.";
  return block("settings-secret", "HERALD_SECRET", "HERALD_SECRET is not set, and without it no login and no webhook is kept.", remedy);
}

/** Reads `HERALD_SECRET` and `HERALD_SECRET_OLD`. */
export function readSealKeys(env: Environment): SealKeys {
  const [secret, old] = [given(env, "HERALD_SECRET"), given(env, "HERALD_SECRET_OLD")];
  return {
    current: secret === undefined ? refuse(missing()) : keyOf("HERALD_SECRET", secret),
    old: old === undefined ? null : keyOf("HERALD_SECRET_OLD", old),
  };
}

const nonceBytes = 12;
const tagBytes = 16;
const shape = z.object({ version: z.literal(1), names: z.array(z.string()), nonce: z.string(), text: z.string() });

/** What the seal is bound to. */
function bound(account: string, names: readonly string[], key: SealKey): Uint8Array {
  return Buffer.from(JSON.stringify(["herald secret 1", account, names, key.id]));
}

/** Seals a login for an account. */
export function seal(login: Login, account: string, key: SealKey): string {
  const names = Object.keys(login).sort();
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: tagBytes }).setAAD(bound(account, names, key));
  const values = JSON.stringify(names.map((name) => login[name]));
  const text = Buffer.concat([cipher.update(values, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return JSON.stringify({ version: 1, names, nonce: nonce.toString("base64url"), text: text.toString("base64url") });
}

function read(sealed: string) {
  try {
    return shape.safeParse(JSON.parse(sealed), { jitless: true }).data ?? null;
  } catch {
    return null;
  }
}

/** The names of the variables under a seal; none where it can't be read. */
export function namesIn(sealed: string): readonly string[] {
  return read(sealed)?.names ?? [];
}

const valuesShape = z.array(z.string());

/** The login under a seal; null where the key is another, or anything of it was altered or moved to another account. */
export function unseal(sealed: string, account: string, key: SealKey): Login | null {
  const found = read(sealed);
  if (!found) return null;
  const [nonce, bytes] = [Buffer.from(found.nonce, "base64url"), Buffer.from(found.text, "base64url")];
  if (nonce.length !== nonceBytes || bytes.length < tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: tagBytes });
  decipher.setAAD(bound(account, found.names, key)).setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
    const values = valuesShape.parse(JSON.parse(text), { jitless: true });
    return Object.fromEntries(found.names.map((name, at) => [name, values[at] ?? ""]));
  } catch {
    return null;
  }
}
