/** GET /youtube/v3/channels?mine=true. https://developers.google.com/youtube/v3/docs/channels/list */
import { type Answer, type Asked, answer } from "../wire.ts";
import { failure, googleError } from "./errors.ts";
import type { GoogleCall } from "./index.ts";

export function readChannels(asked: Asked, { stage, grants }: GoogleCall): Answer {
  const token = /^Bearer (.+)$/.exec(asked.headers.authorization ?? "")?.[1] ?? "";
  const grant = grants.get(token);
  if (!grant || stage.clock.now() >= grant.expiresAt || stage.rules.revoked.includes("youtube-community")) return failure(401);
  const parts = asked.query.getAll("part").flatMap((part) => part.split(","));
  if (parts.length === 0) return googleError(400, "missingRequiredParameter", "Missing required parameter: part", "youtube.parameter");
  if (asked.query.get("mine") !== "true") return googleError(400, "missingRequiredParameter", "No filter selected.", "youtube.parameter");
  const { channel } = grant;
  const snippet = {
    title: channel.name,
    description: "",
    customUrl: `@${channel.handle.toLowerCase()}`,
    publishedAt: "2020-01-01T00:00:00Z",
  };
  const item = { kind: "youtube#channel", id: channel.id, ...(parts.includes("snippet") && { snippet }) };
  return answer(200, { kind: "youtube#channelListResponse", pageInfo: { totalResults: 1, resultsPerPage: 5 }, items: [item] });
}
