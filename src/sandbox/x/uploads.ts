/** The life of a picture: initialised, appended, finalised, ready, in one post, expired a day later. */
import type { Instant } from "../../domain/instant.ts";
import type { Stage } from "../stage.ts";
import { mediaKey } from "./post-as-read.ts";
import type { Fields } from "./schema.ts";
import { nextId } from "./snowflake.ts";
import type { Turn } from "./turn.ts";
import type { Upload } from "./world.ts";

export const lifeMs = 24 * 3_600_000;

/** Most bytes of a still picture. https://docs.x.com/x-api/media/quickstart/best-practices */
export const maxImageBytes = 5 * 1024 * 1024;

export const imageMimes: readonly string[] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

export function startUpload(turn: Turn, mime: string, category: string, totalBytes: number): Upload {
  const upload: Upload = {
    id: nextId(turn.stage),
    ownerId: turn.person.id,
    mime,
    category,
    totalBytes,
    startedAt: turn.stage.clock.now(),
    segments: {},
    digest: null,
    finalizedAt: null,
    pendingPolls: 0,
    alt: "",
    usedBy: null,
  };
  turn.stage.keep.world().x.uploads.push(upload);
  return upload;
}

/** The caller's own living upload. */
export function findUpload(id: string, { stage, person }: Turn): Upload | undefined {
  const upload = stage.keep.world().x.uploads.find((one) => one.id === id);
  return upload && upload.ownerId === person.id && stage.clock.now() < expiresAt(upload) ? upload : undefined;
}

function expiresAt(upload: Upload): Instant {
  return (upload.finalizedAt ?? upload.startedAt) + lifeMs;
}

/** True where a post may carry it: whole, processed, not expired and not in another post. */
export function attachable(id: string, turn: Turn): boolean {
  const upload = findUpload(id, turn);
  return upload !== undefined && upload.digest !== null && upload.pendingPolls === 0 && upload.usedBy === null;
}

/** Marks it whole. */
export function finishUpload(upload: Upload, bytes: Uint8Array, stage: Stage): void {
  upload.digest = stage.keep.put(bytes);
  upload.finalizedAt = stage.clock.now();
  upload.pendingPolls = stage.rules.processingPolls;
}

/** As `finalize` and STATUS describe it. */
export function describe(upload: Upload, stage: Stage): Fields {
  const processed = { state: "succeeded", progress_percent: 100 };
  const processing = { state: "pending", check_after_secs: 1, progress_percent: 0 };
  return {
    data: {
      id: upload.id,
      media_key: mediaKey(upload.id),
      size: upload.totalBytes,
      expires_after_secs: Math.max(0, Math.round((expiresAt(upload) - stage.clock.now()) / 1000)),
      ...(stage.rules.processingPolls > 0 && { processing_info: upload.pendingPolls > 0 ? processing : processed }),
    },
  };
}

/** What a file's first bytes say it is; null for none of the pictures that X takes. */
export function sniff(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("GIF8")) return "image/gif";
  return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP" ? "image/webp" : null;
}
