// https://developers.google.com/identity/protocols/oauth2/web-server, https://developers.google.com/youtube/v3/docs/channels/list
import { z } from "zod";
import type { Instant } from "../../domain/instant.ts";
import { block } from "../../domain/problem.ts";
import { boundedFetch } from "../bounded-fetch.ts";
import type { Consent, Granted, Net, OAuth, Renewed } from "../oauth.ts";
import type { Secret } from "../platform.ts";
import { challengeOf, clientFor, exchangeCode, refresh, type TokenAnswer, type TokenDesk } from "../token-request.ts";

const authorizeUrl = "https://accounts.google.com/o/oauth2/v2/auth";
const tokenUrl = "https://oauth2.googleapis.com/token";
const channelsUrl = "https://youtube.googleapis.com/youtube/v3/channels?part=snippet&mine=true";
const scope = "https://www.googleapis.com/auth/youtube.readonly";
const dayMs = 86_400_000;

function deskOf(client: { readonly id: string; readonly secret?: string }): TokenDesk {
  const secret = client.secret === undefined ? {} : { clientSecret: client.secret };
  return { issuer: "https://accounts.google.com", tokenUrl, clientId: client.id, by: "body", ...secret };
}

function authorize({ redirectUri, state, verifier }: Consent, client: Secret): URL {
  const url = new URL(authorizeUrl);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: client.YOUTUBE_CLIENT_ID ?? "",
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
    // Without both Google gives a refresh token to nobody who consented before.
    access_type: "offline",
    prompt: "consent",
  }).toString();
  return url;
}

function said(answer: Exclude<TokenAnswer, { kind: "tokens" }>): string {
  if (answer.kind === "silence") return `Google could not be asked: ${answer.reason}.`;
  return `Google answered ${answer.status} ${answer.error}${answer.words ? `: ${answer.words.replace(/\.$/, "")}` : ""}.`;
}

const channels = z.object({ items: z.array(z.object({ id: z.string().min(1) })).default([]) });

/** The channel that was chosen at the consent; null: none, or Google didn't say. */
async function channelOf(token: string, net: Net): Promise<string | null> {
  try {
    const response = await boundedFetch(channelsUrl, { headers: { authorization: `Bearer ${token}` } }, net.deadline);
    const read = response.status === 200 ? channels.safeParse(await response.json()) : null;
    return read?.success ? (read.data.items[0]?.id ?? null) : null;
  } catch {
    return null;
  }
}

async function exchange(code: string, consent: Consent, set: Secret, where: string, net: Net): Promise<Granted> {
  const refused = (message: string, remedy: string, kind = "account-oauth"): Granted => {
    return { kind: "refused", problem: block(kind, where, message, remedy) };
  };
  const client = clientFor({}, set, "YOUTUBE_CLIENT_ID", "YOUTUBE_CLIENT_SECRET");
  const answer = await exchangeCode(deskOf(client), code, consent, net);
  if (answer.kind !== "tokens")
    return refused(said(answer), "Begin again; see also that YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET are the client's.");
  const { tokens } = answer;
  if (tokens.scopes !== null && !tokens.scopes.includes(scope))
    return refused(
      "Google did not grant youtube.readonly.",
      "Connect it again with that right left on; nothing was kept.",
      "account-rights",
    );
  if (tokens.refreshToken === null)
    return refused("Google gave no refresh token.", "Take Herald's access away at myaccount.google.com/connections and connect it again.");
  const id = await channelOf(tokens.accessToken, net);
  if (id === null) return refused("Google named no channel of this login.", "Begin again and choose the channel; nothing was kept.");
  const app = { YOUTUBE_CLIENT_ID: client.id, YOUTUBE_CLIENT_SECRET: client.secret ?? "" };
  return { kind: "granted", secret: { YOUTUBE_CHANNEL_ID: id, ...app, YOUTUBE_REFRESH_TOKEN: tokens.refreshToken } };
}

/** Only looks whether Google still knows the login: access tokens are asked for as they are needed. */
async function renew(secret: Secret, set: Secret, net: Net): Promise<Renewed> {
  const client = clientFor(secret, set, "YOUTUBE_CLIENT_ID", "YOUTUBE_CLIENT_SECRET");
  const before = secret.YOUTUBE_REFRESH_TOKEN ?? "";
  const answer = await refresh(deskOf(client), before, net);
  if (answer.kind === "tokens")
    return { kind: "granted", secret: { ...secret, YOUTUBE_REFRESH_TOKEN: answer.tokens.refreshToken ?? before } };
  const isDead = answer.kind === "error" && answer.error === "invalid_grant";
  return { kind: isDead ? "dead" : "again", reason: said(answer) };
}

/** Once a day; without a refresh token there is nothing to look at. */
function renewAt(secret: Secret, since: Instant): Instant | null {
  return secret.YOUTUBE_REFRESH_TOKEN && secret.YOUTUBE_CLIENT_ID ? since + dayMs : null;
}

const place = "in Google's console, APIs & Services, Credentials";

export const oauth: OAuth = {
  client: [
    { name: "YOUTUBE_CLIENT_ID", secret: false, required: true, help: `OAuth client ID (Web application), ${place}` },
    { name: "YOUTUBE_CLIENT_SECRET", secret: true, required: true, help: `OAuth client secret, ${place}` },
  ],
  scopes: [scope],
  register: (redirectUri) => `Register ${redirectUri} as an Authorised redirect URI of the OAuth client (Web application), ${place}.`,
  isHttpsOnly: false,
  codeLifeMs: 600_000,
  isNeeded: false,
  authorize,
  exchange,
  isWhole: () => false,
  until: () => null,
  renewAt,
  renew,
};
