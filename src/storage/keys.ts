/** Keys with which programs act for people. A token comes here only as its digest. */
import type { Instant } from "../domain/instant.ts";
import type { Right } from "../domain/person.ts";
import type { Database } from "./database.ts";
import { fromJsonText, type JsonText, toJsonText } from "./json-text.ts";
import { recordIn, type Signed } from "./record.ts";
import type { Trx } from "./schema.ts";

/** A key as kept. */
export interface Key {
  /** What people and the record call it: `newsroom-cms`. Never given to another. */
  readonly name: string;
  /** For whom it acts: a person's id, or the operating system's user where no people are configured. */
  readonly owner: string;
  /** At most these of the owner's rights. */
  readonly rights: readonly Right[];
  readonly madeAt: Instant;
  readonly madeBy: string;
  /** Null: it doesn't end by itself. */
  readonly expiresAt: Instant | null;
  /** Within minutes; null: never. */
  readonly usedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export type NewKey = Pick<Key, "name" | "owner" | "rights" | "expiresAt">;

export interface Keys {
  /** Keeps a key, and says so in the record; false where one of this name is or was there. @param digest SHA-256 (hex) of its token */
  add(key: NewKey, digest: string, at: Instant, by: string): Promise<boolean>;
  /** All that ever were, by name. */
  list(): Promise<readonly Key[]>;
  /** Whatever became of it. */
  find(digest: string): Promise<Key | undefined>;
  /** Notes that it was used. */
  touch(name: string, at: Instant): Promise<void>;
  /** Ends a key for good; false where there is none, or it is ended already. */
  revoke(name: string, at: Instant, by: string): Promise<boolean>;
}

export interface KeysTable {
  name: string;
  digest: string;
  owner: string;
  rights: JsonText<readonly Right[]>;
  made_at: Instant;
  made_by: string;
  expires_at: Instant | null;
  used_at: Instant | null;
  revoked_at: Instant | null;
}

export function keysOn({ read, write }: Database): Keys {
  return {
    add: (key, digest, at, by) => write((trx) => add(trx, key, digest, { at, by })),
    list: () => read(list),
    find: (digest) => read((trx) => find(trx, digest)),
    touch: (name, at) =>
      write(async (trx) => void (await trx.updateTable("api_keys").set({ used_at: at }).where("name", "=", name).execute())),
    revoke: (name, at, by) => write((trx) => revoke(trx, name, { at, by })),
  };
}

function toKey(row: KeysTable): Key {
  const { name, owner, rights, made_at, made_by, expires_at, used_at, revoked_at } = row;
  const times = { madeAt: made_at, expiresAt: expires_at, usedAt: used_at, revokedAt: revoked_at };
  return { name, owner, rights: fromJsonText(rights), madeBy: made_by, ...times };
}

async function add(trx: Trx, { name, owner, rights, expiresAt }: NewKey, digest: string, { at, by }: Signed): Promise<boolean> {
  const made = { made_at: at, made_by: by, expires_at: expiresAt, used_at: null, revoked_at: null };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("api_keys")
    .values({ name, digest, owner, rights: toJsonText(rights), ...made })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await recordIn(trx, { at, by, kind: "key-add", subject: `key ${name}`, body: { owner, rights, expiresAt } });
  return true;
}

async function list(trx: Trx): Promise<readonly Key[]> {
  return (await trx.selectFrom("api_keys").selectAll().orderBy("name").execute()).map(toKey);
}

async function find(trx: Trx, digest: string): Promise<Key | undefined> {
  const row = await trx.selectFrom("api_keys").selectAll().where("digest", "=", digest).executeTakeFirst();
  return row && toKey(row);
}

async function revoke(trx: Trx, name: string, { at, by }: Signed): Promise<boolean> {
  const live = trx.updateTable("api_keys").set({ revoked_at: at }).where("name", "=", name).where("revoked_at", "is", null);
  const { numUpdatedRows } = await live.executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await recordIn(trx, { at, by, kind: "key-revoke", subject: `key ${name}`, body: {} });
  return true;
}
