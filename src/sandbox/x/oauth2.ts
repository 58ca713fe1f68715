/** X's OAuth 2.0: codes of 30 seconds, tokens of two hours, refresh tokens that are good once. https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code */
import { randomBytes } from "node:crypto";
import type { Instant } from "../../domain/instant.ts";
import { type App, apps } from "../apps.ts";
import { askingOf, type Consents, consentsOn, proves, wrongAsking } from "../consents.ts";
import type { XPerson } from "../people.ts";
import type { Stage } from "../stage.ts";
import { type Answer, type Asked, answer } from "../wire.ts";

export const scopes = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"];
const codeLifeMs = 30_000;

/** Given to somebody: an access token, and perhaps a refresh token. */
interface Grant {
  readonly personId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly access: string;
  readonly refresh: string | null;
  readonly expiresAt: Instant;
}

export interface XOAuth {
  authorize(asked: Asked): Answer;
  decide(asked: Asked): Answer;
  token(asked: Asked): Answer;
  /** Who a living access token is of, and what it may do; null: nobody. */
  bearer(token: string): { readonly person: XPerson; readonly scopes: readonly string[] } | null;
}

function refused(error: string, description: string, status = 400): Answer {
  return answer(status, { error, error_description: description });
}

/** X takes a form, and JSON as its SDKs send it. */
function fieldsOf({ body }: Asked): URLSearchParams | null {
  if (body.kind === "form") return body.fields;
  if (body.kind !== "json" || typeof body.value !== "object" || body.value === null || Array.isArray(body.value)) return null;
  return new URLSearchParams(Object.entries(body.value).map(([name, value]) => [name, String(value)]));
}

/** A form's way of writing (RFC 6749 §2.3.1). */
function decoded(text: string): string {
  return new URLSearchParams(`text=${text.replaceAll("&", "%26")}`).get("text") ?? "";
}

/** A confidential client proves itself in the header, a public one names itself in the body. */
function clientOf(asked: Asked, fields: URLSearchParams): App | null {
  const basic = /^Basic (.+)$/.exec(asked.headers.authorization ?? "")?.[1];
  const [id = "", secret = ""] = Buffer.from(basic ?? "", "base64")
    .toString("utf8")
    .split(":")
    .map(decoded);
  const named = fields.get("client_id");
  const found = [apps.x, apps.xPublic].find((app) => app.id === (basic === undefined ? named : id));
  if (!found || (named !== null && named !== found.id)) return null;
  if (found.secret === null) return basic === undefined ? found : null;
  return found.secret === secret ? found : null;
}

interface Books {
  readonly stage: Stage;
  readonly consents: Consents;
  readonly byAccess: Map<string, Grant>;
  readonly byRefresh: Map<string, Grant>;
}

function give({ stage, byAccess, byRefresh }: Books, personId: string, clientId: string, granted: readonly string[]): Answer {
  const { tokenLifeSeconds: lifeSeconds } = stage.rules;
  const handle = stage.people.x.find(({ id }) => id === personId)?.handle ?? "";
  const access = `sandbox-user-${handle}-${randomBytes(18).toString("base64url")}`;
  const refresh = granted.includes("offline.access") ? `sandbox-refresh-${randomBytes(24).toString("base64url")}` : null;
  const grant = { personId, clientId, scopes: granted, access, refresh, expiresAt: stage.clock.now() + lifeSeconds * 1000 };
  byAccess.set(access, grant);
  if (refresh !== null) byRefresh.set(refresh, grant);
  const said = { token_type: "bearer", expires_in: lifeSeconds, access_token: access, scope: granted.join(" ") };
  return answer(200, { ...said, ...(refresh === null ? {} : { refresh_token: refresh }) });
}

function byCode(books: Books, fields: URLSearchParams, client: App): Answer {
  const granting = books.consents.redeem(fields.get("code") ?? "", codeLifeMs);
  const person = books.stage.people.x.find(({ handle }) => handle === granting?.handle);
  if (!granting || !person || granting.asking.clientId !== client.id)
    return refused("invalid_request", "Value passed for the authorization code was invalid.");
  if (granting.asking.redirectUri !== fields.get("redirect_uri"))
    return refused("invalid_request", "Value passed for the redirect uri did not match the uri of the authorization code.");
  if (!proves(fields.get("code_verifier"), granting.asking))
    return refused("invalid_request", "Value passed for the code verifier did not match the code challenge.");
  return give(books, person.id, client.id, granting.scopes);
}

function byRefreshToken(books: Books, fields: URLSearchParams, client: App): Answer {
  const grant = books.byRefresh.get(fields.get("refresh_token") ?? "");
  const isRevoked = books.stage.rules.revoked.includes("x");
  if (!grant || grant.clientId !== client.id || isRevoked) return refused("invalid_request", "Value passed for the token was invalid.");
  books.byRefresh.delete(grant.refresh ?? "");
  books.byAccess.delete(grant.access);
  return give(books, grant.personId, client.id, grant.scopes);
}

function token(books: Books, asked: Asked): Answer {
  const fields = fieldsOf(asked);
  if (!fields) return refused("invalid_request", "The body must be a form or JSON.");
  const client = clientOf(asked, fields);
  if (!client) return refused("unauthorized_client", "Missing valid authorization header", 401);
  if (fields.get("grant_type") === "authorization_code") return byCode(books, fields, client);
  if (fields.get("grant_type") === "refresh_token") return byRefreshToken(books, fields, client);
  return refused("unsupported_grant_type", "Value passed for the grant type was invalid.");
}

export function openOAuth(stage: Stage): XOAuth {
  const books: Books = { stage, consents: consentsOn(stage), byAccess: new Map(), byRefresh: new Map() };
  const known = { clientIds: [apps.x.id, apps.xPublic.id], scopes, between: " ", pkce: true } as const;
  return {
    authorize: (asked) => {
      const asking = askingOf(asked, stage, known);
      return typeof asking === "string" ? wrongAsking(asking) : books.consents.show(asking);
    },
    decide: (asked) => books.consents.decide(asked),
    token: (asked) => token(books, asked),
    bearer: (value) => {
      const grant = books.byAccess.get(value);
      const person = stage.people.x.find(({ id }) => id === grant?.personId);
      const isOver = !grant || stage.clock.now() >= grant.expiresAt || stage.rules.revoked.includes("x");
      return isOver || !person ? null : { person, scopes: grant.scopes };
    },
  };
}
