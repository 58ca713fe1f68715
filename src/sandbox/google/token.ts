/** POST oauth2.googleapis.com/token. https://developers.google.com/identity/protocols/oauth2/web-server#offline */
import { randomBytes } from "node:crypto";
import type { Channel } from "../people.ts";
import { type Answer, type Asked, answer } from "../wire.ts";
import type { GoogleCall } from "./index.ts";
import { redeemed, scope } from "./oauth.ts";

const lifeSeconds = 3599;

export function grantToken(asked: Asked, call: GoogleCall): Answer {
  if (asked.body.kind !== "form") return refused(400, "invalid_request", "The body must be a form.");
  const { fields } = asked.body;
  const { people } = call.stage;
  const client = people.channels.find((one) => one.clientId === fields.get("client_id"));
  if (!client || client.clientSecret !== fields.get("client_secret"))
    return refused(401, "invalid_client", "The OAuth client was not found.");
  if (fields.get("grant_type") === "authorization_code") return byCode(fields, client, call);
  if (fields.get("grant_type") === "refresh_token") return byRefreshToken(fields, client, call);
  return refused(400, "unsupported_grant_type", "Invalid grant_type.");
}

/** A refresh token comes with a code only where a login for later was asked for. */
function byCode(fields: URLSearchParams, client: Channel, call: GoogleCall): Answer {
  const granted = redeemed(fields, client, call.stage, call.consents);
  if (typeof granted === "string") return refused(400, "invalid_grant", granted);
  const refresh = `sandbox-refresh-${randomBytes(18).toString("base64url")}`;
  if (granted.offline) call.refreshTokens.set(refresh, granted.channel);
  return given(call, granted.channel, granted.scopes.join(" "), granted.offline ? { refresh_token: refresh } : {});
}

function byRefreshToken(fields: URLSearchParams, client: Channel, call: GoogleCall): Answer {
  const token = fields.get("refresh_token") ?? "";
  const channel = client.refreshToken === token ? client : call.refreshTokens.get(token);
  const isRevoked = call.stage.rules.revoked.includes("youtube-community");
  if (!channel || channel.clientId !== client.clientId || isRevoked)
    return refused(400, "invalid_grant", "Token has been expired or revoked.");
  return given(call, channel, scope, {});
}

function given({ stage, grants }: GoogleCall, channel: Channel, scopes: string, more: Readonly<Record<string, string>>): Answer {
  const value = `ya29.sandbox-${channel.id}-${grants.size + 1}`;
  grants.set(value, { channel, expiresAt: stage.clock.now() + lifeSeconds * 1000 });
  return answer(200, { access_token: value, expires_in: lifeSeconds, scope: scopes, token_type: "Bearer", ...more });
}

function refused(status: number, error: string, description: string): Answer {
  return answer(status, { error, error_description: description });
}
