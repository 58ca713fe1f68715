/** The chunked upload: initialize, append, finalize, STATUS. https://docs.x.com/x-api/media/quickstart/media-upload-chunked */
import { z } from "zod";
import type { Json } from "../../domain/json.ts";
import { type Answer, type Asked, answer } from "../wire.ts";
import { invalid, notFound } from "./problems.ts";
import { takeFields, takeJson } from "./schema.ts";
import type { Turn } from "./turn.ts";
import { describe, findUpload, finishUpload, imageMimes, lifeMs, maxImageBytes, sniff, startUpload } from "./uploads.ts";
import type { Upload } from "./world.ts";

/** X's schema leaves these optional; without them it can't upload. */
const initializeShape = z.object({
  media_type: z.string(),
  media_category: z.literal("tweet_image"),
  total_bytes: z.number().int().min(1).max(maxImageBytes),
});

export function initialize(asked: Asked, turn: Turn): Answer {
  const body = takeJson(asked, "InitializeMediaUploadRequest");
  if (!body.ok) return body.answer;
  const read = initializeShape.safeParse(body.value);
  if (!read.success) return invalid(read.error.issues.map((issue) => `$.${issue.path.join(".")}: ${issue.message}`).join("; "));
  if (!imageMimes.includes(read.data.media_type)) return invalid("$.media_type: media type unrecognized for tweet_image");
  const upload = startUpload(turn, read.data.media_type, read.data.media_category, read.data.total_bytes);
  return answer(200, { data: { id: upload.id, media_key: `3_${upload.id}`, expires_after_secs: lifeMs / 1000 } });
}

export function append(asked: Asked, id: string, turn: Turn): Answer {
  const upload = findUpload(id, turn);
  if (!upload) return gone(id);
  if (upload.digest !== null) return invalid("The media was finalized before.");
  const segment = readSegment(asked);
  if ("status" in segment) return segment;
  upload.segments[String(segment.index)] = turn.stage.keep.put(segment.bytes);
  return answer(200, { data: { expires_at: Math.floor((upload.startedAt + lifeMs) / 1000) } });
}

interface Segment {
  readonly index: number;
  readonly bytes: Uint8Array;
}

function readSegment({ body }: Asked): Segment | Answer {
  if (body.kind === "json") return checkedSegment(body.value, null);
  if (body.kind !== "multipart") return invalid(body.kind === "broken" ? body.reason : "a body is required");
  const media = body.parts.find((part) => part.name === "media");
  const fields = body.parts.map((part) => [part.name, part.name === "media" ? "" : Buffer.from(part.bytes).toString("utf8")] as const);
  const index = Number(fields.find(([name]) => name === "segment_index")?.[1]);
  return checkedSegment({ ...Object.fromEntries(fields), segment_index: index }, media?.bytes ?? null);
}

/** @param raw the bytes of a multipart field; null where `media` holds base64. */
function checkedSegment(value: Json, raw: Uint8Array | null): Segment | Answer {
  const fields = takeFields(value, "AppendMediaUploadRequest");
  if (!fields.ok) return fields.answer;
  const read = z.object({ segment_index: z.number(), media: z.string() }).parse(fields.value);
  const bytes = raw ?? Buffer.from(read.media, "base64");
  return bytes.length === 0 ? invalid("$.media: the segment is empty") : { index: read.segment_index, bytes };
}

export function finalize(id: string, turn: Turn): Answer {
  const upload = findUpload(id, turn);
  if (!upload) return gone(id);
  if (upload.digest !== null) return answer(200, describe(upload, turn.stage));
  const bytes = joined(upload, turn);
  if (!bytes) return invalid("Segments do not add up to provided total file size.");
  if (sniff(bytes) !== upload.mime) return invalid(`The media is not ${upload.mime}.`);
  finishUpload(upload, bytes, turn.stage);
  return answer(200, describe(upload, turn.stage));
}

/** All segments from 0 without a gap; null where they are not the bytes announced. */
function joined(upload: Upload, turn: Turn): Uint8Array | null {
  const digests = Object.keys(upload.segments).map((_, index) => upload.segments[String(index)]);
  const pieces = digests.map((digest) => (digest === undefined ? new Uint8Array() : turn.stage.keep.bytes(digest)));
  const bytes = Buffer.concat(pieces);
  return !digests.includes(undefined) && bytes.length === upload.totalBytes ? bytes : null;
}

export function status(asked: Asked, turn: Turn): Answer {
  const id = asked.query.get("media_id") ?? "";
  if ((asked.query.get("command") ?? "STATUS") !== "STATUS") return invalid("The query parameter [command] must be STATUS");
  const upload = findUpload(id, turn);
  if (!upload || upload.digest === null) return gone(id);
  const said = answer(200, describe(upload, turn.stage));
  upload.pendingPolls = Math.max(0, upload.pendingPolls - 1);
  return said;
}

export function gone(id: string): Answer {
  return answer(404, { ...notFound("media", "id", id), status: 404 });
}
