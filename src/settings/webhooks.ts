/** Addresses and secrets of webhooks, under seal: a chat's address lets whoever knows it write there. */
import type { Instant } from "../domain/instant.ts";
import { type SealKey, type SealKeys, seal, unseal } from "./seal.ts";

/** What is sealed for a webhook. */
export interface EndpointSecrets {
  readonly url: string;
  /** `whsec_…`. */
  readonly secret: string;
  /** While the secret is being changed: the former one, and until when it signs too. */
  readonly former?: { readonly secret: string; readonly until: Instant };
}

/** The seal is bound to the endpoint: it opens nowhere else. */
function boundTo(id: string): string {
  return `webhook ${id}`;
}

export function sealEndpoint(id: string, { url, secret, former }: EndpointSecrets, key: SealKey): string {
  const old: Record<string, string> = former ? { FORMER: former.secret, UNTIL: String(former.until) } : {};
  return seal({ URL: url, SECRET: secret, ...old }, boundTo(id), key);
}

/** What is under the seal, or why it can't be opened, as the end of a sentence. */
export type OpenedEndpoint =
  | ({ readonly ok: true; readonly isOld: boolean } & EndpointSecrets)
  | { readonly ok: false; readonly why: string };

/** @param keys the former key opens what was not sealed anew yet */
export function openEndpoint(
  { id, sealed, keyId }: { readonly id: string; readonly sealed: string; readonly keyId: string },
  keys: SealKeys,
): OpenedEndpoint {
  const fits = [keys.current, keys.old].findIndex((key) => key?.ok && key.value.id === keyId);
  const key = [keys.current, keys.old][fits];
  if (!key?.ok) return { ok: false, why: "its address is sealed under another HERALD_SECRET than the one that is set" };
  const login = unseal(sealed, boundTo(id), key.value);
  const { URL: url, SECRET: secret, FORMER: former, UNTIL: until } = login ?? {};
  if (!url || !secret) return { ok: false, why: "what is kept of it is damaged; remove it and add it anew" };
  return { ok: true, isOld: fits === 1, url, secret, ...(former ? { former: { secret: former, until: Number(until) } } : {}) };
}
