// https://developers.facebook.com/docs/instagram-platform/content-publishing
import type { Correction } from "../../domain/correction.ts";
import type { Hole, Output, Path, Send, Step } from "../../domain/plan.ts";
import type { PlainPicture } from "../picture.ts";
import type { InstagramContent } from "./content.ts";
import { version } from "./limits.ts";

/** The first picture's step: where a post whose container has expired starts over. */
export const firstContainer = "container-1";

type Body = Extract<Send["body"], { readonly [key: string]: unknown }>;

function idOf(step: string): Hole {
  return { hole: step, field: "id" };
}

function edge(name: string): Path {
  return [`/${version}/`, idOf("account"), `/${name}`];
}

function node(step: string): Path {
  return [`/${version}/`, idOf(step)];
}

function container(key: string, body: Body): Step {
  return { key, repeat: "harmless", method: "POST", path: edge("media"), body };
}

function described(image: PlainPicture): Body {
  return { image_url: { media: image.digest }, ...(image.alt === "" ? {} : { alt_text: image.alt }) };
}

/** The containers, and the key of the one to publish. Children of a carousel take no caption. */
function containers({ caption, images }: InstagramContent): { readonly steps: readonly Step[]; readonly last: string } {
  const words = caption === "" ? {} : { caption };
  const [only, ...more] = images;
  if (only && more.length === 0) return { steps: [container(firstContainer, { ...described(only), ...words })], last: firstContainer };
  const children = images.map((image, index) => container(`container-${index + 1}`, { ...described(image), is_carousel_item: true }));
  const parent = container("container", { media_type: "CAROUSEL", children: children.map(({ key }) => idOf(key)), ...words });
  return { steps: [...children, parent], last: "container" };
}

/**
 * Containers, polling until they are ready, the publishing, and the reading of the post's address. The last is asked after the post
 * is out: it changes nothing, and failing it harms nothing.
 */
function publishing(content: InstagramContent): readonly Step[] {
  const { steps, last } = containers(content);
  return [
    ...steps,
    { key: "ready", repeat: "harmless", method: "GET", path: node(last), body: { fields: "status_code,status" } },
    { key: "publish", repeat: "never", method: "POST", path: edge("media_publish"), body: { creation_id: idOf(last) } },
    { key: "permalink", repeat: "harmless", method: "GET", path: node("publish"), body: { fields: "permalink,timestamp" } },
  ];
}

const home = "https://www.instagram.com/";

/** No request changes a caption: a person pastes it in the app. https://help.instagram.com/997924900322403 */
function editing({ caption }: InstagramContent, { url }: Output): Step {
  return { key: "hand-off", repeat: "never", act: "edit", text: caption, media: [], openUrl: url ?? home };
}

/** The requests that publish it; of a correction that changes a caption, the one hand-off. */
export function plan(content: InstagramContent, _account?: unknown, correction?: Correction): readonly Step[] {
  return correction?.way === "edit" ? [editing(content, correction.of)] : publishing(content);
}

/** One hand-off: a person deletes the post in the app. */
export function deleteByHand(outputs: readonly Output[]): readonly Step[] {
  const places = outputs.map(({ id, url }) => url ?? id).join(", ");
  const openUrl = outputs[0]?.url ?? home;
  return [{ key: "delete", repeat: "harmless", act: "delete", text: `Delete this post: ${places}`, media: [], openUrl }];
}
