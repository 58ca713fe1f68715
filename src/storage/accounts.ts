import type { Instant } from "../domain/instant.ts";
import { toAccountStatus, toPause } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { AccountStatus, Pause } from "./store.ts";

/** Under what name a pause is kept; `null` is the house. */
export function subjectOf(account: string | null): string {
  return account === null ? house : `account ${account}`;
}

const house = "house";
const accountPrefix = "account ";

/** The pause in force at `at`. */
export async function pauseOf(trx: Trx, account: string | null, at: Instant): Promise<Pause | null> {
  const row = await trx.selectFrom("pauses").selectAll().where("subject", "=", subjectOf(account)).executeTakeFirst();
  return toPause(row, at);
}

export async function account(trx: Trx, id: string, at: Instant): Promise<AccountStatus> {
  const standing = await trx.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirst();
  return toAccountStatus(id, standing, await pauseOf(trx, id, at));
}

/** Every account of which anything is known, by id. */
export async function accounts(trx: Trx, at: Instant): Promise<readonly AccountStatus[]> {
  const standings = await trx.selectFrom("accounts").select("id").execute();
  const pauses = await trx.selectFrom("pauses").select("subject").where("subject", "!=", house).execute();
  const ids = new Set([...standings.map((row) => row.id), ...pauses.map((row) => row.subject.slice(accountPrefix.length))]);
  const found: AccountStatus[] = [];
  for (const id of [...ids].sort()) found.push(await account(trx, id, at));
  return found;
}

/** The longer pause holds: one in force is replaced only by one that ends later, or that only a person ends. */
export async function pause(trx: Trx, account: string | null, wanted: Pause): Promise<boolean> {
  const { reason, since, until, by } = wanted;
  const result = await trx
    .insertInto("pauses")
    .values({ subject: subjectOf(account), reason, since, until, by })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet({ reason, since, until, by }).where("pauses.until", "<=", until ?? Number.MAX_SAFE_INTEGER))
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function resume(trx: Trx, account: string | null, at: Instant): Promise<boolean> {
  const before = await pauseOf(trx, account, at);
  await trx.deleteFrom("pauses").where("subject", "=", subjectOf(account)).execute();
  return before !== null;
}

export async function keepStanding(
  trx: Trx,
  id: string,
  standing: { readonly remoteId: string; readonly name: string; readonly url: string },
): Promise<void> {
  const columns = { remote_id: standing.remoteId, name: standing.name, url: standing.url };
  await trx
    .insertInto("accounts")
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
    .execute();
}
