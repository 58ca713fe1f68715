import { z } from "zod";
import { describe, type PlainPicture, pictureShape, shapeProblems } from "../picture.ts";
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

/** The thread in other words; pictures stay with the part of their number, or go to the last that is left. */
export function reword({ parts }: XContent, texts: readonly string[], alts: readonly string[]): XContent {
  const described = describe(
    parts.flatMap(({ media }) => media),
    alts,
  );
  const starts = parts.map((_, place) => parts.slice(0, place).reduce((sum, { media }) => sum + media.length, 0));
  const mediaOf = (place: number) => described.slice(starts[place] ?? described.length, starts[place + 1] ?? described.length);
  const next: { text: string; media: readonly PlainPicture[] }[] = [];
  for (const [place, text] of texts.entries()) {
    const media = mediaOf(place);
    const last = next.at(-1);
    if (text.trim() !== "" || (media.length > 0 && !last)) next.push({ text, media });
    else if (last) last.media = [...last.media, ...media];
  }
  const left = described.slice(starts[texts.length] ?? described.length);
  const last = next.at(-1);
  if (last) last.media = [...last.media, ...left];
  return { parts: next.length > 0 ? next : [{ text: texts[0] ?? "", media: described }] };
}
