import type { Kysely } from "kysely";

/**
 * Logins that are renewed: which of an account's it is, until when it holds, and the one before it until the new one was used. `renewals`
 * says who renews one just now and how that went; `authorizations`, whom a platform was asked to send back.
 */
export async function renewLogins(db: Kysely<unknown>): Promise<void> {
  const secrets = () => db.schema.alterTable("secrets");
  await secrets()
    .addColumn("generation", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
  await secrets().addColumn("expires_at", "bigint").execute();
  await secrets().addColumn("renewed_at", "bigint").execute();
  await secrets().addColumn("previous", "text").execute();
  await secrets().addColumn("previous_key_id", "text").execute();
  await db.schema
    .createTable("renewals")
    .addColumn("account", "text", (column) => column.primaryKey().notNull())
    .addColumn("generation", "integer", (column) => column.notNull())
    .addColumn("token", "text")
    .addColumn("owner", "text")
    .addColumn("begun_at", "bigint")
    .addColumn("failures", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint")
    .addColumn("problem", "text")
    .addColumn("dead", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("authorizations")
    .addColumn("state_digest", "text", (column) => column.primaryKey().notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("key_id", "text", (column) => column.notNull())
    .addColumn("redirect", "text", (column) => column.notNull())
    .addColumn("session", "text")
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("answer", "text")
    .execute();
}
