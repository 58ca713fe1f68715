import { type Kysely, sql } from "kysely";

/** What single people are told, and how each wants it. The index of what is open holds nothing else. */
export async function createLetters(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("letters")
    .addColumn("id", "text", (column) => column.primaryKey().notNull())
    .addColumn("person", "text", (column) => column.notNull().references("people.id"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("about", "text", (column) => column.notNull())
    .addColumn("way", "text", (column) => column.notNull())
    .addColumn("slot_at", "bigint")
    .addColumn("made_at", "bigint", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("told_at", "bigint")
    .addColumn("dropped_at", "bigint")
    .addColumn("bundle", "text")
    .addColumn("tries", "integer", (column) => column.notNull())
    .addColumn("next_at", "bigint", (column) => column.notNull())
    .addColumn("token", "text")
    .addColumn("owner", "text")
    .addColumn("problem", "text")
    .addUniqueConstraint("letters_once", ["person", "kind", "subject", "about", "way"])
    .execute();
  await db.schema.createIndex("letters_on").on("letters").columns(["subject", "kind"]).execute();
  await db.schema.createIndex("letters_told").on("letters").columns(["person", "way", "kind", "told_at"]).execute();
  await db.schema.createIndex("letters_made").on("letters").column("made_at").execute();
  const open = db.schema.createIndex("letters_open").on("letters").columns(["way", "due_at"]);
  await open.where(sql.ref("told_at"), "is", null).where(sql.ref("dropped_at"), "is", null).execute();
  await db.schema
    .createTable("reaches")
    .addColumn("person", "text", (column) => column.primaryKey().notNull().references("people.id"))
    .addColumn("letters", "text", (column) => column.notNull())
    .addColumn("chat", "text")
    .addColumn("silenced_at", "bigint")
    .execute();
  await db.schema.createIndex("posts_moved").on("posts").column("moved_at").execute();
}
