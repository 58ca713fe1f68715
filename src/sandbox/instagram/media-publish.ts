/** POST /{ig-user}/media_publish, and how many posts are left. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media_publish */
import { createHash } from "node:crypto";
import { type Answer, answer } from "../wire.ts";
import { type Call, unknownParameter } from "./call.ts";
import { findContainer, lifeMs, nextId, statusOf } from "./containers.ts";
import { badParameter, instagramError } from "./errors.ts";
import type { Container, InstagramWorld } from "./world.ts";

export function publishContainer({ fields, stage, person }: Call): Answer {
  const unknown = unknownParameter(fields, ["creation_id"]);
  if (unknown !== undefined) return badParameter(`Unexpected parameter: ${unknown}`);
  const world = stage.keep.world().instagram;
  const container = findContainer(world, fields.creation_id ?? "", person.id);
  if (!container || container.kind === "child") return instagramError("containerGone");
  const status = statusOf(container, stage);
  if (status === "PUBLISHED") return instagramError("published");
  if (status === "EXPIRED") return instagramError("containerGone");
  if (status === "IN_PROGRESS") return instagramError("notReady");
  if (usedToday(world, person.id, stage.clock.now()) >= stage.rules.quotaTotal) return instagramError("dailyCap", 403);
  return answer(200, { id: publish(container, world, stage.clock.now()) });
}

function publish(container: Container, world: InstagramWorld, now: number): string {
  const id = nextId(world);
  const shown =
    container.kind === "carousel" ? container.children.map((child) => findContainer(world, child, container.ownerId)) : [container];
  const pictures = shown.flatMap((one) => (one?.digest ? [{ digest: one.digest, alt: one.alt }] : []));
  world.media.push({
    id,
    ownerId: container.ownerId,
    containerId: container.id,
    shortcode: `C${createHash("sha256").update(id).digest("base64url").slice(0, 10)}`,
    caption: container.caption,
    pictures,
    publishedAt: now,
  });
  container.mediaId = id;
  for (const child of shown) if (child && child.kind === "child") child.mediaId = id;
  return id;
}

function usedToday(world: InstagramWorld, ownerId: string, now: number, since = now - lifeMs): number {
  return world.media.filter((media) => media.ownerId === ownerId && media.publishedAt > since).length;
}

/** GET /{ig-user}/content_publishing_limit */
export function readLimit({ fields, stage, person }: Call): Answer {
  const unknown = unknownParameter(fields, ["fields", "since"]);
  if (unknown !== undefined) return badParameter(`Unexpected parameter: ${unknown}`);
  const now = stage.clock.now();
  const since = fields.since === undefined ? now - lifeMs : Number(fields.since) * 1000;
  if (!(since >= now - lifeMs - 60_000 && since <= now)) return badParameter("since must be a UNIX time within the last 24 hours");
  const used = usedToday(stage.keep.world().instagram, person.id, now, since);
  const config = { quota_total: stage.rules.quotaTotal, quota_duration: lifeMs / 1000 };
  const asked = (fields.fields ?? "quota_usage").split(",");
  return answer(200, {
    data: [{ ...(asked.includes("quota_usage") && { quota_usage: used }), ...(asked.includes("config") && { config }) }],
  });
}
