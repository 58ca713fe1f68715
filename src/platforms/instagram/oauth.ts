// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login,
// https://developers.facebook.com/docs/instagram-platform/reference/access_token, …/reference/refresh_access_token
import { z } from "zod";
import { type Instant, toIso } from "../../domain/instant.ts";
import { block } from "../../domain/problem.ts";
import { boundedFetch } from "../bounded-fetch.ts";
import type { Consent, Granted, Net, OAuth, Renewed } from "../oauth.ts";
import type { Secret } from "../platform.ts";
import { without } from "../token-request.ts";
import { refusalOf } from "./errors.ts";
import { version } from "./limits.ts";
import { loginOf } from "./login.ts";

const authorizeUrl = "https://www.instagram.com/oauth/authorize";
const shortUrl = "https://api.instagram.com/oauth/access_token";
const graph = "https://graph.instagram.com";
const scopes = ["instagram_business_basic", "instagram_business_content_publish"] as const;
const [hourMs, dayMs] = [3_600_000, 86_400_000];
const place = "in Meta's developer console, your app, Instagram, API setup with Instagram login, Business login settings";

type Said =
  | { readonly kind: "answer"; readonly status: number; readonly body: unknown }
  | { readonly kind: "silence"; readonly reason: string };

async function ask(url: URL | string, init: RequestInit, net: Net): Promise<Said> {
  try {
    const response = await boundedFetch(url, init, net.deadline);
    net.sawDate(response.headers.get("date"));
    const body: unknown = await response.json().catch(() => null);
    return { kind: "answer", status: response.status, body };
  } catch (error) {
    const isLate = error instanceof Error && /Timeout|Abort/.test(error.name);
    return { kind: "silence", reason: isLate ? "it took too long" : "there was no whole answer" };
  }
}

/** Tokens go in a header or a form where Meta takes them there; these two of its endpoints take them in the query alone. */
function get(path: string, query: Readonly<Record<string, string>>, net: Net): Promise<Said> {
  return ask(`${graph}${path}?${new URLSearchParams(query)}`, { method: "GET" }, net);
}

const plainError = z.object({ error_type: z.string().optional(), error_message: z.string() });

/** What an answer says that is no success, for people. */
function sayRefusal(said: Said, hidden: readonly (string | undefined)[]): string {
  if (said.kind === "silence") return `Instagram could not be asked: ${said.reason}.`;
  const plain = plainError.safeParse(said.body);
  const words = plain.success ? plain.data.error_message : refusalOf(said.status, said.body).words;
  return `Instagram answered ${said.status}${words ? `: ${without(words, hidden).replace(/\.$/, "")}` : ""}.`;
}

function authorize({ redirectUri, state }: Consent, client: Secret): URL {
  const url = new URL(authorizeUrl);
  url.search = new URLSearchParams({
    client_id: client.INSTAGRAM_APP_ID ?? "",
    redirect_uri: redirectUri,
    response_type: "code",
    scope: scopes.join(","),
    state,
  }).toString();
  return url;
}

const permissions = z.union([z.array(z.string()), z.string().transform((list) => list.split(","))]);
const short = z.object({ access_token: z.string().min(1), permissions: permissions.optional() });
/** Meta's pages show it in a list, its servers send it bare. */
const shortAnswer = z.union([z.object({ data: z.tuple([short]) }).transform(({ data: [first] }) => first), short]);
const long = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const owner = z.object({ user_id: z.coerce.string().regex(/^\d+$/) });

function readAs<T>(schema: z.ZodType<T>, said: Said): T | null {
  const read = said.kind === "answer" && said.status === 200 ? schema.safeParse(said.body) : null;
  return read?.success ? read.data : null;
}

function missing(granted: readonly string[] | undefined): readonly string[] {
  return granted === undefined ? [] : scopes.filter((scope) => !granted.includes(scope));
}

/** The code for a token of an hour, that for one of sixty days, and whose it is: the number that publishes. */
async function exchange(code: string, { redirectUri }: Consent, client: Secret, where: string, net: Net): Promise<Granted> {
  const { INSTAGRAM_APP_ID: id = "", INSTAGRAM_APP_SECRET: secret = "" } = client;
  const refused = (said: Said, remedy = "Begin again; nothing was kept."): Granted => {
    return { kind: "refused", problem: block("account-oauth", where, sayRefusal(said, [code, secret]), remedy) };
  };
  const form = { client_id: id, client_secret: secret, grant_type: "authorization_code", redirect_uri: redirectUri, code };
  const first = await ask(shortUrl, { method: "POST", body: new URLSearchParams(form), headers: formHeaders }, net);
  const hour = readAs(shortAnswer, first);
  if (!hour) return refused(first, "Begin again; see also that INSTAGRAM_APP_ID and INSTAGRAM_APP_SECRET are the app's.");
  const lacking = missing(hour.permissions);
  if (lacking.length > 0) {
    const message = `Instagram granted everything but ${lacking.join(", ")}, and Herald can't post without.`;
    return { kind: "refused", problem: block("account-rights", where, message, "Connect it again, with every right left on.") };
  }
  const second = await get(
    "/access_token",
    { grant_type: "ig_exchange_token", client_secret: secret, access_token: hour.access_token },
    net,
  );
  const days = readAs(long, second);
  if (!days) return refused(second);
  const authorization = `Bearer ${days.access_token}`;
  const third = await ask(`${graph}/${version}/me?fields=user_id`, { headers: { authorization } }, net);
  const who = readAs(owner, third);
  return who
    ? { kind: "granted", secret: keptAs({ INSTAGRAM_USER_ID: who.user_id, INSTAGRAM_LOGIN: "instagram" }, days, net.now) }
    : refused(third);
}

const formHeaders = { "content-type": "application/x-www-form-urlencoded" };

function keptAs(secret: Secret, { access_token, expires_in }: z.infer<typeof long>, now: Instant): Secret {
  return { ...secret, INSTAGRAM_ACCESS_TOKEN: access_token, INSTAGRAM_TOKEN_EXPIRES: toIso(now + expires_in * 1000) };
}

/** Meta's code of a token that is expired, revoked or none of its own. */
const deadToken = 190;

async function renew(secret: Secret, _client: Secret, net: Net): Promise<Renewed> {
  const { INSTAGRAM_ACCESS_TOKEN: token = "" } = secret;
  const said = await get("/refresh_access_token", { grant_type: "ig_refresh_token", access_token: token }, net);
  const renewed = readAs(long, said);
  if (renewed) return { kind: "granted", secret: keptAs(secret, renewed, net.now) };
  const isDead = said.kind === "answer" && said.status < 500 && refusalOf(said.status, said.body).code === deadToken;
  return { kind: isDead ? "dead" : "again", reason: sayRefusal(said, [token]) };
}

/** When a token ends; null: nobody said. */
export function until(secret: Secret): Instant | null {
  const at = Date.parse(secret.INSTAGRAM_TOKEN_EXPIRES ?? "");
  return Number.isNaN(at) ? null : at;
}

/** Meta renews tokens that are a day old; one whose end nobody knows is renewed to learn it. Facebook Login has no such thing. */
function renewAt(secret: Secret, since: Instant): Instant | null {
  if (loginOf(secret) === "facebook") return null;
  const oldEnough = since + dayMs + hourMs;
  const end = until(secret);
  return end === null ? oldEnough : Math.max(oldEnough, end - 30 * dayMs);
}

export const oauth: OAuth = {
  client: [
    { name: "INSTAGRAM_APP_ID", secret: false, required: true, help: "Instagram app ID, in Meta's developer console, your app, Instagram" },
    { name: "INSTAGRAM_APP_SECRET", secret: true, required: true, help: "Instagram app secret, beside it" },
  ],
  scopes,
  register: (redirectUri) => `Register ${redirectUri} as an OAuth redirect URI ${place}.`,
  isHttpsOnly: true,
  codeLifeMs: hourMs,
  isNeeded: true,
  authorize,
  exchange,
  isWhole: () => false,
  until,
  renewAt,
  renew,
};
