import type { Instant } from "../domain/instant.ts";
import type { Trx } from "./schema.ts";

/** Anyone may ask for one: beyond this many the oldest go. */
const mostOpen = 5_000;

export async function keepChallenge(trx: Trx, digest: string, personId: string | null, expiresAt: Instant, at: Instant): Promise<void> {
  await trx.deleteFrom("challenges").where("expires_at", "<=", at).execute();
  const open = await trx
    .selectFrom("challenges")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(open.count) >= mostOpen) await dropOldest(trx);
  await trx.insertInto("challenges").values({ digest, person_id: personId, expires_at: expiresAt }).execute();
}

async function dropOldest(trx: Trx): Promise<void> {
  const oldest = trx.selectFrom("challenges").select("digest").orderBy("expires_at").limit(1);
  await trx.deleteFrom("challenges").where("digest", "in", oldest).execute();
}

export async function takeChallenge(trx: Trx, digest: string, personId: string | null, at: Instant): Promise<boolean> {
  const one = trx.deleteFrom("challenges").where("digest", "=", digest).where("expires_at", ">", at);
  const theirs = personId === null ? one.where("person_id", "is", null) : one.where("person_id", "=", personId);
  return (await theirs.executeTakeFirst()).numDeletedRows === 1n;
}
