import type { Kysely } from "kysely";

/** How long doubts have been watched; what a column means stands in `settlings.ts`. */
export async function createSettlings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("settlings")
    .addColumn("post_id", "text", (column) => column.primaryKey().notNull().references("posts.id"))
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("watched_ms", "bigint", (column) => column.notNull())
    .execute();
}
