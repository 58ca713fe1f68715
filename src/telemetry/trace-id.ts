import { createHash } from "node:crypto";

/**
 * The trace that all work on a post belongs to, whichever process does it and however often it is begun anew: 32 hex digits, as
 * https://www.w3.org/TR/trace-context/#trace-id has them.
 */
export function traceIdOf(postId: string): string {
  return createHash("sha256").update(`herald post ${postId}`).digest("hex").slice(0, 32);
}
