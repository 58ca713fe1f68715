// https://docs.x.com/x-api/media/quickstart/media-upload-chunked (paths as in X's OpenAPI description 2.167)
import { z } from "zod";
import type { Outcome } from "../../domain/journal.ts";
import { block } from "../../domain/problem.ts";
import type { Clock } from "../../edge/clock.ts";
import type { Deadline } from "../platform.ts";
import { generalRefusal } from "./errors.ts";
import { limits } from "./limits.ts";
import { paths } from "./plan.ts";
import type { Ask, Question, Reply } from "./request.ts";

/** One picture on its way; `outcome` reads what an unexpected reply means. */
export interface Upload {
  readonly ask: Ask;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly category: string;
  readonly where: string;
  readonly outcome: (reply: Reply) => Outcome;
}

/** Bytes of one `append`; X takes more, but a slow line should not lose much. */
const segmentBytes = 1024 * 1024;
const shortestWaitMs = 1000;

const named = z.object({ data: z.object({ id: z.string().regex(/^[0-9]{1,19}$/) }) });
const processed = z.object({
  data: z.object({
    processing_info: z
      .object({
        state: z.enum(["pending", "in_progress", "succeeded", "failed"]),
        check_after_secs: z.number().optional(),
        error: z.object({ message: z.string().optional() }).optional(),
      })
      .optional(),
  }),
});

type Stage = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly outcome: Outcome };

async function stage(upload: Upload, question: Question): Promise<Stage> {
  const reply = await upload.ask(question, upload.deadline);
  const good = reply.kind === "answer" && reply.status < 300;
  return good ? { ok: true, body: reply.body } : { ok: false, outcome: upload.outcome(reply) };
}

function post(path: string, body: Question["body"], multipart = false): Question {
  return { method: "POST", path: `${paths.upload}/${path}`, body, multipart };
}

function unclear(reason: string): Outcome {
  return { kind: "doubt", reason };
}

/**
 * An upload that is begun and then refused in general words lost a piece on the way, for an answer to `append` says nothing of it: it
 * is made anew. What names the picture itself as the fault stays a refusal. A request that wasn't sent for want of time is no mere
 * delay either, for the same time will be too short again: it counts as a try.
 */
function broken(upload: Upload, outcome: Outcome): Outcome {
  if (outcome.kind === "refused" && outcome.problem.code === generalRefusal) return unclear(outcome.problem.message);
  return outcome.kind === "later" && upload.deadline.leftMs() <= 0 ? unclear(outcome.reason) : outcome;
}

async function appendAll(upload: Upload, id: string): Promise<Outcome | null> {
  const { bytes } = upload;
  for (let start = 0, index = 0; start < bytes.length; start += segmentBytes, index += 1) {
    const media = Buffer.from(bytes.subarray(start, start + segmentBytes));
    if (upload.deadline.leftMs() <= 0) return unclear("The picture was not yet with X when the time for this was over.");
    const appended = await stage(upload, post(`${id}/append`, { segment_index: index, media }, true));
    if (!appended.ok) return broken(upload, appended.outcome);
  }
  return null;
}

/** Asks until X has processed the picture; the SDK would take a pending picture for a ready one. */
async function untilReady(upload: Upload, id: string, first: unknown): Promise<Outcome> {
  let body = first;
  for (;;) {
    const read = processed.safeParse(body);
    if (!read.success) return unclear("X's answer about the upload could not be read.");
    const info = read.data.data.processing_info;
    if (!info || info.state === "succeeded") return { kind: "done", output: { id } };
    if (info.state === "failed") return failed(upload.where, info.error?.message);
    await upload.clock.sleep(Math.max(shortestWaitMs, (info.check_after_secs ?? 0) * 1000), upload.deadline.signal);
    if (upload.deadline.leftMs() <= 0) return unclear("X was still processing the picture when the time for this was over.");
    const status = await stage(upload, { method: "GET", path: paths.upload, body: { command: "STATUS", media_id: id } });
    if (!status.ok) return broken(upload, status.outcome);
    body = status.body;
  }
}

function failed(where: string, words = "no reason given"): Outcome {
  const problem = block(
    "media-refused",
    where,
    `X could not process the picture: ${words}.`,
    "Recompose the post to draw its picture anew.",
  );
  return { kind: "refused", problem };
}

function tooLarge(upload: Upload): Outcome | null {
  const most = limits.pictures.maxBytes;
  if (upload.bytes.length <= most) return null;
  const message = `The picture has ${upload.bytes.length} bytes; X takes ${most}.`;
  return { kind: "refused", problem: block("media-too-large", upload.where, message, "Use a smaller picture.") };
}

/**
 * Initialize, append, finalize, and STATUS while X is processing: ends with the media's id, or with nothing that anyone sees. Each
 * is a raw request of its own; the SDK's `uploadMedia` has no time-out.
 */
export async function uploadPicture(upload: Upload): Promise<Outcome> {
  const large = tooLarge(upload);
  if (large) return large;
  const { category, mediaType, bytes } = upload;
  const begun = await stage(upload, post("initialize", { media_type: mediaType, media_category: category, total_bytes: bytes.length }));
  if (!begun.ok) return begun.outcome;
  const read = named.safeParse(begun.body);
  if (!read.success) return unclear("X began the upload without naming it.");
  const { id } = read.data.data;
  const cut = await appendAll(upload, id);
  if (cut) return cut;
  const finished = await stage(upload, post(`${id}/finalize`, {}));
  return finished.ok ? untilReady(upload, id, finished.body) : broken(upload, finished.outcome);
}
