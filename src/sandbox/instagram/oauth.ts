/** Business Login: a code for a token of an hour, that for one of sixty days. https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login */
import { randomBytes } from "node:crypto";
import { apps } from "../apps.ts";
import { askingOf, consentsOn, wrongAsking } from "../consents.ts";
import type { Stage } from "../stage.ts";
import { type Answer, type Asked, answer } from "../wire.ts";
import { badParameter } from "./errors.ts";
import { lifeMs } from "./tokens.ts";
import type { InstagramToken } from "./world.ts";

const scopes = ["instagram_business_basic", "instagram_business_content_publish"];
const hourMs = 3_600_000;

function refused(message: string): Answer {
  return answer(400, { error_type: "OAuthException", code: 400, error_message: message });
}

/** What is asked on www.instagram.com and api.instagram.com. */
export function openOAuth(stage: Stage): (asked: Asked) => Answer {
  const consents = consentsOn(stage);
  const known = { clientIds: [apps.instagram.id], scopes, between: ",", pkce: false } as const;
  const token = ({ body }: Asked): Answer => {
    if (body.kind !== "form") return refused("The body must be a form");
    const at = (name: string) => body.fields.get(name);
    if (at("client_id") !== apps.instagram.id || at("client_secret") !== apps.instagram.secret)
      return refused("Error validating client secret.");
    if (at("grant_type") !== "authorization_code") return refused("Invalid grant_type");
    const granting = consents.redeem(at("code") ?? "", hourMs);
    const person = stage.people.instagram.find(({ handle }) => handle === granting?.handle);
    if (!granting || !person) return refused("Matching code was not found or was already used");
    if (granting.asking.redirectUri !== at("redirect_uri"))
      return refused("Error validating verification code. Please make sure your redirect_uri is identical to the one you used.");
    const value = `IGshort${randomBytes(12).toString("hex")}`;
    const issuedAt = stage.clock.now();
    stage.keep
      .world()
      .instagram.tokens.push({ value, ownerId: person.id, by: "instagram", issuedAt, expiresAt: issuedAt + hourMs, short: true });
    // The number here is the app's own for the account, not the one that publishes.
    return answer(200, { access_token: value, user_id: Number(`9${person.id.slice(-9)}`), permissions: granting.scopes });
  };
  return (asked) => {
    if (asked.host === "api.instagram.com") {
      const isToken = asked.method === "POST" && asked.path === "/oauth/access_token";
      return isToken ? token(asked) : answer(404, "<!DOCTYPE html><title>Page not found</title>");
    }
    if (asked.method === "POST" && asked.path === "/oauth/authorize/consent") return consents.decide(asked);
    if (asked.method !== "GET" || asked.path !== "/oauth/authorize") return answer(404, "<!DOCTYPE html><title>Page not found</title>");
    const asking = askingOf(asked, stage, known);
    return typeof asking === "string" ? wrongAsking(asking) : consents.show(asking);
  };
}

/** GET /access_token: a token of sixty days for one of an hour. */
export function exchangeToken({ query }: Asked, token: InstagramToken, stage: Stage): Answer {
  if (query.get("grant_type") !== "ig_exchange_token") return badParameter("grant_type must be ig_exchange_token");
  if (query.get("client_secret") !== apps.instagram.secret) return badParameter("Error validating client secret.");
  if (!token.short) return badParameter("Session key invalid. This could be because the session key has an incorrect format");
  const now = stage.clock.now();
  const value = `IGlong${randomBytes(16).toString("hex")}`;
  stage.keep.world().instagram.tokens.push({ value, ownerId: token.ownerId, by: "instagram", issuedAt: now, expiresAt: now + lifeMs });
  return answer(200, { access_token: value, token_type: "bearer", expires_in: lifeMs / 1000 });
}
