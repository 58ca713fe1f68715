import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Json } from "../domain/json.ts";
import type { Plan, Step } from "../domain/plan.ts";

/** SHA-256 (hex) of the value's canonical JSON (RFC 8785): the same value, the same digest, whatever the order of its keys. */
export function digestOf(value: Json): string {
  return createHash("sha256")
    .update(canonicalize(value) ?? "null")
    .digest("hex");
}

/** What an approval binds. Time is not in it, so that moving a post keeps its approval. */
export function planDigest(plan: Plan): string {
  const { version, account, remoteId, content, steps } = plan;
  return digestOf({ version, account, remoteId, content, steps });
}

/** Identifies one step across revisions: a journal entry names the very step it was about. */
export function stepDigest(step: Step): string {
  return digestOf(step);
}

/** A plan frozen under its digest: what an approval binds. */
export function freeze(plan: Plan): { readonly plan: Plan; readonly digest: string } {
  return { plan, digest: planDigest(plan) };
}
