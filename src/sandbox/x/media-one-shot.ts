/** POST /2/media/upload: a picture in one request. https://docs.x.com/x-api/media/upload-media */
import { z } from "zod";
import type { Json } from "../../domain/json.ts";
import { type Answer, type Asked, answer } from "../wire.ts";
import { invalid } from "./problems.ts";
import { takeFields } from "./schema.ts";
import type { Turn } from "./turn.ts";
import { describe, finishUpload, maxImageBytes, sniff, startUpload } from "./uploads.ts";

export function uploadAtOnce(asked: Asked, turn: Turn): Answer {
  const sent = readSent(asked);
  if ("status" in sent) return sent;
  const mime = sniff(sent.bytes);
  if (sent.category !== "tweet_image" || mime === null) return invalid("$.media: media type unrecognized");
  if (sent.bytes.length > maxImageBytes) return invalid("$.media: the picture is larger than 5 MB");
  const upload = startUpload(turn, mime, sent.category, sent.bytes.length);
  finishUpload(upload, sent.bytes, turn.stage);
  return answer(200, describe(upload, turn.stage));
}

function readSent({ body }: Asked): { readonly bytes: Uint8Array; readonly category: string } | Answer {
  if (body.kind === "json") return checked(body.value, null);
  if (body.kind !== "multipart") return invalid(body.kind === "broken" ? body.reason : "a body is required");
  const media = body.parts.find((part) => part.name === "media");
  const texts = body.parts.filter((part) => part !== media).map((part) => [part.name, Buffer.from(part.bytes).toString("utf8")]);
  return checked({ ...Object.fromEntries(texts), ...(media && { media: "" }) }, media?.bytes ?? null);
}

function checked(value: Json, raw: Uint8Array | null): { readonly bytes: Uint8Array; readonly category: string } | Answer {
  const fields = takeFields(value, "MediaUploadRequest");
  if (!fields.ok) return fields.answer;
  const read = z.object({ media: z.string(), media_category: z.string() }).parse(fields.value);
  return { bytes: raw ?? Buffer.from(read.media, "base64"), category: read.media_category };
}
