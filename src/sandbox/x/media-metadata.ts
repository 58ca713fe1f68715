/** POST /2/media/metadata: the words for those who can't see a picture. https://docs.x.com/x-api/media/create-media-metadata */
import { z } from "zod";
import { type Answer, type Asked, answer } from "../wire.ts";
import { affordable, charge, prices } from "./credits.ts";
import { gone } from "./media-upload.ts";
import { creditsDepleted } from "./problems.ts";
import { takeJson } from "./schema.ts";
import type { Turn } from "./turn.ts";
import { findUpload } from "./uploads.ts";

const bodyShape = z.object({ id: z.string(), metadata: z.object({ alt_text: z.object({ text: z.string() }).optional() }).optional() });

export function setMetadata(asked: Asked, turn: Turn): Answer {
  const body = takeJson(asked, "CreateMediaMetadataRequest");
  if (!body.ok) return body.answer;
  const { id, metadata } = bodyShape.parse(body.value);
  const upload = findUpload(id, turn);
  if (!upload) return gone(id);
  if (!affordable(turn.stage, prices.metadata)) return creditsDepleted(turn.person.id);
  charge(turn.stage, prices.metadata);
  upload.alt = metadata?.alt_text?.text ?? upload.alt;
  return answer(200, { data: { id, associated_metadata: { alt_text: { text: upload.alt } } } });
}
