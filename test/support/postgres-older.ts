import { migrate } from "../../src/storage/migrate.ts";
import { serverMigrations } from "../../src/storage/postgres.ts";
import { kyselyOnPostgres } from "../../src/storage/postgres-dialect.ts";
import { poolOn } from "../../src/storage/postgres-pool.ts";
import { serverDatabase } from "../../src/storage/postgres-transactions.ts";
import { impatient } from "./older-database.ts";
import { ask } from "./postgres-databases.ts";
import { morning } from "./store-fixtures.ts";

/** Makes a database as an older Herald did, and fills it. @param steps how many migrations that Herald knew */
export async function makeOlder(url: string, fill: readonly string[] = [], steps = 1): Promise<void> {
  const database = serverDatabase(kyselyOnPostgres(poolOn(url, { size: 1 })), impatient);
  await migrate(database, Object.fromEntries(Object.entries(serverMigrations).slice(0, steps)), () => morning);
  await database.close();
  for (const statement of fill) await ask(url, statement);
}
