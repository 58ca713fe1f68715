import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";

type Migrations = Readonly<Record<string, Migration>>;

/** Keeps what stands in a database before its tables change. @param first the first migration that is missing */
type BackUpBefore = (first: string) => Promise<void>;

/**
 * Brings the tables up to date: all missing migrations in one transaction, so that a kill leaves the old tables or the new
 * ones. Throws, with one sentence, when a newer program has been here.
 * @param backUpBefore called under the lock, where there is something to keep; the upgrade happens only if it succeeds
 */
export async function migrate(
  database: Database,
  migrations: Migrations,
  now: () => Instant,
  backUpBefore: BackUpBefore = async () => undefined,
): Promise<void> {
  if ((await database.read((trx) => missing(trx, migrations))).first === null) return;
  await database.write(async (trx) => {
    const { first, isEmpty } = await missing(trx, migrations);
    if (first === null) return;
    if (!isEmpty) await backUpBefore(first);
    await runAll(trx, migrations);
    await nameInstallation(trx, now());
  });
}

/** The first migration that never ran, if any. Throws where the database knows migrations that this program doesn't. */
async function missing(trx: Trx, migrations: Migrations): Promise<{ readonly first: string | null; readonly isEmpty: boolean }> {
  const done = await executed(trx);
  const unknown = done.filter((name) => !(name in migrations));
  if (unknown.length > 0) throw new Error(newerDatabase(unknown));
  const names = Object.keys(migrations).sort();
  return { first: names.find((name) => !done.includes(name)) ?? null, isEmpty: done.length === 0 };
}

/** The migrations that ran, oldest first; none in an empty database. */
async function executed(trx: Trx): Promise<readonly string[]> {
  const tables = await trx.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return [];
  const result = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(trx);
  return result.rows.map((row) => row.name);
}

async function runAll(trx: Trx, migrations: Migrations): Promise<void> {
  const migrator = new Migrator({ db: trx, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** A database is known by this id: a copied file shows by it. */
async function nameInstallation(trx: Trx, at: Instant): Promise<void> {
  const known = await trx.selectFrom("installation").select("id").executeTakeFirst();
  if (known === undefined) await trx.insertInto("installation").values({ id: randomUUID(), made_at: at }).execute();
}

function newerDatabase(unknown: readonly string[]): string {
  return `The database was written by a newer Herald (it has ${unknown.join(", ")}, which this program does not know); start the newer program, or restore a backup made before the upgrade.`;
}
