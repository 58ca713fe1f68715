import { z } from "zod";
import type { Json } from "../../domain/json.ts";
import type { Edge } from "../../edge/edge.ts";
import type { NoPicture } from "../../edge/media/host.ts";
import type { Deadline } from "../platform.ts";
import type { Question } from "./request.ts";

const pictureHole = z.strictObject({ media: z.string() });

/** The question with public addresses, or why a picture has none; then nothing was asked of Instagram. */
export type Shown = { readonly ok: true; readonly question: Question } | { readonly ok: false; readonly outcome: NoPicture };

/** Puts each picture that the question names as `{ media: digest }` where Instagram can fetch it, and names it by its address there. */
export async function showPictures(question: Question, edge: Pick<Edge, "publicUrl">, { signal }: Deadline): Promise<Shown> {
  const body: Record<string, Json> = { ...question.body };
  for (const [key, value] of Object.entries(body)) {
    const hole = pictureHole.safeParse(value);
    if (!hole.success) continue;
    const shown = await edge.publicUrl(hole.data.media, signal);
    if (!shown.ok) return shown;
    body[key] = shown.url;
  }
  return { ok: true, question: { ...question, body } };
}
