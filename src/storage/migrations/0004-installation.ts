import type { Kysely } from "kysely";

/** What a database must know to notice that it is a copy; each column is explained in `schema.ts`. */
export async function knowOwnPlace(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("installation").addColumn("seat", "text").execute();
  await db.schema.alterTable("installation").addColumn("era", "text").execute();
  await db.schema.alterTable("installation").addColumn("copied_at", "bigint").execute();
}
