/**
 * What a program asks under a name of its own is done once and answered alike, for a day.
 *
 * - The name belongs to the key that sent it; the same name with anything else asked is refused.
 * - While the first is carried out, the second is told to wait.
 * - A process that dies in between leaves the request in hand for five minutes. Every decision has noted in its own transaction that
 *   the request changed something: where none did, the next one carries it out as if it were the first; where one did, nobody
 *   guesses and nothing is done again: whoever asked looks at what came of it. Who was only slow, and not dead, finds that another
 *   has the request in hand, and nothing of theirs is kept.
 * - A request without a name is carried out whenever it comes; decisions on posts are conditional on their state, their digest or
 *   their revision, and the same summary twice is one summary.
 */
import { createHash, randomUUID } from "node:crypto";
import type { Actor } from "../domain/person.ts";
import type { KeptAnswer } from "../storage/requests.ts";
import type { RequestInHand } from "../storage/via.ts";
import { type Desk, nowOf } from "./desk.ts";

/** How long whoever carries a request out has it for themselves. */
const leaseMs = 5 * 60_000;
const keptMs = 24 * 3_600_000;

/** What is asked, and by whom. */
export interface Asking {
  /** Acts by a key. */
  readonly actor: Actor & { readonly via: string };
  /** Null: the request has no name. */
  readonly name: string | null;
  /** All that tells it from another request. */
  readonly matter: readonly (string | Uint8Array)[];
}

/** `other`, `busy`, `cut-off`: as the store knows the name; nothing was done. */
export type Once =
  | { readonly kind: "done"; readonly answer: KeptAnswer; readonly replayed: boolean }
  | { readonly kind: "other" | "busy" | "cut-off" };

function fingerprintOf(matter: Asking["matter"]): string {
  const hash = createHash("sha256");
  for (const part of matter) hash.update(`${Buffer.byteLength(part)} `).update(part);
  return hash.digest("hex");
}

/** The desk as a key has it: what is decided at it is noted as come by that key. */
export function deskVia(desk: Desk, actor: Asking["actor"], request: RequestInHand | null = null): Desk {
  return { ...desk, actor, store: desk.store.via({ key: actor.via, ...(request ? { request } : {}) }) };
}

/** Carries a request out, unless it was before. @param work does it, at the desk as its key has it */
export async function once(desk: Desk, { actor, name, matter }: Asking, work: (own: Desk) => Promise<KeptAnswer>): Promise<Once> {
  if (name === null) return { kind: "done", answer: await work(deskVia(desk, actor)), replayed: false };
  const { requests } = desk.store;
  const request = { key: actor.via, name, token: randomUUID() };
  const standing = await requests.begin({ ...request, fingerprint: fingerprintOf(matter) }, nowOf(desk), leaseMs);
  if (standing.kind === "answered") return { kind: "done", answer: standing.answer, replayed: true };
  if (standing.kind !== "go") return { kind: standing.kind };
  try {
    const answer = await work(deskVia(desk, actor, request));
    await requests.answer(request, answer);
    return { kind: "done", answer, replayed: false };
  } catch (error) {
    await requests.drop(request);
    throw error;
  }
}

/** Forgets what was asked more than a day ago. */
export async function forgetRequests(desk: Desk): Promise<void> {
  await desk.store.requests.forget(nowOf(desk) - keptMs);
}
