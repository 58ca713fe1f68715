import { type Kysely, sql } from "kysely";

/** A webhook that takes nothing rests as a whole; who switched it off is known; and what is in hand is found at once. */
export async function restEndpoints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("endpoints")
    .addColumn("failures", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable("endpoints").addColumn("rests_until", "bigint").execute();
  await db.schema.alterTable("endpoints").addColumn("stopped_by", "text").execute();
  const inHand = db.schema.createIndex("deliveries_in_hand").on("deliveries").column("endpoint");
  await inHand.where(sql.ref("token"), "is not", null).execute();
}
