import type { Kysely } from "kysely";

/** Who worded a post before a person did: of all that stood there before, Herald. */
export async function nameComposers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("posts")
    .addColumn("composed_by", "text", (column) => column.notNull().defaultTo("herald"))
    .execute();
}
