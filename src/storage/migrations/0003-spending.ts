import type { Kysely } from "kysely";

/** What posts take of their accounts' budgets, when accounts last showed something, and when pauses were over. */
export async function createSpending(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("bookings")
    .addColumn("post_id", "text", (column) => column.primaryKey().notNull().references("posts.id"))
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("posts", "integer", (column) => column.notNull())
    .addColumn("micro_cents", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("bookings_by_day").on("bookings").columns(["account", "day"]).execute();
  await db.schema
    .createTable("showings")
    .addColumn("post_id", "text", (column) => column.notNull().references("posts.id"))
    .addColumn("step_digest", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("showings_pk", ["post_id", "step_digest"])
    .execute();
  await db.schema.createIndex("showings_by_time").on("showings").columns(["account", "at"]).execute();
  await db.schema
    .createTable("pause_ends")
    .addColumn("subject", "text", (column) => column.primaryKey().notNull())
    .addColumn("ended_at", "bigint", (column) => column.notNull())
    .execute();
}
