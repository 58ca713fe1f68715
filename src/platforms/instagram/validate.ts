// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
import { block, type Problem, warn } from "../../domain/problem.ts";
import { insecureLinks } from "../links.ts";
import { type PlainPicture, pictureProblems } from "../picture.ts";
import type { InstagramContent } from "./content.ts";
import { limits, width } from "./limits.ts";

const caption = "caption";

/** Each hashtag as written; a number alone is none. */
export function hashtagsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}_&/])#(?=[\p{N}_]*[\p{L}\p{M}])[\p{L}\p{M}\p{N}_]+/gu)].map(([tag]) => tag);
}

function mentionsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?<![\w@/.])@[\w.]+/g)].map(([name]) => name);
}

/** In UTF-16 units: Meta doesn't say how it counts, and no other count is higher. */
export function characters(text: string): number {
  return text.length;
}

function lengthProblems(text: string): readonly Problem[] {
  const { max } = limits.text;
  if (text.trim() === "") return [warn("length-empty", caption, "The caption is empty.", "Say in a sentence what the post is about.")];
  const over = characters(text) - max;
  if (over <= 0) return [];
  return [block("length-over", caption, `The caption has ${characters(text)} characters; ${max} are allowed.`, `Shorten it by ${over}.`)];
}

function tagProblems(text: string): readonly Problem[] {
  const [hashtags, mentions] = [hashtagsOf(text).length, mentionsOf(text).length];
  const tooMany = `There are ${hashtags} hashtags; Instagram shows ${limits.hashtags} a post.`;
  const tooNamed = `There are ${mentions} @names; ${limits.mentions} are allowed.`;
  return [
    ...(hashtags > limits.hashtags ? [block("style-hashtags", caption, tooMany, `Remove ${hashtags - limits.hashtags}.`)] : []),
    ...(mentions > limits.mentions ? [block("style-mentions", caption, tooNamed, `Remove ${mentions - limits.mentions}.`)] : []),
  ];
}

function linkProblems(text: string): readonly Problem[] {
  const dead = [...text.matchAll(/\bhttps?:\/\/[^\s<>"]+/giu)].map(([link]) =>
    warn("link-dead", caption, `${link} cannot be tapped in a caption.`, "Leave it out, or put it into the account's profile."),
  );
  return [...dead, ...insecureLinks(text, caption)];
}

function shapeOf(image: PlainPicture): number {
  return image.width / image.height;
}

function sizeProblems(image: PlainPicture, where: string): readonly Problem[] {
  const [least, most] = limits.pictures.aspect ?? [0, Number.POSITIVE_INFINITY];
  const shape = shapeOf(image);
  const size = `${image.width}×${image.height}`;
  const wrongShape = `The picture is ${size}; Instagram takes shapes from 4:5 (upright) to 1.91:1 (wide).`;
  const tooNarrow = `The picture is ${image.width} pixels wide; Instagram takes ${width.least} or more.`;
  const wide = `The picture is ${image.width} pixels wide; Instagram scales it down to ${width.most}.`;
  return [
    ...(shape < least || shape > most ? [block("media-aspect", where, wrongShape, "Crop it, for example to 1080×1350.")] : []),
    ...(image.width < width.least ? [block("media-small", where, tooNarrow, "Use a larger picture.")] : []),
    ...(image.width > width.most
      ? [warn("media-scaled", where, wide, `Make it ${width.most} pixels wide to see what readers will see.`)]
      : []),
  ];
}

function cropProblems(images: readonly PlainPicture[]): readonly Problem[] {
  const [first, ...rest] = images;
  if (!first) return [];
  return rest.flatMap((image, index) => {
    if (Math.abs(shapeOf(image) - shapeOf(first)) < 0.01) return [];
    const message = "The picture has another shape than the first; Instagram crops it to that.";
    return [warn("media-crop", `images, picture ${index + 2}`, message, "Give all pictures of a carousel one shape.")];
  });
}

/** Instagram's rules for a picture post or carousel. All findings, never only the first. */
export function validate({ caption: text, images }: InstagramContent): readonly Problem[] {
  const sizes = images.flatMap((image, index) =>
    sizeProblems(image, images.length === 1 ? "images, picture" : `images, picture ${index + 1}`),
  );
  return [
    ...lengthProblems(text),
    ...tagProblems(text),
    ...linkProblems(text),
    ...pictureProblems(images, limits, "images"),
    ...sizes,
    ...cropProblems(images),
  ];
}
