import { DatabaseSync } from "node:sqlite";
import { databaseOn } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrate.ts";
import { migrations } from "../../src/storage/migrations/index.ts";
import { openNodeSqlite } from "../../src/storage/node-sqlite.ts";
import { kyselyOn, prepare } from "../../src/storage/sqlite-dialect.ts";
import { morning } from "./store-fixtures.ts";

/** Patience that never waits. */
export const impatient = {
  mayPass: () => false,
  attemptMs: 0,
  patienceMs: 0,
  sleep: async () => undefined,
  chance: () => 0,
  complaint: "",
};

/** Makes a database as the first Herald did, and fills it. @param steps how many migrations that Herald knew */
export async function openOlder(file: string, fill: (database: DatabaseSync) => void, steps = 1): Promise<void> {
  const db = kyselyOn(openNodeSqlite(file, 0));
  await prepare(db);
  const known = Object.entries(migrations("blob")).slice(0, steps);
  await migrate(databaseOn(db, impatient), Object.fromEntries(known), () => morning);
  await db.destroy();
  const database = new DatabaseSync(file);
  database.exec("delete from installation");
  fill(database);
  database.close();
}
