import { type Kysely, sql } from "kysely";

/** Whole states are read a stretch at a time, by age and by time, and what is half-sent is found without reading any. */
export async function createStretches(db: Kysely<unknown>): Promise<void> {
  const age = ["created_at", "summary_id", "ordinal"];
  const index = (name: string) => db.schema.createIndex(name).on("posts");
  // Where many came in the same moment, it tells them apart by now.
  await db.schema.dropIndex("posts_by_state").execute();
  await index("posts_by_state")
    .columns(["state", ...age])
    .execute();
  // What is out needs no place in it: the index stays as small as what is to come.
  await index("posts_by_time")
    .columns(["state", "scheduled_at", ...age])
    .where(sql.ref("state"), "<>", sql.lit("published"))
    .execute();
  const rest = (state: "approved" | "draft") =>
    index(`posts_rest_${state}`).columns(age).where(sql`coalesce(state, '')`, "=", sql.lit(state));
  await rest("approved").where(sql.ref("due_at"), "is", null).execute();
  await rest("draft").where(sql.ref("plan"), "is not", null).execute();
}
