import { z } from "zod";

const body = z.object({
  entries: z.array(z.object({ reason: z.string().optional() })).default([]),
  digest: z.string().optional(),
  reason: z.string().optional(),
});

/** What a decision in the record comes to, for a person. */
export interface Gist {
  /** Why, in the words of whoever decided. */
  readonly reason?: string;
  /** The first letters of the digest that it was decided on. */
  readonly digest?: string;
}

/** @param changed a decision's body as the record keeps it; of one that was altered there is nothing to say */
export function gistOf(changed: unknown): Gist {
  const read = body.safeParse(changed, { jitless: true }).data;
  const reason = read?.reason ?? read?.entries.findLast((entry) => entry.reason !== undefined)?.reason;
  return { ...(reason === undefined ? {} : { reason }), ...(read?.digest === undefined ? {} : { digest: read.digest.slice(0, 12) }) };
}
