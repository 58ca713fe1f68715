/** POST oauth2.googleapis.com/token. https://developers.google.com/identity/protocols/oauth2/web-server#offline */
import { type Answer, type Asked, answer } from "../wire.ts";
import type { GoogleCall } from "./index.ts";

const lifeSeconds = 3599;

export function grantToken(asked: Asked, { stage, grants }: GoogleCall): Answer {
  if (asked.body.kind !== "form") return refused(400, "invalid_request", "The body must be a form.");
  const { fields } = asked.body;
  if (fields.get("grant_type") !== "refresh_token") return refused(400, "unsupported_grant_type", "Invalid grant_type.");
  const channel = stage.people.channels.find((one) => one.clientId === fields.get("client_id"));
  if (!channel || channel.clientSecret !== fields.get("client_secret"))
    return refused(401, "invalid_client", "The OAuth client was not found.");
  const revoked = stage.rules.revoked.includes("youtube-community");
  if (revoked || channel.refreshToken !== fields.get("refresh_token")) {
    return refused(400, "invalid_grant", "Token has been expired or revoked.");
  }
  const value = `ya29.sandbox-${channel.id}-${grants.size + 1}`;
  grants.set(value, { channel, expiresAt: stage.clock.now() + lifeSeconds * 1000 });
  const scope = "https://www.googleapis.com/auth/youtube.readonly";
  return answer(200, { access_token: value, expires_in: lifeSeconds, scope, token_type: "Bearer" });
}

function refused(status: number, error: string, description: string): Answer {
  return answer(status, { error, error_description: description });
}
