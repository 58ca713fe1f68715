import { z } from "zod";

const body = z.object({
  entries: z.array(z.object({ reason: z.string().optional() })).default([]),
  digest: z.string().optional(),
  reason: z.string().optional(),
  via: z.string().optional(),
});

/** What a decision in the record comes to, for a person. */
export interface Gist {
  /** Why, in the words of whoever decided. */
  readonly reason?: string;
  /** The first letters of the digest that it was decided on. */
  readonly digest?: string;
  /** Through what whoever signed it decided: a key's name, or `agent`. Absent: they did it themselves. */
  readonly via?: string;
}

/** @param changed a decision's body as the record keeps it; of one that was altered there is nothing to say */
export function gistOf(changed: unknown): Gist {
  const read = body.safeParse(changed, { jitless: true }).data;
  const reason = read?.reason ?? read?.entries.findLast((entry) => entry.reason !== undefined)?.reason;
  const { digest, via } = read ?? {};
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(digest === undefined ? {} : { digest: digest.slice(0, 12) }),
    ...(via === undefined ? {} : { via }),
  };
}
