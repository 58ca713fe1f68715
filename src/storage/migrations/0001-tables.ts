import { type ColumnDataType, type Kysely, type RawBuilder, sql } from "kysely";

/** The type of a column of bytes: `blob` or `bytea`. */
export type BytesType = ColumnDataType | RawBuilder<unknown>;

/** The first tables. @param bytes the one type whose name differs between the dialects */
export async function createTables(db: Kysely<unknown>, bytes: BytesType): Promise<void> {
  await createSummaries(db);
  await createPosts(db);
  await createPostIndexes(db);
  await createJournal(db);
  await createAccounts(db);
  await createMedia(db, bytes);
}

async function createSummaries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("summaries")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull().unique())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("added_at", "bigint", (column) => column.notNull())
    .addColumn("withdrawn", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}

async function createPosts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("posts")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("summary_id", "text", (column) => column.notNull().references("summaries.id"))
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("platform", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("content", "text", (column) => column.notNull())
    .addColumn("edited", "integer", (column) => column.notNull())
    .addColumn("plan", "text")
    .addColumn("digest", "text")
    .addColumn("scheduled_at", "bigint")
    .addColumn("due_at", "bigint")
    .addColumn("wake_at", "bigint", (column) =>
      column.generatedAlwaysAs(sql`case when state in ('approved', 'publishing') then due_at end`).stored(),
    )
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("ordinal", "integer", (column) => column.notNull())
    .addColumn("moved_at", "bigint", (column) => column.notNull())
    .addColumn("lease_token", "text")
    .addColumn("lease_counter", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("lease_owner", "text")
    .execute();
}

/** Each serves one question, so that a million waiting and many more finished posts cost it nothing. */
async function createPostIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string) => db.schema.createIndex(name).on("posts");
  await index("posts_to_wake").columns(["wake_at", "id"]).where(sql.ref("wake_at"), "is not", null).execute();
  await index("posts_leased").column("id").where(sql.ref("lease_token"), "is not", null).execute();
  await index("posts_of_account").columns(["account", "state", "scheduled_at"]).execute();
  await index("posts_out").columns(["account", "state", "moved_at"]).execute();
  await index("posts_by_state").columns(["state", "created_at"]).execute();
  await index("posts_of_summary").columns(["summary_id", "ordinal"]).execute();
}

async function createJournal(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("journal")
    .addColumn("post_id", "text", (column) => column.notNull().references("posts.id"))
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("happening", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("journal_pk", ["post_id", "seq"])
    .execute();
  await db.schema
    .createTable("outputs")
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("output_id", "text", (column) => column.notNull())
    .addColumn("post_id", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("outputs_pk", ["account", "output_id", "post_id"])
    .execute();
}

async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("accounts")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("remote_id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("url", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("pauses")
    .addColumn("subject", "text", (column) => column.primaryKey().notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("since", "bigint", (column) => column.notNull())
    .addColumn("until", "bigint")
    .addColumn("by", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("installation")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .execute();
}

async function createMedia(db: Kysely<unknown>, bytes: BytesType): Promise<void> {
  await db.schema
    .createTable("media")
    .addColumn("digest", "text", (column) => column.primaryKey().notNull())
    .addColumn("mime", "text", (column) => column.notNull())
    .addColumn("bytes", bytes, (column) => column.notNull())
    .addColumn("kept_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("post_media")
    .addColumn("post_id", "text", (column) => column.notNull().references("posts.id"))
    .addColumn("digest", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("post_media_pk", ["post_id", "digest"])
    .execute();
  await db.schema.createIndex("post_media_by_digest").on("post_media").column("digest").execute();
}
