/** X, played: api.x.com as its OpenAPI description and fact sheet say. */
import { findRoute } from "../route.ts";
import type { Stage, StandIn } from "../stage.ts";
import { type Answer, type Asked, answer } from "../wire.ts";
import { setMetadata } from "./media-metadata.ts";
import { uploadAtOnce } from "./media-one-shot.ts";
import { append, finalize, initialize, status } from "./media-upload.ts";
import { authenticator } from "./oauth1.ts";
import { openOAuth, type XOAuth } from "./oauth2.ts";
import { createPost } from "./posts-create.ts";
import { deletePost } from "./posts-delete.ts";
import { readPost, readPosts } from "./posts-read.ts";
import { failure, forbiddenScope, invalid, tooMany } from "./problems.ts";
import { headersOf, rateMeter } from "./rates.ts";
import { readTimeline } from "./timeline.ts";
import type { XRoute } from "./turn.ts";
import { readMe } from "./users-me.ts";

/** What a user's OAuth 2.0 token must be granted. */
const reads = ["tweet.read", "users.read"];
const writes = ["tweet.read", "tweet.write", "users.read"];
const media = ["media.write"];

/** Limits are a user's in 15 minutes. https://docs.x.com/x-api/fundamentals/rate-limits */
const routes: readonly XRoute[] = [
  { method: "POST", pattern: "/2/tweets", limit: 100, scopes: writes, handle: (asked, _, turn) => createPost(asked, turn) },
  { method: "GET", pattern: "/2/tweets", limit: 5000, scopes: reads, handle: (asked, _, turn) => readPosts(asked, turn) },
  { method: "GET", pattern: "/2/tweets/:id", limit: 900, scopes: reads, handle: (asked, { id = "" }, turn) => readPost(asked, id, turn) },
  { method: "DELETE", pattern: "/2/tweets/:id", limit: 50, scopes: writes, handle: (_, { id = "" }, turn) => deletePost(id, turn) },
  { method: "GET", pattern: "/2/users/me", limit: 75, scopes: reads, handle: (asked, _, turn) => readMe(asked, turn) },
  {
    method: "GET",
    pattern: "/2/users/:id/tweets",
    limit: 900,
    scopes: reads,
    handle: (asked, { id = "" }, turn) => readTimeline(asked, id, turn),
  },
  { method: "GET", pattern: "/2/media/upload", limit: 1000, scopes: media, handle: (asked, _, turn) => status(asked, turn) },
  { method: "POST", pattern: "/2/media/upload", limit: 1875, scopes: media, handle: (asked, _, turn) => uploadAtOnce(asked, turn) },
  {
    method: "POST",
    pattern: "/2/media/upload/initialize",
    limit: 1875,
    scopes: media,
    handle: (asked, _, turn) => initialize(asked, turn),
  },
  {
    method: "POST",
    pattern: "/2/media/upload/:id/append",
    limit: 1875,
    scopes: media,
    handle: (asked, { id = "" }, turn) => append(asked, id, turn),
  },
  {
    method: "POST",
    pattern: "/2/media/upload/:id/finalize",
    limit: 1875,
    scopes: media,
    handle: (_, { id = "" }, turn) => finalize(id, turn),
  },
  { method: "POST", pattern: "/2/media/metadata", limit: 500, scopes: media, handle: (asked, _, turn) => setMetadata(asked, turn) },
];

const notRouted = answer(404, { title: "Not Found", detail: "Not Found", type: "about:blank", status: 404 });

export function openX(stage: Stage): StandIn {
  const oauth = openOAuth(stage);
  const authenticate = authenticator(stage, oauth);
  const countRate = rateMeter(stage);
  return {
    hosts: ["api.x.com", "upload.x.com", "x.com"],
    failure: (code) => withRates(failure(code), headersOf(100, code === 429 ? 0 : 99, stage.clock.now() + 1000)),
    answer: async (asked) => {
      const consent = consenting(asked, oauth);
      if (consent) return consent;
      const found = asked.host === "api.x.com" ? findRoute(routes, asked.method, asked.path) : null;
      if (!found) return notRouted;
      const caller = authenticate(asked);
      if (!caller.ok) return withRates(caller.answer, headersOf(found.route.limit, found.route.limit, stage.clock.now()));
      const rate = countRate(caller.person.id, `${found.route.method} ${found.route.pattern}`, found.route.limit);
      if (rate.exceeded) return withRates(tooMany, rate.headers);
      if (found.route.scopes.some((scope) => caller.scopes && !caller.scopes.includes(scope)))
        return withRates(forbiddenScope, rate.headers);
      if (!validId(found.params)) return withRates(invalid("The `id` path parameter is not valid", found.params), rate.headers);
      return withRates(await found.route.handle(asked, found.params, { stage, person: caller.person }), rate.headers);
    },
  };
}

/** What belongs to OAuth 2.0 and not to the API. */
function consenting(asked: Asked, oauth: XOAuth): Answer | null {
  const what = `${asked.method} ${asked.host}${asked.path}`;
  if (what === "GET x.com/i/oauth2/authorize") return oauth.authorize(asked);
  if (what === "POST x.com/i/oauth2/authorize/consent") return oauth.decide(asked);
  return what === "POST api.x.com/2/oauth2/token" ? oauth.token(asked) : null;
}

function validId({ id }: { readonly id?: string }): boolean {
  return id === undefined || /^[0-9]{1,19}$/.test(id);
}

function withRates(given: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...given, headers: { ...headers, ...given.headers } };
}
