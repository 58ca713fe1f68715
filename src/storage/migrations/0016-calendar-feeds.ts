import type { Kysely } from "kysely";

/** Secret addresses under which calendars are read; only digests of them. */
export async function createCalendarFeeds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("calendar_feeds")
    .addColumn("owner", "text", (column) => column.primaryKey().notNull())
    .addColumn("digest", "text", (column) => column.notNull().unique())
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .execute();
}
