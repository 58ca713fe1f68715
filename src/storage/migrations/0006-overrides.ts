import type { Kysely } from "kysely";

/** What editors stood by against a finding, and what Herald had composed before they changed the words. */
export async function createOverrides(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("overrides")
    .addColumn("summary_id", "text", (column) => column.notNull().references("summaries.id"))
    .addColumn("code", "text", (column) => column.notNull())
    .addColumn("finding", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("overrides_pk", ["summary_id", "code", "finding"])
    .execute();
  await db.schema.alterTable("posts").addColumn("composed", "text").execute();
}
