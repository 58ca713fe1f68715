// https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code, https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
import { z } from "zod";
import { toIso } from "../../domain/instant.ts";
import { block, type Problem } from "../../domain/problem.ts";
import { boundedFetch } from "../bounded-fetch.ts";
import type { Consent, Granted, Net, OAuth, Renewed } from "../oauth.ts";
import type { Secret } from "../platform.ts";
import { challengeOf, clientFor, exchangeCode, refresh, type TokenAnswer, type TokenDesk, type Tokens } from "../token-request.ts";

const authorizeUrl = "https://x.com/i/oauth2/authorize";
const tokenUrl = "https://api.x.com/2/oauth2/token";
const meUrl = "https://api.x.com/2/users/me";
const scopes = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"] as const;

const usualLifeSeconds = 7200;
/** X's access tokens live two hours. */
const aheadMs = 20 * 60_000;
const place = "in X's developer console (console.x.com), your app, User authentication settings";

function deskOf(client: { readonly id: string; readonly secret?: string }): TokenDesk {
  const secret = client.secret === undefined ? {} : { clientSecret: client.secret };
  return { issuer: "https://x.com", tokenUrl, clientId: client.id, by: "header", ...secret };
}

function authorize({ redirectUri, state, verifier }: Consent, client: Secret): URL {
  const url = new URL(authorizeUrl);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: client.X_CLIENT_ID ?? "",
    redirect_uri: redirectUri,
    scope: scopes.join(" "),
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
  }).toString();
  return url;
}

/** Why these tokens are not enough; null: they are. */
function lack({ scopes: granted, refreshToken }: Tokens, where: string): Problem | null {
  const missing = scopes.filter((scope) => granted !== null && !granted.includes(scope));
  if (missing.length > 0) {
    const message = `X granted everything but ${missing.join(", ")}, and Herald can't post without.`;
    return block(
      "account-rights",
      where,
      message,
      'See that the app is set to "Read and write", and connect it again with every right left on.',
    );
  }
  if (refreshToken !== null) return null;
  return block(
    "account-rights",
    where,
    "X gave no refresh token, so the login would end in two hours.",
    "Connect it again, with offline.access.",
  );
}

const me = z.object({ data: z.object({ id: z.string().regex(/^\d{1,19}$/) }) });

/** The number of the account that the token is of; null: X didn't say. */
async function ownerOf(token: string, net: Net): Promise<string | null> {
  try {
    const response = await boundedFetch(meUrl, { headers: { authorization: `Bearer ${token}` } }, net.deadline);
    const read = response.status === 200 ? me.safeParse(await response.json()) : null;
    return read?.success ? read.data.data.id : null;
  } catch {
    return null;
  }
}

function loginOf(tokens: Tokens, refreshToken: string, id: string, client: { id: string; secret?: string }, net: Net): Secret {
  return {
    X_CLIENT_ID: client.id,
    ...(client.secret === undefined ? {} : { X_CLIENT_SECRET: client.secret }),
    X_USER_ID: id,
    X_USER_TOKEN: tokens.accessToken,
    X_REFRESH_TOKEN: refreshToken,
    X_USER_TOKEN_EXPIRES: toIso(net.now + (tokens.lifeSeconds ?? usualLifeSeconds) * 1000),
  };
}

/** What an answer other than tokens says, for people. */
function said(answer: Exclude<TokenAnswer, { kind: "tokens" }>): string {
  if (answer.kind === "silence") return `X could not be asked: ${answer.reason}.`;
  return `X answered ${answer.status} ${answer.error}${answer.words ? `: ${answer.words.replace(/\.$/, "")}` : ""}.`;
}

async function exchange(code: string, consent: Consent, set: Secret, where: string, net: Net): Promise<Granted> {
  const refused = (message: string, remedy: string): Granted => ({
    kind: "refused",
    problem: block("account-oauth", where, message, remedy),
  });
  const client = clientFor({}, set, "X_CLIENT_ID", "X_CLIENT_SECRET");
  const answer = await exchangeCode(deskOf(client), code, consent, net);
  if (answer.kind !== "tokens")
    return refused(
      said(answer),
      "Begin again: X's codes are good for 30 seconds, once. See also that X_CLIENT_ID and X_CLIENT_SECRET are the app's.",
    );
  const problem = lack(answer.tokens, where);
  if (problem) return { kind: "refused", problem };
  const id = await ownerOf(answer.tokens.accessToken, net);
  if (id === null) return refused("X did not say whose login this is.", "Begin again in a while; nothing was kept.");
  return { kind: "granted", secret: loginOf(answer.tokens, answer.tokens.refreshToken ?? "", id, client, net) };
}

/**
 * X says `invalid_request` of a refresh token that it doesn't know (RFC 6749 has `invalid_grant`), and of requests that lack something
 * as well. Where its words don't name the token it may pass: the login is asked for again as long as it lives, and no longer.
 */
function isUnknown({ status, error, words }: Extract<TokenAnswer, { kind: "error" }>, hasEnded: boolean): boolean {
  if (status >= 500) return false;
  return (
    error === "invalid_grant" || (error === "invalid_request" && (hasEnded || /\btoken\b.*\b(?:invalid|expired|revoked)\b/i.test(words)))
  );
}

async function renew(secret: Secret, set: Secret, net: Net): Promise<Renewed> {
  const client = clientFor(secret, set, "X_CLIENT_ID", "X_CLIENT_SECRET");
  const before = secret.X_REFRESH_TOKEN ?? "";
  const answer = await refresh(deskOf(client), before, net);
  if (answer.kind === "tokens")
    return { kind: "granted", secret: loginOf(answer.tokens, answer.tokens.refreshToken ?? before, secret.X_USER_ID ?? "", client, net) };
  const isDead = answer.kind === "error" && isUnknown(answer, (until(secret) ?? 0) <= net.now);
  return { kind: isDead ? "dead" : "again", reason: said(answer) };
}

/** When its token by OAuth 2.0 ends; null: it has none. */
export function until(secret: Secret): number | null {
  const at = Date.parse(secret.X_USER_TOKEN_EXPIRES ?? "");
  return Number.isNaN(at) ? null : at;
}

export const oauth: OAuth = {
  client: [
    { name: "X_CLIENT_ID", secret: false, required: true, help: `OAuth 2.0 Client ID, ${place}` },
    { name: "X_CLIENT_SECRET", secret: true, required: false, help: `OAuth 2.0 Client Secret of a confidential client, ${place}` },
  ],
  scopes,
  register: (redirectUri) => `Register ${redirectUri} as a Callback URI ${place}, type "Web App", with "Read and write".`,
  isHttpsOnly: false,
  codeLifeMs: 30_000,
  isNeeded: true,
  authorize,
  exchange,
  isWhole: (secret) => Boolean(secret.X_USER_ID && secret.X_USER_TOKEN && secret.X_REFRESH_TOKEN),
  until,
  renewAt: (secret, since) => {
    const end = until(secret);
    // Should X ever give out shorter ones, half of their life is soon enough.
    return end === null || !secret.X_REFRESH_TOKEN ? null : Math.max(end - aheadMs, since + (end - since) / 2);
  },
  renew,
};
