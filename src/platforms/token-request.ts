// https://www.rfc-editor.org/rfc/rfc6749#section-5, oauth4webapi 3.8
import { createHash } from "node:crypto";
import type { AuthorizationServer, Client, ClientAuth, TokenEndpointResponse } from "oauth4webapi";
import { boundedFetch } from "./bounded-fetch.ts";
import type { Consent, Net } from "./oauth.ts";
import type { Secret } from "./platform.ts";

/** Where a platform gives out tokens, and who asks. */
export interface TokenDesk {
  readonly issuer: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Absent: a public client, which only names itself. */
  readonly clientSecret?: string;
  /** Where the client's secret goes. */
  readonly by: "header" | "body";
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Seconds; null: it wasn't said. */
  readonly lifeSeconds: number | null;
  /** Null: as it was asked for. */
  readonly scopes: readonly string[] | null;
}

/** An answer of the token endpoint. `error` is its code (`invalid_grant`), `words` a sentence's matter without a secret. */
export type TokenAnswer =
  | { readonly kind: "tokens"; readonly tokens: Tokens }
  | { readonly kind: "error"; readonly status: number; readonly error: string; readonly words: string }
  | { readonly kind: "silence"; readonly reason: string };

/** PKCE's challenge, by S256. */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

/** Any of these texts taken out of a platform's words. */
export function without(words: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>((left, secret) => (secret && secret.length > 3 ? left.replaceAll(secret, "[secret]") : left), words);
}

type Library = typeof import("oauth4webapi");
type Ask = (
  library: Library,
  server: AuthorizationServer,
  client: Client,
  auth: ClientAuth,
  options: object,
) => Promise<TokenEndpointResponse>;

function authOf({ None, ClientSecretBasic, ClientSecretPost }: Library, { clientSecret, by }: TokenDesk): ClientAuth {
  if (clientSecret === undefined) return None();
  return by === "header" ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret);
}

function read({ access_token, refresh_token, expires_in, scope }: TokenEndpointResponse): Tokens {
  const scopes = scope === undefined ? null : scope.split(" ").filter(Boolean);
  return { accessToken: access_token, refreshToken: refresh_token ?? null, lifeSeconds: expires_in ?? null, scopes };
}

async function asked(desk: TokenDesk, net: Net, hidden: readonly string[], ask: Ask): Promise<TokenAnswer> {
  const library = await import("oauth4webapi");
  const server: AuthorizationServer = { issuer: desk.issuer, token_endpoint: desk.tokenUrl };
  const fetching = async (url: string, init: RequestInit) => {
    const response = await boundedFetch(url, init, net.deadline);
    net.sawDate(response.headers.get("date"));
    return response;
  };
  try {
    const client: Client = { client_id: desk.clientId };
    const tokens = await ask(library, server, client, authOf(library, desk), {
      [library.customFetch]: fetching,
      signal: net.deadline.signal,
    });
    return { kind: "tokens", tokens: read(tokens) };
  } catch (error) {
    return failure(library, error, [desk.clientSecret ?? "", ...hidden]);
  }
}

/** What an error of the library means: its own messages quote no answer, the platform's words may quote anything. */
function failure(library: Library, error: unknown, hidden: readonly string[]): TokenAnswer {
  if (error instanceof library.ResponseBodyError) {
    const { error: code, error_description: words = "", status } = error;
    return { kind: "error", status, error: code, words: without(words, hidden).slice(0, 300) };
  }
  if (error instanceof library.WWWAuthenticateChallengeError)
    return { kind: "error", status: error.status, error: "invalid_client", words: "" };
  if (error instanceof library.OperationProcessingError) {
    const status = error.cause instanceof Response ? ` (${error.cause.status})` : "";
    return { kind: "silence", reason: `its answer${status} could not be understood` };
  }
  const name = error instanceof Error ? error.name : "";
  return { kind: "silence", reason: /Timeout|Abort/.test(name) ? "it took too long" : "there was no whole answer" };
}

/** A code for tokens. */
export function exchangeCode(desk: TokenDesk, code: string, consent: Consent, net: Net): Promise<TokenAnswer> {
  const { redirectUri, state, verifier } = consent;
  return asked(desk, net, [code, verifier], async (library, server, client, auth, options) => {
    const answer = library.validateAuthResponse(server, client, new URLSearchParams({ code, state }), state);
    const response = await library.authorizationCodeGrantRequest(server, client, auth, answer, redirectUri, verifier, options);
    return library.processAuthorizationCodeResponse(server, client, response);
  });
}

/** A refresh token for tokens. */
export function refresh(desk: TokenDesk, refreshToken: string, net: Net): Promise<TokenAnswer> {
  return asked(desk, net, [refreshToken], async (library, server, client, auth, options) => {
    const response = await library.refreshTokenGrantRequest(server, client, auth, refreshToken, options);
    return library.processRefreshTokenResponse(server, client, response);
  });
}

/** The app's credentials: as they are set now, if it is still the same app, else as the login came with them. */
export function clientFor(
  secret: Secret,
  set: Secret,
  idName: string,
  secretName: string,
): { readonly id: string; readonly secret?: string } {
  const from = set[idName] === secret[idName] || !secret[idName] ? { ...secret, ...set } : secret;
  const [id = "", clientSecret] = [from[idName], from[secretName]];
  return clientSecret ? { id, secret: clientSecret } : { id };
}
