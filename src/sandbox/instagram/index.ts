/** Instagram, played on both of its hosts: content publishing of pictures. https://developers.facebook.com/docs/instagram-platform/content-publishing */
import { findRoute } from "../route.ts";
import type { Stage, StandIn } from "../stage.ts";
import { type Answer, type Asked, answer } from "../wire.ts";
import { type Call, type InstagramRoute, parametersOf } from "./call.ts";
import { badParameter, failure, instagramError } from "./errors.ts";
import { createContainer } from "./media-create.ts";
import { publishContainer, readLimit } from "./media-publish.ts";
import { listMedia, readInsights, readNode } from "./nodes.ts";
import { exchangeToken, openOAuth } from "./oauth.ts";
import { refreshToken, tokenOf } from "./tokens.ts";

/** Versions that Meta answers today. */
const versions = /^\/v(21|22|23|24|25|26)\.0(\/.*)$/;

const routes: readonly InstagramRoute[] = [
  { method: "POST", pattern: "/:ig/media", handle: (_, { ig }, call) => own(ig, call, createContainer) },
  { method: "GET", pattern: "/:ig/media", handle: (_, { ig }, call) => own(ig, call, listMedia) },
  { method: "POST", pattern: "/:ig/media_publish", handle: (_, { ig }, call) => own(ig, call, publishContainer) },
  { method: "GET", pattern: "/:ig/content_publishing_limit", handle: (_, { ig }, call) => own(ig, call, readLimit) },
  { method: "GET", pattern: "/:id/insights", handle: (_, { id = "" }, call) => readInsights(id, call) },
  { method: "GET", pattern: "/:id", handle: (_, { id = "" }, call) => readNode(id, call) },
];

/** The account's own edges only; on Instagram Login `me` is the account too. */
function own(ig: string | undefined, call: Call, handle: (call: Call) => Answer | Promise<Answer>): Answer | Promise<Answer> {
  const mine = ig === call.person.id || (ig === "me" && call.by === "instagram");
  return mine ? handle(call) : instagramError("notThere");
}

export function openInstagram(stage: Stage): StandIn {
  const startedAt = stage.clock.now();
  const consent = openOAuth(stage);
  const calls = new Map<string, number>();
  return {
    hosts: ["graph.instagram.com", "graph.facebook.com", "www.instagram.com", "api.instagram.com"],
    failure: (status) => withUsage(failure(status), status === 429 ? 100 : 1, ""),
    answer: async (asked) => {
      if (!asked.host.startsWith("graph.")) return consent(asked);
      const token = tokenOf(asked, stage, startedAt);
      if ("status" in token) return token;
      if (asked.path.endsWith("/refresh_access_token") && token.by === "instagram") return refreshToken(asked, token, stage);
      if (asked.path === "/access_token" && token.by === "instagram") return exchangeToken(asked, token, stage);
      const used = (calls.get(token.ownerId) ?? 0) + 1;
      calls.set(token.ownerId, used);
      return withUsage(await answerCall(asked, stage, token.ownerId, token.by), Math.min(100, Math.floor(used / 48)), token.ownerId);
    },
  };
}

async function answerCall(asked: Asked, stage: Stage, ownerId: string, by: Call["by"]): Promise<Answer> {
  const path = versions.exec(asked.path)?.[2];
  if (path === undefined) return instagramError("badVersion");
  const person = stage.people.instagram.find((one) => one.id === ownerId);
  const found = findRoute(routes, asked.method, path);
  if (!found || !person) return instagramError("notThere");
  const parameters = parametersOf(asked);
  if (!parameters) return badParameter("The body must be a form or JSON");
  const { access_token: _, ...fields } = parameters;
  return found.route.handle(asked, found.params, { stage, person, by, fields });
}

/** Percent of what the app may call, as Meta reports it with every answer. */
function withUsage(given: Answer, percent: number, ownerId: string): Answer {
  const usage = { call_count: percent, total_cputime: 0, total_time: 0 };
  const business = ownerId === "" ? {} : { [ownerId]: [{ type: "instagram", ...usage, estimated_time_to_regain_access: 0 }] };
  return answer(given.status, given.body, { "x-app-usage": JSON.stringify(usage), "x-business-use-case-usage": JSON.stringify(business) });
}
