import type { Instant } from "../domain/instant.ts";
import type { Trx } from "./schema.ts";
import type { Opening } from "./sign-ins.ts";

export async function forgetDevices(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom("devices").where("person_id", "=", personId).execute();
}

export async function knowsDevice(trx: Trx, digest: string, personId: string, at: Instant): Promise<boolean> {
  const query = trx.selectFrom("devices").select("digest").where("digest", "=", digest).where("person_id", "=", personId);
  return (await query.where("expires_at", ">", at).executeTakeFirst()) !== undefined;
}

/** A new token at each sign-in, for everybody who was known by the old one: whoever had planted or copied that knows nothing new. */
export async function renewDevice(
  trx: Trx,
  { before, digest, expiresAt }: Opening["device"],
  personId: string,
  at: Instant,
): Promise<void> {
  await trx.deleteFrom("devices").where("expires_at", "<=", at).execute();
  if (before !== null) await trx.updateTable("devices").set({ digest }).where("digest", "=", before).execute();
  await trx
    .insertInto("devices")
    .values({ digest, person_id: personId, expires_at: expiresAt })
    .onConflict((conflict) => conflict.columns(["digest", "person_id"]).doUpdateSet({ expires_at: expiresAt }))
    .execute();
}
