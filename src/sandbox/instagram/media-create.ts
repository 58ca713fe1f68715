/** POST /{ig-user}/media. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media */
import twitterText from "twitter-text";
import { type Answer, answer } from "../wire.ts";
import { type Call, unknownParameter } from "./call.ts";
import { addContainer, findContainer, lifeMs, statusOf } from "./containers.ts";
import { badParameter, instagramError } from "./errors.ts";
import { fetchPicture } from "./picture.ts";

const parameters = [
  "image_url",
  "video_url",
  "media_type",
  "caption",
  "alt_text",
  "is_carousel_item",
  "children",
  "location_id",
  "user_tags",
];
const others = ["collaborators", "is_ai_generated"];
const fetchTimeoutMs = 10_000;

export async function createContainer(call: Call): Promise<Answer> {
  const { fields, stage, person } = call;
  const unknown = unknownParameter(fields, [...parameters, ...others]);
  if (unknown !== undefined) return badParameter(`Unexpected parameter: ${unknown}`);
  const since = stage.clock.now() - lifeMs;
  const recent = stage.keep.world().instagram.containers.filter((one) => one.ownerId === person.id && one.createdAt > since);
  if (recent.length >= stage.rules.containerTotal) return instagramError("dailyCap");
  const wrong = wrongWords(fields);
  if (wrong) return wrong;
  return fields.media_type === "CAROUSEL" ? createCarousel(call) : createPicture(call);
}

async function createPicture({ fields, stage, person }: Call): Promise<Answer> {
  if (fields.video_url !== undefined) return instagramError("videoFormat");
  if (fields.media_type !== undefined) return instagramError("badMediaType");
  if (fields.children !== undefined) return badParameter("children needs media_type CAROUSEL");
  const isChild = fields.is_carousel_item === "true";
  if (isChild && ["caption", "location_id", "is_ai_generated"].some((name) => fields[name] !== undefined)) {
    return badParameter("A carousel item takes no caption, location_id or is_ai_generated");
  }
  const fetched = await fetchPicture(fields.image_url ?? "", stage.clock.timeout(fetchTimeoutMs));
  stage.keep.refresh();
  if (!fetched.ok) return instagramError(fetched.error);
  const words = { caption: fields.caption ?? "", alt: fields.alt_text ?? "" };
  const digest = stage.keep.put(fetched.bytes);
  return created(addContainer(stage, person.id, { kind: isChild ? "child" : "image", ...words, digest, children: [] }).id);
}

function createCarousel({ fields, stage, person }: Call): Answer {
  if (fields.image_url !== undefined || fields.video_url !== undefined || fields.is_carousel_item !== undefined) {
    return badParameter("A carousel takes children only");
  }
  const children = (fields.children ?? "").split(",").filter((id) => id !== "");
  if (children.length < 2 || children.length > 10 || new Set(children).size !== children.length) return instagramError("badCarousel");
  const found = children.map((id) => findContainer(stage.keep.world().instagram, id, person.id));
  const usable = found.every((child) => child?.kind === "child" && ["IN_PROGRESS", "FINISHED"].includes(statusOf(child, stage)));
  if (!usable) return instagramError("containerGone");
  const made = { kind: "carousel", caption: fields.caption ?? "", alt: "", digest: null, children } as const;
  return created(addContainer(stage, person.id, made).id);
}

function created(id: string): Answer {
  return answer(200, { id });
}

/** What is wrong with caption or alternative text, which count alike for every kind. */
function wrongWords(fields: Readonly<Record<string, string>>): Answer | null {
  const caption = fields.caption ?? "";
  if ([...caption].length > 2200) return instagramError("captionTooLong");
  if (twitterText.extractHashtags(caption).length > 30) return badParameter("A caption takes at most 30 hashtags");
  if (twitterText.extractMentions(caption).length > 20) return instagramError("tooManyMentions");
  return [...(fields.alt_text ?? "")].length > 1000 ? badParameter("alt_text takes at most 1000 characters") : null;
}
