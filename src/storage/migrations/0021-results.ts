import type { Kysely } from "kysely";

/** What readers made of posts: what each was like when it came out, its counts, and what asking for them cost. */
export async function createResults(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("outings")
    .addColumn("post_id", "text", (column) => column.primaryKey().notNull().references("posts.id"))
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("out_at", "bigint", (column) => column.notNull())
    .addColumn("traits", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("outings_by_time").on("outings").columns(["out_at", "post_id"]).execute();
  await db.schema
    .createTable("results")
    .addColumn("post_id", "text", (column) => column.notNull().references("outings.post_id"))
    .addColumn("mark", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("fate", "text", (column) => column.notNull())
    .addColumn("wake_at", "bigint")
    .addColumn("token", "text")
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("at", "bigint")
    .addColumn("likes", "bigint")
    .addColumn("reposts", "bigint")
    .addColumn("replies", "bigint")
    .addColumn("quotes", "bigint")
    .addColumn("views", "bigint")
    .addColumn("comments", "bigint")
    .addColumn("note", "text")
    .addColumn("by", "text")
    .addPrimaryKeyConstraint("results_pk", ["post_id", "mark"])
    .execute();
  await db.schema.createIndex("results_to_take").on("results").columns(["wake_at", "account"]).execute();
  await db.schema
    .createTable("read_spending")
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("month", "text", (column) => column.notNull())
    .addColumn("micro_cents", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("read_spending_pk", ["account", "month"])
    .execute();
}
