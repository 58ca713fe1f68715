import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import { fromJsonText, toJsonText } from "./json-text.ts";
import type { PasskeysTable } from "./people-tables.ts";
import { toPerson } from "./persons.ts";
import type { Trx } from "./schema.ts";
import type { Evidence, Passkey, SignIns } from "./sign-ins.ts";

function toPasskey(row: Selectable<PasskeysTable>): Passkey {
  const { id, name, counter } = row;
  const transports = fromJsonText(row.transports);
  return {
    id,
    personId: row.person_id,
    name,
    publicKey: row.public_key,
    counter,
    transports,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}

export async function passkeysOf(trx: Trx, personId: string): Promise<readonly Passkey[]> {
  const query = trx.selectFrom("passkeys").selectAll().where("person_id", "=", personId);
  return (await query.orderBy("created_at").orderBy("id").execute()).map(toPasskey);
}

export async function passkey(trx: Trx, id: string): ReturnType<SignIns["passkey"]> {
  const row = await trx.selectFrom("passkeys").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  const owner = await trx.selectFrom("people").selectAll().where("id", "=", row.person_id).executeTakeFirstOrThrow();
  return { passkey: toPasskey(row), person: toPerson(owner), handle: owner.handle };
}

export async function addPasskey(trx: Trx, passkey: Passkey): Promise<boolean> {
  const { id, personId, name, publicKey, counter, transports, createdAt } = passkey;
  const columns = { id, person_id: personId, name, public_key: publicKey, counter, created_at: createdAt, used_at: null };
  const result = await trx
    .insertInto("passkeys")
    .values({ ...columns, transports: toJsonText(transports) })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function removePasskey(trx: Trx, personId: string, id: string): Promise<boolean> {
  const result = await trx.deleteFrom("passkeys").where("person_id", "=", personId).where("id", "=", id).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Two answers of one count can't both be taken: the second finds another counter. */
export async function countPasskey(
  trx: Trx,
  personId: string,
  { id, before, after }: Extract<Evidence, { readonly kind: "passkey" }>,
  at: Instant,
): Promise<boolean> {
  const result = await trx
    .updateTable("passkeys")
    .set({ counter: after, used_at: at })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .where("counter", "=", before)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
