import { z } from "zod";
import { describe, type PlainPicture, pictureShape, shapeProblems } from "../picture.ts";
import type { Platform } from "../platform.ts";

/** A text with a picture, for a person to post. */
export type YoutubeContent = {
  readonly text: string;
  readonly images: readonly PlainPicture[];
};

const shape: z.ZodType<YoutubeContent> = z.strictObject({ text: z.string(), images: z.array(pictureShape) });

/** Reads content as stored or as an editor wrote it. @example parse({ text: "Hello", images: [] }) */
export function parse(json: unknown): ReturnType<Platform<YoutubeContent>["parse"]> {
  const read = shape.safeParse(json);
  return read.success ? { ok: true, content: read.data } : { ok: false, problems: shapeProblems(read.error) };
}

/** The post in other words; it has one text. */
export function reword(content: YoutubeContent, [text = content.text]: readonly string[], alts: readonly string[]): YoutubeContent {
  return { text: text, images: describe(content.images, alts) };
}
