/** GET /{id} of a container, a media or an account, /me, and an account's media. */

import { reception } from "../reception.ts";
import { type Answer, answer } from "../wire.ts";
import { type Call, namesAsked, unknownParameter } from "./call.ts";
import { findContainer, statusOf } from "./containers.ts";
import { badParameter, instagramError } from "./errors.ts";
import type { Container, InstagramMedia } from "./world.ts";

type Described = Readonly<Record<string, string | number | null>>;

export function readNode(id: string, call: Call): Answer {
  const unknown = unknownParameter(call.fields, ["fields"]);
  if (unknown !== undefined) return badParameter(`Unexpected parameter: ${unknown}`);
  const world = call.stage.keep.world().instagram;
  if (id === "me" && call.by === "facebook")
    return pick({ id: `1${call.person.id.slice(4)}`, name: call.person.name }, call, ["id", "name"]);
  if (id === "me" || id === call.person.id) return pick(describePerson(call), call, ["id"]);
  const container = findContainer(world, id, call.person.id);
  if (container) return readContainer(container, call);
  const media = world.media.find((one) => one.id === id && one.ownerId === call.person.id);
  return media ? pick(describeMedia(media, call), call, ["id"]) : instagramError("notThere");
}

/** Each question brings a container nearer to FINISHED; a carousel's brings its pictures along. */
function readContainer(container: Container, call: Call): Answer {
  const status = statusOf(container, call.stage);
  const described = { id: container.id, status_code: status, status: `${status[0]}${status.slice(1).toLowerCase()}: Media container.` };
  container.pendingPolls = Math.max(0, container.pendingPolls - 1);
  return pick(described, call, ["id"]);
}

function describePerson({ person }: Call): Described {
  return { id: person.id, user_id: person.id, username: person.handle, name: person.name, account_type: "BUSINESS" };
}

/** Meta gives the caption to Facebook Login only. */
function describeMedia(media: InstagramMedia, { by, person, stage }: Call): Described {
  const { likes, answers } = reception(media.id, stage.clock.now() - media.publishedAt);
  return {
    id: media.id,
    permalink: `https://www.instagram.com/p/${media.shortcode}/`,
    shortcode: media.shortcode,
    timestamp: new Date(media.publishedAt).toISOString().replace(/\.\d+Z$/, "+0000"),
    media_type: media.pictures.length > 1 ? "CAROUSEL_ALBUM" : "IMAGE",
    media_product_type: "FEED",
    username: person.handle,
    like_count: likes,
    comments_count: answers,
    alt_text: media.pictures[0]?.alt || null,
    ...(by === "facebook" && { caption: media.caption }),
  };
}

/** The fields asked for (or `usual`), `id` always; a field that the node doesn't have is refused. */
function pick(described: Described, call: Call, usual: readonly string[]): Answer {
  const names = namesAsked(call.fields);
  const unknown = names.find((name) => !(name in described) && name !== "caption");
  if (unknown !== undefined) return badParameter(`Tried accessing nonexisting field (${unknown})`);
  return answer(200, picked(described, names.length > 0 ? names : usual));
}

function picked(described: Described, names: readonly string[]): Described {
  return Object.fromEntries(Object.entries(described).filter(([name, value]) => value !== null && (name === "id" || names.includes(name))));
}

/** GET /{ig-user}/media, newest first. */
export function listMedia(call: Call): Answer {
  const unknown = unknownParameter(call.fields, ["fields", "since", "until", "limit", "after"]);
  if (unknown !== undefined) return badParameter(`Unexpected parameter: ${unknown}`);
  const [since, until] = [Number(call.fields.since ?? 0) * 1000, Number(call.fields.until ?? Number.MAX_SAFE_INTEGER) * 1000];
  const all = call.stage.keep
    .world()
    .instagram.media.filter((one) => one.ownerId === call.person.id)
    .toReversed();
  const fitting = all.filter((media) => media.publishedAt >= since && media.publishedAt <= until);
  const from = call.fields.after === undefined ? 0 : fitting.findIndex((media) => media.id === call.fields.after) + 1;
  const limit = Math.min(100, Number(call.fields.limit ?? 25));
  const page = fitting.slice(from, from + limit);
  const data = page.map((media) => picked(describeMedia(media, call), namesAsked(call.fields)));
  const cursors = { before: page[0]?.id ?? "", after: page.at(-1)?.id ?? "" };
  return answer(200, { data, ...(page.length > 0 && { paging: { cursors } }) });
}

/** GET /{media}/insights: only `views`, which is all that Herald asks for. */
export function readInsights(id: string, call: Call): Answer {
  const unknown = unknownParameter(call.fields, ["metric", "period"]);
  if (unknown !== undefined) return badParameter(`Unexpected parameter: ${unknown}`);
  const { keep, rules, clock } = call.stage;
  const media = keep.world().instagram.media.find((one) => one.id === id && one.ownerId === call.person.id);
  if (!media) return instagramError("notThere");
  if (!rules.insights) return instagramError("notYours");
  if (call.fields.metric !== "views") return badParameter("metric[0] must be one of the following values: views");
  const { views } = reception(media.id, clock.now() - media.publishedAt);
  const described = { name: "views", period: "lifetime", values: [{ value: views }], title: "Views", description: "" };
  return answer(200, { data: [{ ...described, id: `${media.id}/insights/views/lifetime` }] });
}
