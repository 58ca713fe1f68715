import type { Kysely } from "kysely";

/** The platforms' logins, each sealed under the key that `key_id` names: without `HERALD_SECRET` nothing of them can be read. */
export async function createSecrets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("secrets")
    .addColumn("account", "text", (column) => column.primaryKey().notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("key_id", "text", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .execute();
}
