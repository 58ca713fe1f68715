/** Consent at accounts.google.com, and codes for tokens. https://developers.google.com/identity/protocols/oauth2/web-server */
import { askingOf, type Consents, proves, wrongAsking } from "../consents.ts";
import type { Channel } from "../people.ts";
import type { Stage } from "../stage.ts";
import { type Answer, type Asked, answer } from "../wire.ts";

export const scope = "https://www.googleapis.com/auth/youtube.readonly";
const codeLifeMs = 600_000;

/** What is asked on accounts.google.com. */
export function consentPages(asked: Asked, stage: Stage, consents: Consents): Answer {
  const path = "/o/oauth2/v2/auth";
  if (asked.method === "POST" && asked.path === `${path}/consent`) return consents.decide(asked);
  if (asked.method !== "GET" || asked.path !== path)
    return answer(404, "<!DOCTYPE html><html><title>Error 404 (Not Found)!!1</title></html>");
  const known = { clientIds: stage.people.channels.map(({ clientId }) => clientId), scopes: [scope], between: " ", pkce: true } as const;
  const asking = askingOf(asked, stage, known);
  return typeof asking === "string" ? wrongAsking(asking) : consents.show(asking);
}

/** What a code is good for; a sentence where for nothing. */
export function redeemed(
  fields: URLSearchParams,
  client: Channel,
  stage: Stage,
  consents: Consents,
): { readonly channel: Channel; readonly offline: boolean; readonly scopes: readonly string[] } | string {
  const granting = consents.redeem(fields.get("code") ?? "", codeLifeMs);
  const channel = stage.people.channels.find(({ handle }) => handle === granting?.handle);
  if (!granting || !channel || granting.asking.clientId !== client.clientId) return "Malformed auth code.";
  if (granting.asking.redirectUri !== fields.get("redirect_uri")) return "redirect_uri_mismatch";
  if (!proves(fields.get("code_verifier"), granting.asking)) return "Invalid code verifier.";
  return { channel, offline: granting.asking.offline, scopes: granting.scopes };
}
