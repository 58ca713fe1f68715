import { createHash } from "node:crypto";
import type { Role } from "../../src/domain/person.ts";
import { ok } from "../../src/domain/problem.ts";
import type { Opening, Passkey } from "../../src/storage/sign-ins.ts";
import type { Store } from "../../src/storage/store.ts";
import { editor, hourMs, morning } from "./store-fixtures.ts";

export const dayMs = 24 * hourMs;

export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Somebody new, called like their id. */
export async function joined(store: Store, id: string, role: Role = "writer", systemUser: string | null = null): Promise<void> {
  const person = { id, name: `${id} Khan`, email: `${id}@example.org`, role, systemUser };
  const result = await store.people.decide(() => ok({ what: "added", person }), morning, editor);
  if (!result.ok) throw new Error(`${id} could not join.`);
}

/** A session for somebody whose password hash is `encoded`. */
export function opening(token: string, personId: string, at: number, more: Partial<Opening> = {}): Opening {
  const times = { createdAt: at, seenAt: at, expiresAt: at + 30 * dayMs };
  return {
    digest: digestOf(token),
    session: { id: `id-${token}`, personId, ...times, agent: "Firefox", address: "192.0.2.7" },
    evidence: { kind: "password", encoded: "hash" },
    replaces: null,
    device: { before: null, digest: digestOf(`device-${token}`), expiresAt: at + 400 * dayMs },
    ...more,
  };
}

export function passkeyOf(id: string, personId: string, more: Partial<Passkey> = {}): Passkey {
  const kept = { name: "Phone", publicKey: "pQEC", counter: 0, transports: ["internal"], createdAt: morning, usedAt: null };
  return { id, personId, ...kept, ...more };
}
