import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Person } from "../domain/person.ts";
import { deviceMs, sessionMs } from "../people/session-rules.ts";
import { digestOfToken, isToken, newToken } from "../people/tokens.ts";
import type { Evidence, Opening } from "../storage/sign-ins.ts";
import { type Desk, nowOf } from "./desk.ts";

/** The browser that somebody signs in with. */
export interface Visit {
  /** The network address that it comes from. */
  readonly address: string;
  /** As it calls itself. */
  readonly agent: string;
  /** What its cookies hold of an earlier sign-in; null: nothing. */
  readonly session: string | null;
  readonly device: string | null;
}

/** A new session: both tokens are for cookies, and stand nowhere else. */
export interface Opened {
  readonly person: Person;
  readonly token: string;
  readonly expires: Instant;
  /** Proves later that its people have signed in on this browser before, so that no stranger's failures keep them waiting. */
  readonly device: string;
  readonly deviceExpires: Instant;
}

const longestAgent = 200;

export function digestIfToken(text: string | null): string | null {
  return text !== null && isToken(text) ? digestOfToken(text) : null;
}

/** Opens a session with tokens of its own, in the place of the one that the browser had; null where the evidence stands no more. */
export async function openSession(
  desk: Desk,
  person: Person,
  evidence: Evidence,
  visit: Visit,
  forgive?: Opening["forgive"],
): Promise<Opened | null> {
  const [token, device, now] = [newToken(), newToken(), nowOf(desk)];
  const [expires, deviceExpires] = [now + sessionMs, now + deviceMs];
  const agent = visit.agent.replaceAll(/\p{C}/gu, "").slice(0, longestAgent);
  const session = { id: randomUUID(), personId: person.id, createdAt: now, seenAt: now, expiresAt: expires, agent, address: visit.address };
  const opening: Opening = {
    digest: digestOfToken(token),
    session,
    evidence,
    replaces: digestIfToken(visit.session),
    device: { before: digestIfToken(visit.device), digest: digestOfToken(device), expiresAt: deviceExpires },
    ...(forgive ? { forgive } : {}),
  };
  const isOpen = await desk.store.signIns.open(opening, now);
  return isOpen ? { person, token, expires, device, deviceExpires } : null;
}
