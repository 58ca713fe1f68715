import { type Kysely, sql } from "kysely";

/** What a post puts right of another, and who took a story back. */
export async function createCorrections(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("posts").addColumn("corrects", "text").execute();
  await db.schema.alterTable("posts").addColumn("correction", "text").execute();
  await db.schema
    .createIndex("posts_correcting")
    .on("posts")
    .columns(["corrects", "created_at"])
    .where(sql.ref("corrects"), "is not", null)
    .execute();
  await db.schema.alterTable("summaries").addColumn("withdrawal", "text").execute();
}
