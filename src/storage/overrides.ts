import type { Instant } from "../domain/instant.ts";
import type { NewOverride } from "../domain/override.ts";
import type { Trx } from "./schema.ts";
import type { PostView } from "./store.ts";

/** What editors stood by, as a view holds it: absent where there is nothing. */
export async function overridesOf(trx: Trx, summaryId: string): Promise<Pick<PostView, "overrides">> {
  const rows = await trx
    .selectFrom("overrides")
    .select(["code", "finding", "reason", "by", "at"])
    .where("summary_id", "=", summaryId)
    .orderBy("at")
    .orderBy("code")
    .orderBy("finding")
    .execute();
  return rows.length === 0 ? {} : { overrides: rows };
}

/** Who stood by the same words first is the one on record. */
export async function keepOverrides(
  trx: Trx,
  summaryId: string,
  overrides: readonly NewOverride[],
  at: Instant,
  by: string,
): Promise<void> {
  if (overrides.length === 0) return;
  const rows = overrides.map(({ code, finding, reason }) => ({ summary_id: summaryId, code, finding, reason, by, at }));
  await trx
    .insertInto("overrides")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["summary_id", "code", "finding"]).doNothing())
    .execute();
}
