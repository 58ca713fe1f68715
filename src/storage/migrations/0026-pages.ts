import { type Kysely, sql } from "kysely";

/** What programs and pages read a stretch at a time is found where the stretch begins, however much there is before and after it. */
export async function createPages(db: Kysely<unknown>): Promise<void> {
  const age = ["created_at", "summary_id", "ordinal"];
  await db.schema.createIndex("posts_by_age").on("posts").columns(age).execute();
  await db.schema
    .createIndex("posts_of_account_by_age")
    .on("posts")
    .columns(["account", ...age])
    .execute();
  await db.schema.createIndex("summaries_by_age").on("summaries").columns(["added_at", "id"]).execute();
  await db.schema.createIndex("deliveries_recent").on("deliveries").columns(["endpoint", "at", "place"]).execute();
  const failed = db.schema.createIndex("deliveries_given_up").on("deliveries").columns(["endpoint", "failed_at"]);
  await failed.where(sql.ref("failed_at"), "is not", null).execute();
}
