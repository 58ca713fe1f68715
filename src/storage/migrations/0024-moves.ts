import type { Kysely } from "kysely";

/** Moves of a whole queue out of this database and into it; what a column means stands in `moves.ts`. */
export async function createMoves(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("moves")
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("way", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("installation", "text", (column) => column.notNull())
    .addColumn("stage", "text", (column) => column.notNull())
    .addColumn("begun_at", "bigint", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("moves_pk", ["id", "way"])
    .execute();
}
