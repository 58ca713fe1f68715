/** Who a token belongs to, and its refreshing. https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token */
import type { Stage } from "../stage.ts";
import { type Answer, type Asked, answer } from "../wire.ts";
import { parametersOf } from "./call.ts";
import { badParameter, instagramError } from "./errors.ts";
import type { InstagramToken } from "./world.ts";

const dayMs = 24 * 3_600_000;
export const lifeMs = 60 * dayMs;

/** Every token that opens something: the people's first ones, issued ten days ago, and refreshed ones. */
export function tokensOf(stage: Stage, startedAt: number): readonly InstagramToken[] {
  const issuedAt = startedAt - 10 * dayMs;
  const first = stage.people.instagram.flatMap((person): InstagramToken[] => [
    { value: person.instagramToken, ownerId: person.id, by: "instagram", issuedAt, expiresAt: issuedAt + lifeMs },
    { value: person.facebookToken, ownerId: person.id, by: "facebook", issuedAt, expiresAt: issuedAt + lifeMs },
  ]);
  return [...first, ...stage.keep.world().instagram.tokens];
}

/** The living token that a request carries, or Meta's refusal. */
export function tokenOf(asked: Asked, stage: Stage, startedAt: number): InstagramToken | Answer {
  const bearer = /^Bearer (.+)$/.exec(asked.headers.authorization ?? "")?.[1];
  const value = bearer ?? parametersOf(asked)?.access_token;
  if (value === undefined || value === "") return instagramError("noToken");
  const token = tokensOf(stage, startedAt).find((one) => one.value === value);
  if (!token || asked.host !== (token.by === "instagram" ? "graph.instagram.com" : "graph.facebook.com"))
    return instagramError("badToken", 401);
  if (stage.rules.revoked.includes("instagram") || stage.clock.now() >= token.expiresAt) return instagramError("expired");
  return token;
}

/** GET /refresh_access_token: sixty days more, for a token at least a day old. */
export function refreshToken(asked: Asked, token: InstagramToken, stage: Stage): Answer {
  if (asked.query.get("grant_type") !== "ig_refresh_token") return badParameter("grant_type must be ig_refresh_token");
  if (token.short) return badParameter("This token lives an hour and can't be refreshed");
  const now = stage.clock.now();
  if (now - token.issuedAt < dayMs) return instagramError("tooYoung");
  const tokens = stage.keep.world().instagram.tokens;
  const value = `${token.value.replace(/refreshed\d+$/, "")}refreshed${tokens.length + 1}`;
  tokens.push({ value, ownerId: token.ownerId, by: token.by, issuedAt: now, expiresAt: now + lifeMs });
  return answer(200, { access_token: value, token_type: "bearer", expires_in: lifeMs / 1000 });
}
