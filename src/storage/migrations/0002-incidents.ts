import { type Kysely, sql } from "kysely";

/** What people must hear of, and how far each channel has got with telling them. The indexes hold only what is not over. */
export async function createIncidents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("incidents")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("topic", "text", (column) => column.notNull())
    .addColumn("covers", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("opened_at", "bigint", (column) => column.notNull())
    .addColumn("closed_at", "bigint")
    .execute();
  const open = db.schema.createIndex("incidents_open").unique().on("incidents").column("topic");
  await open.where(sql.ref("closed_at"), "is", null).execute();
  const covering = db.schema.createIndex("incidents_covering").on("incidents").column("covers");
  await covering.where(sql.ref("closed_at"), "is", null).execute();
  await db.schema
    .createTable("tellings")
    .addColumn("incident_id", "text", (column) => column.notNull().references("incidents.id"))
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("token", "text")
    .addColumn("owner", "text")
    .addColumn("told_at", "bigint")
    .addColumn("problem", "text")
    .addPrimaryKeyConstraint("tellings_pk", ["incident_id", "channel"])
    .execute();
  const pending = db.schema.createIndex("tellings_pending").on("tellings").column("channel");
  await pending.where(sql.ref("told_at"), "is", null).execute();
}
