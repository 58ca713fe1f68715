/** Google, played: consent, tokens, and which channel they belong to. There is nothing to post to. */
import { type Consents, consentsOn } from "../consents.ts";
import type { Channel } from "../people.ts";
import { findRoute, type Route } from "../route.ts";
import type { Stage, StandIn } from "../stage.ts";
import { answer } from "../wire.ts";
import { readChannels } from "./channels.ts";
import { failure } from "./errors.ts";
import { consentPages } from "./oauth.ts";
import { grantToken } from "./token.ts";

/** Access tokens given out, by value; good for an hour. */
export type Grants = Map<string, { readonly channel: Channel; readonly expiresAt: number }>;

export interface GoogleCall {
  readonly stage: Stage;
  readonly grants: Grants;
  readonly consents: Consents;
  /** Given out for codes, by value. */
  readonly refreshTokens: Map<string, Channel>;
}

const apiRoutes: readonly Route<GoogleCall>[] = [
  { method: "GET", pattern: "/youtube/v3/channels", handle: (asked, _, call) => readChannels(asked, call) },
];
const tokenRoutes: readonly Route<GoogleCall>[] = [
  { method: "POST", pattern: "/token", handle: (asked, _, call) => grantToken(asked, call) },
];

export function openGoogle(stage: Stage): StandIn {
  const call: GoogleCall = { stage, grants: new Map(), consents: consentsOn(stage), refreshTokens: new Map() };
  return {
    hosts: ["oauth2.googleapis.com", "youtube.googleapis.com", "www.googleapis.com", "accounts.google.com"],
    failure,
    answer: async (asked) => {
      if (asked.host === "accounts.google.com") return consentPages(asked, stage, call.consents);
      const found = findRoute(asked.host === "oauth2.googleapis.com" ? tokenRoutes : apiRoutes, asked.method, asked.path);
      if (!found) return answer(404, "<!DOCTYPE html><html><title>Error 404 (Not Found)!!1</title></html>");
      return found.route.handle(asked, found.params, call);
    },
  };
}
