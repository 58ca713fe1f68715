/** The platforms' logins as the database keeps them: sealed. What they say is known only to whoever has the key. */
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import { recordIn, type Signed } from "./record.ts";
import type { Trx } from "./schema.ts";

/** A login under its seal. */
export interface SealedSecret {
  /** Whose login it is: an account's id, without `sandbox-`. */
  readonly account: string;
  /** As `settings/seal.ts` makes it; names of variables can be read in it, values can't. */
  readonly sealed: string;
  /** Names the key that opens it. */
  readonly keyId: string;
}

/** A sealed login, and since when. */
export interface KeptSecret extends SealedSecret {
  readonly updatedAt: Instant;
  readonly by: string;
}

export interface Secrets {
  /** All of them, in the order of their accounts. */
  list(): Promise<readonly KeptSecret[]>;
  /** Keeps a login in the place of the account's former one. @param about for the record: names, never values */
  keep(
    secret: SealedSecret,
    about: { readonly variables: readonly string[]; readonly verified: boolean },
    at: Instant,
    by: string,
  ): Promise<void>;
  /** Forgets the account's login; false where none is kept. */
  forget(account: string, at: Instant, by: string): Promise<boolean>;
  /**
   * Puts logins under another seal, all or none. `change` (pure) is given each as it stands in the transaction; null: it stays.
   * @returns the accounts whose seal is another now
   */
  reseal(change: (secret: KeptSecret) => SealedSecret | null, at: Instant, by: string): Promise<readonly string[]>;
}

export interface SecretsTable {
  account: string;
  sealed: string;
  key_id: string;
  updated_at: Instant;
  by: string;
}

export function secretsOn({ read, write }: Database): Secrets {
  return {
    list: () => read(list),
    keep: (secret, about, at, by) => write((trx) => keep(trx, secret, about, { at, by })),
    forget: (account, at, by) => write((trx) => forget(trx, account, { at, by })),
    reseal: (change, at, by) => write((trx) => reseal(trx, change, { at, by })),
  };
}

async function list(trx: Trx): Promise<readonly KeptSecret[]> {
  const rows = await trx.selectFrom("secrets").selectAll().orderBy("account").execute();
  return rows.map(({ account, sealed, key_id, updated_at, by }) => ({ account, sealed, keyId: key_id, updatedAt: updated_at, by }));
}

async function keep(trx: Trx, { account, sealed, keyId }: SealedSecret, about: object, { at, by }: Signed): Promise<void> {
  const columns = { sealed, key_id: keyId, updated_at: at, by };
  await trx
    .insertInto("secrets")
    .values({ account, ...columns })
    .onConflict((conflict) => conflict.column("account").doUpdateSet(columns))
    .execute();
  await recordIn(trx, { at, by, kind: "connect", subject: `account ${account}`, body: { ...about, key: keyId } });
}

async function forget(trx: Trx, account: string, { at, by }: Signed): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("secrets").where("account", "=", account).executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await recordIn(trx, { at, by, kind: "disconnect", subject: `account ${account}`, body: {} });
  return true;
}

async function reseal(trx: Trx, change: (secret: KeptSecret) => SealedSecret | null, { at, by }: Signed): Promise<readonly string[]> {
  const changed = (await list(trx)).flatMap((secret) => change(secret) ?? []);
  for (const { account, sealed, keyId } of changed) {
    await trx.updateTable("secrets").set({ sealed, key_id: keyId }).where("account", "=", account).execute();
    await recordIn(trx, { at, by, kind: "rotate", subject: `account ${account}`, body: { key: keyId } });
  }
  return changed.map(({ account }) => account);
}
