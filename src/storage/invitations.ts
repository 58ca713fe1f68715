import type { Instant } from "../domain/instant.ts";
import type { Invitation } from "./people.ts";
import type { Trx } from "./schema.ts";

export async function forgetInvitations(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom("invitations").where("person_id", "=", personId).execute();
}

export async function invite(trx: Trx, invitation: Invitation, at: Instant, by: string): Promise<void> {
  const { digest, personId, purpose, expiresAt } = invitation;
  await forgetInvitations(trx, personId);
  await trx
    .insertInto("invitations")
    .values({ digest, person_id: personId, purpose, made_at: at, made_by: by, expires_at: expiresAt })
    .execute();
}

/** Only while it is good: a used one is gone, and so is a disabled person's. */
export async function invitation(trx: Trx, digest: string, at: Instant): Promise<Invitation | undefined> {
  const row = await trx
    .selectFrom("invitations")
    .innerJoin("people", "people.id", "invitations.person_id")
    .selectAll("invitations")
    .where("invitations.digest", "=", digest)
    .where("invitations.expires_at", ">", at)
    .where("people.active", "=", 1)
    .executeTakeFirst();
  return row && { digest: row.digest, personId: row.person_id, purpose: row.purpose, expiresAt: row.expires_at };
}
