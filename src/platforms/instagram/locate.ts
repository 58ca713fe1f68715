// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
import { z } from "zod";
import type { Doubt, Verdict } from "../../domain/journal.ts";
import type { Deadline } from "../platform.ts";
import { unanswered } from "./container.ts";
import { version } from "./limits.ts";
import type { Ask } from "./request.ts";

/** A post may stand this long before or after its request: our clock and Meta's may be so far apart. */
const toleranceMs = 120_000;
/** More posts than this within minutes can't be an outlet's. */
const most = 50;

const time = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number());
const media = z.object({ id: z.string().regex(/^\d+$/), permalink: z.url({ protocol: /^https$/ }), timestamp: time });
const list = z.object({ data: z.array(media) });

/** Where the account's posts are asked for. */
export interface Whereabouts {
  readonly ask: Ask;
  /** As settings call it, for people. */
  readonly account: string;
  readonly userId: string;
}

/**
 * The number and address of a post that is known only by its container: of all posts that no journal knows, the one within the
 * request's time. Never the newest: if there are two, nobody can tell.
 */
export async function locate(doubt: Doubt, { ask, account, userId }: Whereabouts, deadline: Deadline): Promise<Verdict> {
  const body = { fields: "id,permalink,timestamp", limit: most };
  const reply = await ask({ method: "GET", path: `/${version}/${userId}/media`, body }, deadline);
  const read = reply.kind === "answer" && reply.status < 300 ? list.safeParse(reply.body) : null;
  if (!read?.success) return unanswered(reply, account);
  const inTime = read.data.data.filter(({ timestamp }) => Math.abs(timestamp - doubt.intendedAt) <= toleranceMs);
  const known = await doubt.known(inTime.map(({ id }) => id));
  const near = inTime.filter(({ id }) => !known.has(id));
  const [only, ...others] = near;
  if (!only) return { kind: "absent" };
  if (others.length > 0)
    return { kind: "unknown", reason: `${near.length} posts could be it: ${near.map(({ permalink }) => permalink).join(", ")}.` };
  return { kind: "took", output: { id: only.id, url: only.permalink } };
}
