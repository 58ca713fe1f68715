/** The platforms' logins as the database keeps them: sealed. What they say is known only to whoever has the key. */
import type { Generated } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import { recordIn, type Signed } from "./record.ts";
import { forgetRenewal } from "./renewals.ts";
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
  /** Null: it isn't known, or it never ends. */
  readonly expiresAt: Instant | null;
}

interface About {
  readonly variables: readonly string[];
  readonly verified: boolean;
  readonly expiresAt?: Instant | null;
}

export interface Secrets {
  /** All of them, in the order of their accounts. */
  list(): Promise<readonly KeptSecret[]>;
  /**
   * Keeps a login in the place of the account's former one, of which nothing stays.
   * @param about for the record: names, never values; and until when it holds, where that is known
   */
  keep(secret: SealedSecret, about: About, at: Instant, by: string): Promise<void>;
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
  /** Which of the account's logins it is. */
  generation: Generated<number>;
  expires_at: Generated<Instant | null>;
  /** When it was last renewed; null: since it was connected never. */
  renewed_at: Generated<Instant | null>;
  /** The login that it was renewed from, until it was used. */
  previous: Generated<string | null>;
  previous_key_id: Generated<string | null>;
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
  return rows.map(({ account, sealed, key_id, updated_at, by, expires_at }) => {
    return { account, sealed, keyId: key_id, updatedAt: updated_at, by, expiresAt: expires_at };
  });
}

async function keep(trx: Trx, { account, sealed, keyId }: SealedSecret, about: About, { at, by }: Signed): Promise<void> {
  const { expiresAt = null, ...named } = about;
  const fresh = { expires_at: expiresAt, renewed_at: null, previous: null, previous_key_id: null };
  const columns = { sealed, key_id: keyId, updated_at: at, by, ...fresh };
  await trx
    .insertInto("secrets")
    .values({ account, ...columns, generation: 1 })
    .onConflict((conflict) =>
      conflict.column("account").doUpdateSet((eb) => ({ ...columns, generation: eb("secrets.generation", "+", 1) })),
    )
    .execute();
  await forgetRenewal(trx, account);
  await recordIn(trx, { at, by, kind: "connect", subject: `account ${account}`, body: { ...named, key: keyId } });
}

async function forget(trx: Trx, account: string, { at, by }: Signed): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("secrets").where("account", "=", account).executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await forgetRenewal(trx, account);
  await recordIn(trx, { at, by, kind: "disconnect", subject: `account ${account}`, body: {} });
  return true;
}

async function reseal(trx: Trx, change: (secret: KeptSecret) => SealedSecret | null, { at, by }: Signed): Promise<readonly string[]> {
  const changed = (await list(trx)).flatMap((secret) => {
    const other = change(secret);
    return other ? [{ before: secret, ...other }] : [];
  });
  for (const { account, sealed, keyId, before } of changed) {
    const earlier = await resealedPrevious(trx, before, change);
    await trx
      .updateTable("secrets")
      .set({ sealed, key_id: keyId, ...earlier })
      .where("account", "=", account)
      .execute();
    await recordIn(trx, { at, by, kind: "rotate", subject: `account ${account}`, body: { key: keyId } });
  }
  return changed.map(({ account }) => account);
}

/** The login that it was renewed from goes under the same seal; what can't be opened is forgotten. */
async function resealedPrevious(trx: Trx, secret: KeptSecret, change: (secret: KeptSecret) => SealedSecret | null) {
  const row = await trx
    .selectFrom("secrets")
    .select(["previous", "previous_key_id"])
    .where("account", "=", secret.account)
    .executeTakeFirstOrThrow();
  if (row.previous === null || row.previous_key_id === null) return { previous: null, previous_key_id: null };
  const other = change({ ...secret, sealed: row.previous, keyId: row.previous_key_id });
  return { previous: other?.sealed ?? null, previous_key_id: other?.keyId ?? null };
}
