import { type Kysely, sql } from "kysely";

/** What other programs are told of by webhook, and whose morning digest went out. */
export async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("endpoints")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("shown", "text", (column) => column.notNull())
    .addColumn("form", "text", (column) => column.notNull())
    .addColumn("types", "text")
    .addColumn("whole", "integer", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("key_id", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("failing_since", "bigint")
    .addColumn("problem", "text")
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .execute();
  // Asked at every change of a post, so that it must cost nothing where there is no endpoint.
  await db.schema.createIndex("endpoints_state").on("endpoints").column("state").execute();
  await db.schema
    .createTable("events")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("place", "integer", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("summary_id", "text")
    .addColumn("data", "text", (column) => column.notNull())
    .addColumn("bare", "text", (column) => column.notNull())
    .addColumn("hidden", "integer", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("events_at").on("events").columns(["at", "place"]).execute();
  await db.schema
    .createTable("deliveries")
    .addColumn("endpoint", "text", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("place", "integer", (column) => column.notNull())
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("token", "text")
    .addColumn("owner", "text")
    .addColumn("told_at", "bigint")
    .addColumn("failed_at", "bigint")
    .addColumn("problem", "text")
    .addPrimaryKeyConstraint("deliveries_key", ["endpoint", "event"])
    .execute();
  await db.schema.createIndex("deliveries_of").on("deliveries").columns(["event"]).execute();
  const open = db.schema.createIndex("deliveries_open").on("deliveries").columns(["endpoint", "at", "place"]);
  await open.where(sql.ref("told_at"), "is", null).where(sql.ref("failed_at"), "is", null).execute();
  await db.schema
    .createTable("digests")
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("day", "text", (column) => column.notNull())
    .addColumn("way", "text", (column) => column.notNull())
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("token", "text")
    .addColumn("owner", "text")
    .addColumn("told_at", "bigint")
    .addColumn("dropped_at", "bigint")
    .addColumn("problem", "text")
    .addPrimaryKeyConstraint("digests_once", ["person", "day", "way"])
    .execute();
  await db.schema.createIndex("digests_on").on("digests").column("day").execute();
  await db.schema
    .createTable("digest_wishes")
    .addColumn("person", "text", (column) => column.primaryKey().notNull().references("people.id"))
    .addColumn("wanted", "integer", (column) => column.notNull())
    .execute();
}
