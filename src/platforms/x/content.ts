import { z } from "zod";
import { type PlainPicture, pictureShape, shapeProblems } from "../picture.ts";
import type { Platform } from "../platform.ts";

/** A thread, or a single post of one part; pictures usually on the first. */
export type XContent = {
  readonly parts: readonly { readonly text: string; readonly media: readonly PlainPicture[] }[];
};

const shape: z.ZodType<XContent> = z.strictObject({
  parts: z.array(z.strictObject({ text: z.string(), media: z.array(pictureShape) })),
});

/** Reads content as stored or as an editor wrote it. @example parse({ parts: [{ text: "Hello", media: [] }] }) */
export function parse(json: unknown): ReturnType<Platform<XContent>["parse"]> {
  const read = shape.safeParse(json);
  return read.success ? { ok: true, content: read.data } : { ok: false, problems: shapeProblems(read.error) };
}
