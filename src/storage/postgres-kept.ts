/** What a database on a server keeps of logins, looked up before it is opened for work, as `kept-secrets.ts` does in a file. */
import pg from "pg";
import { connectionTo } from "./postgres-pool.ts";
import type { SealedSecret } from "./secrets.ts";

/** @returns none in a database without the table; null where it can't be read: then nobody knows */
export async function secretsOnServer(url: string): Promise<readonly SealedSecret[] | null> {
  const client = new pg.Client(connectionTo(url));
  client.on("error", () => undefined);
  try {
    await client.connect();
    const has = await client.query<{ has: boolean }>("select to_regclass('secrets') is not null as has");
    if (!has.rows[0]?.has) return [];
    const found = await client.query<{ account: string; sealed: string; key_id: string }>(
      "select account, sealed, key_id from secrets order by account",
    );
    return found.rows.map(({ account, sealed, key_id }) => ({ account, sealed, keyId: key_id }));
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
