import { createHash } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Plan } from "../domain/plan.ts";
import type { State } from "../domain/post.ts";
import type { Trx } from "./schema.ts";
import type { Media } from "./store.ts";

/** How long after a post's last step its pictures stay public: a platform may fetch them late. */
const publicAfterMs = 48 * 3_600_000;
const claimed: readonly State[] = ["publishing", "waiting", "held"];
const finished: readonly State[] = ["published", "failed"];

/** Keeps a picture; the same bytes twice are one. Throws if the digest is not the bytes' own: nothing else is ever served. */
export async function keepMedia(trx: Trx, digest: string, media: Media, at: Instant): Promise<void> {
  const actual = createHash("sha256").update(media.bytes).digest("hex");
  if (actual !== digest) throw new Error(`A picture was to be kept as ${digest}, but its bytes have the digest ${actual}.`);
  await trx
    .insertInto("media")
    .values({ digest, mime: media.mime, bytes: media.bytes, kept_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function media(trx: Trx, digest: string): Promise<Media | undefined> {
  return await trx.selectFrom("media").select(["mime", "bytes"]).where("digest", "=", digest).executeTakeFirst();
}

export async function isPublic(trx: Trx, digest: string, at: Instant): Promise<boolean> {
  const row = await trx
    .selectFrom("post_media")
    .innerJoin("posts", "posts.id", "post_media.post_id")
    .select("posts.id")
    .where("post_media.digest", "=", digest)
    .where((eb) =>
      eb.or([eb("posts.state", "in", claimed), eb.and([eb("posts.state", "in", finished), eb("posts.moved_at", ">", at - publicAfterMs)])]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers which pictures a post's plan names, in place of those of its last plan. */
export async function rememberPictures(trx: Trx, postId: string, plan: Plan | null): Promise<void> {
  await trx.deleteFrom("post_media").where("post_id", "=", postId).execute();
  const rows = picturesIn(plan).map((digest) => ({ post_id: postId, digest }));
  if (rows.length > 0) await trx.insertInto("post_media").values(rows).execute();
}

/** The pictures that a plan names, once each: whatever stands under `digest` or `media` and looks like SHA-256. */
function picturesIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const names = key === "digest" || key === "media";
    if (names && typeof inner === "string" && /^[0-9a-f]{64}$/.test(inner)) found.add(inner);
    collect(inner, found);
  }
}
