/** What a database keeps of logins, looked up before it is opened for work: whether Herald is live depends on it. Changes nothing. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { SealedSecret } from "./secrets.ts";

const patienceMs = 10_000;

/**
 * The sealed logins in a database's file: none where there is no file, or one of a Herald that kept none.
 * @returns null where the file can't be read: then nobody knows
 */
export function secretsIn(file: string): readonly SealedSecret[] | null {
  if (!existsSync(file)) return [];
  try {
    const database = openToRead(file);
    try {
      return rowsOf(database);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

/** Without a write-ahead log beside it nobody has it open: then it is read without leaving anything beside it. */
function openToRead(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  if (!existsSync(`${file}-wal`)) url.searchParams.set("immutable", "1");
  return new DatabaseSync(url, { readOnly: true, timeout: patienceMs });
}

function rowsOf(database: DatabaseSync): readonly SealedSecret[] {
  const has = database.prepare("select 1 from sqlite_master where type = 'table' and name = 'secrets'").get();
  if (!has) return [];
  const rows = database.prepare("select account, sealed, key_id from secrets order by account").all();
  return rows.map(({ account, sealed, key_id }) => ({ account: String(account), sealed: String(sealed), keyId: String(key_id) }));
}
