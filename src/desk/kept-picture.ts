import { createHash } from "node:crypto";
import { unpacked } from "../cards/photo.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { Desk } from "./desk.ts";

const mebibyte = 1024 * 1024;
/** A photograph of any camera, saved for the web. */
const mostBytes = 10 * mebibyte;
/** As large as a picture is drawn; smaller ones are refused with what is wrong. */
const shape = { width: 1080, height: 1350 };

function typeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff) return "image/jpeg";
  return bytes[0] === 0x89 ? "image/png" : "image/webp";
}

function unusable(name: string, why: string): Result<never> {
  return refuse(block("input-picture", name, `The picture ${name} ${why}.`, "Choose another picture; everything else is as you wrote it."));
}

/** Keeps a picture that somebody uploaded, judged by what is in it. @returns how a summary names it: `kept:` and its digest */
export async function keepPicture(desk: Pick<Desk, "store">, name: string, bytes: Uint8Array): Promise<Result<string>> {
  if (bytes.length > mostBytes) return unusable(name, `has more than ${mostBytes / mebibyte} MB`);
  const picture = await unpacked(bytes, shape);
  if (!picture.ok) return unusable(name, picture.why);
  const digest = createHash("sha256").update(bytes).digest("hex");
  await desk.store.keepMedia(digest, { mime: typeOf(bytes), bytes });
  return ok(`kept:${digest}`);
}
