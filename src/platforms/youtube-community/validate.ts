// https://support.google.com/youtube/answer/7124474
import { block, type Problem, warn } from "../../domain/problem.ts";
import { insecureLinks } from "../links.ts";
import { type PlainPicture, pictureProblems } from "../picture.ts";
import type { YoutubeContent } from "./content.ts";
import { limits } from "./limits.ts";

function lengthProblems({ text, images }: YoutubeContent): readonly Problem[] {
  if (text.trim() === "" && images.length === 0)
    return [block("length-empty", "text", "The post has neither text nor picture.", "Write its text.")];
  const over = text.length - limits.text.max;
  if (over <= 0) return [];
  return [
    block("length-over", "text", `The text has ${text.length} characters; YouTube takes ${limits.text.max}.`, `Shorten it by ${over}.`),
  ];
}

/** What YouTube's composer takes isn't documented, so that a shape is only warned of. */
function aspectProblems(image: PlainPicture, where: string): readonly Problem[] {
  const [least, most] = limits.pictures.aspect ?? [0, Number.POSITIVE_INFINITY];
  const shape = image.width / image.height;
  if (shape >= least && shape <= most) return [];
  const message = `The picture is ${image.width}×${image.height}; YouTube's composer may crop shapes beyond 2:5 and 5:2.`;
  return [warn("media-aspect", where, message, "Use a square picture, which is shown whole.")];
}

/** What is known of YouTube's rules for a community post. All findings, never only the first. */
export function validate(content: YoutubeContent): readonly Problem[] {
  const { text, images } = content;
  const name = (index: number) => (images.length === 1 ? "images, picture" : `images, picture ${index + 1}`);
  return [
    ...lengthProblems(content),
    ...pictureProblems(images, limits, "images"),
    ...images.flatMap((image, index) => aspectProblems(image, name(index))),
    ...insecureLinks(text, "text"),
  ];
}
