import type { Kysely } from "kysely";

/** Keys of programs, and what they asked in the last day, so that nothing is done twice for them. */
export async function createKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("api_keys")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("digest", "text", (column) => column.notNull().unique())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("rights", "text", (column) => column.notNull())
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .addColumn("made_by", "text", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .addColumn("used_at", "bigint")
    .addColumn("revoked_at", "bigint")
    .execute();
  await db.schema
    .createTable("requests")
    .addColumn("api_key", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("token", "text")
    .addColumn("taken_until", "bigint")
    .addColumn("effect", "integer", (column) => column.notNull())
    .addColumn("status", "integer")
    .addColumn("body", "text")
    .addPrimaryKeyConstraint("requests_key", ["api_key", "name"])
    .execute();
  await db.schema.createIndex("requests_by_age").on("requests").column("at").execute();
}
