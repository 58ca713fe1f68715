import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { forbidden } from "../pipeline/rights.ts";
import { openKept } from "../settings/kept.ts";
import { type SealKey, seal } from "../settings/seal.ts";
import type { KeptSecret, SealedSecret } from "../storage/secrets.ts";
import { type Desk, nowOf } from "./desk.ts";

/** What a rotation did, by accounts. */
export interface Rotated {
  readonly sealedAnew: readonly string[];
  /** Under `HERALD_SECRET` already. */
  readonly already: readonly string[];
  /** Under neither secret, or damaged: they stay as they are. */
  readonly stuck: readonly string[];
}

function noOld(): Problem {
  const message = "HERALD_SECRET_OLD is not set, and it must open what is to be sealed anew.";
  return block("settings-secret", "HERALD_SECRET_OLD", message, "Put the former secret there for this one run.");
}

/**
 * Seals every kept login under `HERALD_SECRET`, opening it with `HERALD_SECRET_OLD`: all in one transaction. What is under the new
 * one already stays, so that it may be run again.
 */
export async function rotate(desk: Desk): Promise<Result<Rotated>> {
  const problem = forbidden(desk.actor, "house");
  if (problem) return refuse(problem);
  const { current, old } = desk.settings.sealKeys;
  if (!current.ok) return current;
  if (old && !old.ok) return old;
  const before = await desk.store.secrets.list();
  if (old === null && before.some(({ keyId }) => keyId !== current.value.id)) return refuse(noOld());
  const sealedAnew = await desk.store.secrets.reseal((one) => anew(desk, one, current.value), nowOf(desk), desk.actor.id);
  const after = await desk.store.secrets.list();
  const under = after.filter(({ keyId }) => keyId === current.value.id).map(({ account }) => account);
  return ok({
    sealedAnew,
    already: under.filter((account) => !sealedAnew.includes(account)),
    stuck: after.map(({ account }) => account).filter((account) => !under.includes(account)),
  });
}

function anew({ settings }: Desk, one: KeptSecret, key: SealKey): SealedSecret | null {
  if (one.keyId === key.id) return null;
  const opened = openKept(one, settings.sealKeys);
  return opened.ok ? { account: one.account, sealed: seal(opened.secret, one.account, key), keyId: key.id } : null;
}
