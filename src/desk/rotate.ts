import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { forbidden } from "../pipeline/rights.ts";
import { openKept } from "../settings/kept.ts";
import { type SealKey, seal } from "../settings/seal.ts";
import { openEndpoint, sealEndpoint } from "../settings/webhooks.ts";
import type { KeptSecret, SealedSecret } from "../storage/secrets.ts";
import { type Desk, nowOf } from "./desk.ts";

/** What a rotation did, by accounts, and webhooks by `webhook` and their names. */
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
 * Seals every kept login under `HERALD_SECRET`, opening it with `HERALD_SECRET_OLD`: all in one transaction, and then webhooks in
 * another. What is under the new one already stays, so that it may be run again.
 */
export async function rotate(desk: Desk): Promise<Result<Rotated>> {
  const problem = forbidden(desk.actor, "house");
  if (problem) return refuse(problem);
  const { current, old } = desk.settings.sealKeys;
  if (!current.ok) return current;
  if (old && !old.ok) return old;
  const before = [...(await desk.store.secrets.list()), ...(await desk.store.endpoints.list())];
  if (old === null && before.some(({ keyId }) => keyId !== current.value.id)) return refuse(noOld());
  const logins = await desk.store.secrets.reseal((one) => anew(desk, one, current.value), nowOf(desk), desk.actor.id);
  const sealedAnew = [...logins, ...(await resealWebhooks(desk, current.value))];
  const after = [
    ...(await desk.store.secrets.list()).map(({ account: name, keyId }) => ({ name, keyId })),
    ...(await desk.store.endpoints.list()).map(({ id, keyId }) => ({ name: `webhook ${id}`, keyId })),
  ];
  const under = after.filter(({ keyId }) => keyId === current.value.id).map(({ name }) => name);
  return ok({
    sealedAnew,
    already: under.filter((name) => !sealedAnew.includes(name)),
    stuck: after.map(({ name }) => name).filter((name) => !under.includes(name)),
  });
}

async function resealWebhooks(desk: Desk, key: SealKey): Promise<readonly string[]> {
  const sealings = (await desk.store.endpoints.list()).flatMap((one) => {
    const opened = one.keyId === key.id ? null : openEndpoint(one, desk.settings.sealKeys);
    return opened?.ok ? [{ id: one.id, sealed: sealEndpoint(one.id, opened, key), keyId: key.id }] : [];
  });
  if (sealings.length > 0) await desk.store.endpoints.reseal(sealings, "rotate", nowOf(desk), desk.actor.id);
  return sealings.map(({ id }) => `webhook ${id}`);
}

function anew({ settings }: Desk, one: KeptSecret, key: SealKey): SealedSecret | null {
  if (one.keyId === key.id) return null;
  const opened = openKept(one, settings.sealKeys);
  return opened.ok ? { account: one.account, sealed: seal(opened.secret, one.account, key), keyId: key.id } : null;
}
