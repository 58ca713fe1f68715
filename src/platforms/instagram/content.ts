import { z } from "zod";
import { describe, type PlainPicture, pictureShape, shapeProblems } from "../picture.ts";
import type { Platform } from "../platform.ts";

/** One picture, or a carousel of two to ten. */
export type InstagramContent = {
  readonly caption: string;
  readonly images: readonly PlainPicture[];
};

const shape: z.ZodType<InstagramContent> = z.strictObject({ caption: z.string(), images: z.array(pictureShape) });

/** Reads content as stored or as an editor wrote it. @example parse({ caption: "Hello", images: [] }) */
export function parse(json: unknown): ReturnType<Platform<InstagramContent>["parse"]> {
  const read = shape.safeParse(json);
  return read.success ? { ok: true, content: read.data } : { ok: false, problems: shapeProblems(read.error) };
}

/** The post in other words; it has one text. */
export function reword(content: InstagramContent, [text = content.caption]: readonly string[], alts: readonly string[]): InstagramContent {
  return { caption: text, images: describe(content.images, alts) };
}
