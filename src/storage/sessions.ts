import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Person } from "../domain/person.ts";
import { forgive } from "./attempts.ts";
import { renewDevice } from "./devices.ts";
import { countPasskey } from "./passkeys.ts";
import type { SessionsTable } from "./people-tables.ts";
import { toPerson } from "./persons.ts";
import type { Trx } from "./schema.ts";
import type { Evidence, Opening, Session } from "./sign-ins.ts";

function toSession(row: Selectable<SessionsTable>): Session {
  const { id, agent, address } = row;
  return { id, personId: row.person_id, createdAt: row.created_at, seenAt: row.seen_at, expiresAt: row.expires_at, agent, address };
}

/** While a password was held against its hash, an admin may have changed it, or disabled the person. */
async function stands(trx: Trx, personId: string, evidence: Evidence, at: Instant): Promise<boolean> {
  const row = await trx.selectFrom("people").select("password").where("id", "=", personId).where("active", "=", 1).executeTakeFirst();
  if (row === undefined) return false;
  return evidence.kind === "password" ? row.password === evidence.encoded : await countPasskey(trx, personId, evidence, at);
}

export async function open(trx: Trx, opening: Opening, at: Instant): Promise<boolean> {
  const { digest, session, evidence, replaces, device, forgive: forgiven } = opening;
  if (!(await stands(trx, session.personId, evidence, at))) return false;
  await trx.deleteFrom("sessions").where("expires_at", "<=", at).execute();
  if (replaces !== null) await trx.deleteFrom("sessions").where("digest", "=", replaces).execute();
  const { id, personId, createdAt, seenAt, expiresAt, agent, address } = session;
  await trx
    .insertInto("sessions")
    .values({ digest, id, person_id: personId, created_at: createdAt, seen_at: seenAt, expires_at: expiresAt, agent, address })
    .execute();
  await renewDevice(trx, device, personId, at);
  if (forgiven) await forgive(trx, forgiven.attempt, forgiven.subjects);
  return true;
}

export async function session(trx: Trx, digest: string, at: Instant): Promise<{ session: Session; person: Person } | undefined> {
  const row = await trx.selectFrom("sessions").selectAll().where("digest", "=", digest).where("expires_at", ">", at).executeTakeFirst();
  if (row === undefined) return undefined;
  const whose = trx.selectFrom("people").selectAll().where("id", "=", row.person_id).where("active", "=", 1);
  const owner = await whose.executeTakeFirst();
  return owner && { session: toSession(row), person: toPerson(owner) };
}

export async function touch(trx: Trx, digest: string, at: Instant, expiresAt: Instant): Promise<void> {
  await trx.updateTable("sessions").set({ seen_at: at, expires_at: expiresAt }).where("digest", "=", digest).execute();
}

export async function sessionsOf(trx: Trx, personId: string, at: Instant): Promise<readonly Session[]> {
  const query = trx.selectFrom("sessions").selectAll().where("person_id", "=", personId).where("expires_at", ">", at);
  return (await query.orderBy("seen_at", "desc").orderBy("id").execute()).map(toSession);
}

export async function end(
  trx: Trx,
  which: { readonly digest: string } | { readonly personId: string; readonly id: string },
): Promise<boolean> {
  const all = trx.deleteFrom("sessions");
  const one =
    "digest" in which ? all.where("digest", "=", which.digest) : all.where("person_id", "=", which.personId).where("id", "=", which.id);
  return (await one.executeTakeFirst()).numDeletedRows > 0n;
}

/** @param but the digest of one that stays */
export async function endAll(trx: Trx, personId: string, but?: string): Promise<number> {
  const all = trx.deleteFrom("sessions").where("person_id", "=", personId);
  const result = await (but === undefined ? all : all.where("digest", "!=", but)).executeTakeFirst();
  return Number(result.numDeletedRows);
}
