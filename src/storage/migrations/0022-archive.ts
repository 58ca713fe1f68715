import { type Kysely, sql } from "kysely";
import type { BytesType } from "./0001-tables.ts";

/** Where old journals go, who does the daily chores, and what finds the posts that are due however many wait. @param bytes as in `0001` */
export async function createArchive(db: Kysely<unknown>, bytes: BytesType): Promise<void> {
  await createTurns(db);
  await db.schema.alterTable("posts").addColumn("archived_at", "bigint").execute();
  const toArchive = db.schema.createIndex("posts_to_archive").on("posts").columns(["moved_at", "id"]);
  await toArchive.where(sql.ref("archived_at"), "is", null).execute();
  await db.schema
    .createTable("archived_journals")
    .addColumn("post_id", "text", (column) => column.primaryKey().notNull().references("posts.id"))
    .addColumn("entries", "integer", (column) => column.notNull())
    .addColumn("sha256", "text", (column) => column.notNull())
    .addColumn("body", bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("chores")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("token", "text")
    .execute();
}

/** An account's first in turn is one step down an index, whatever stands behind it. */
async function createTurns(db: Kysely<unknown>): Promise<void> {
  const awake = (name: string) => db.schema.createIndex(name).on("posts").where(sql.ref("wake_at"), "is not", null);
  await awake("posts_heads").columns(["account", "wake_at"]).execute();
  await awake("posts_turns").column("account").expression(sql`(coalesce(scheduled_at, 0))`).columns(["id", "wake_at"]).execute();
  await awake("posts_corrections_to_wake").columns(["wake_at", "id"]).where(sql.ref("corrects"), "is not", null).execute();
  await db.schema.createIndex("bookings_of_day").on("bookings").column("day").execute();
}
