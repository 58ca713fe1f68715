import { type Kysely, sql } from "kysely";

/** Every version of a story, the ones that are there already as the first, and what an editor chose for a post's cards. */
export async function keepVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("summary_versions")
    .addColumn("summary_id", "text", (column) => column.notNull().references("summaries.id"))
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("summary_versions_pk", ["summary_id", "version"])
    .execute();
  await db.schema.createIndex("summary_versions_by_fingerprint").on("summary_versions").column("fingerprint").execute();
  await db.schema
    .alterTable("summaries")
    .addColumn("version", "integer", (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema.alterTable("posts").addColumn("look", "text").execute();
  await keepFirst(db);
}

/** Whoever added a story signed the journals of its posts. */
async function keepFirst(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into summary_versions (summary_id, version, fingerprint, body, at, "by")
    select id, 1, fingerprint, body, added_at, coalesce(
      (select journal."by" from journal join posts on posts.id = journal.post_id
       where posts.summary_id = summaries.id and journal.seq = 1 order by posts.ordinal limit 1), '')
    from summaries`.execute(db);
}
