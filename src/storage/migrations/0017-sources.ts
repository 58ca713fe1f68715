import type { Kysely } from "kysely";

/** Where summaries come from by themselves, and what came. */
export async function createSources(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sources")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("url", "text", (column) => column.notNull())
    .addColumn("etag", "text")
    .addColumn("last_modified", "text")
    .addColumn("met_at", "bigint")
    .addColumn("tried_at", "bigint")
    .addColumn("failures", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint")
    .addColumn("problem", "text")
    .addColumn("came", "text")
    .addColumn("token", "text")
    .addColumn("taken_until", "bigint")
    .execute();
  await db.schema
    .createTable("items")
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("address", "text")
    .addColumn("title_hash", "text", (column) => column.notNull())
    .addColumn("content_hash", "text", (column) => column.notNull())
    .addColumn("first_seen", "bigint", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("done_hash", "text")
    .addColumn("listed", "integer", (column) => column.notNull())
    .addColumn("story", "text")
    .addColumn("version", "integer")
    .addColumn("missing_at", "bigint")
    .addColumn("gone", "integer", (column) => column.notNull())
    .addColumn("note", "text")
    .addPrimaryKeyConstraint("items_key", ["source", "key"])
    .execute();
}
