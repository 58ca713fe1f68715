/** A picture that shows nothing of the queue: anyone may fetch it from a running Herald, so that `doctor` can try the whole way. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Media } from "../storage/store.ts";

export interface Probe extends Media {
  readonly digest: string;
}

let kept: Probe | undefined;

function probeOf(bytes: Uint8Array): Probe {
  return { digest: createHash("sha256").update(bytes).digest("hex"), mime: "image/jpeg", bytes };
}

/** The same in every Herald of this version. */
export function probe(): Probe {
  kept ??= probeOf(Uint8Array.from(readFileSync(join(import.meta.dirname, "probe.jpg"))));
  return kept;
}

/** The same to look at, with other bytes: a comment (ISO 10918-1, B.2.4.5) behind its first marker. @param mark up to 1,000 characters of ASCII */
export function markedProbe(mark: string): Probe {
  const comment = new TextEncoder().encode(mark);
  const length = comment.length + 2;
  const { bytes } = probe();
  return probeOf(Uint8Array.from([...bytes.subarray(0, 2), 0xff, 0xfe, length >> 8, length & 0xff, ...comment, ...bytes.subarray(2)]));
}
