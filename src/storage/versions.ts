import type { Instant } from "../domain/instant.ts";
import type { Summary } from "../domain/summary.ts";
import { fromJsonText, toJsonText } from "./json-text.ts";
import type { Trx } from "./schema.ts";
import type { SummaryVersion } from "./stories.ts";

export async function versions(trx: Trx, summaryId: string): Promise<readonly SummaryVersion[]> {
  const rows = await trx.selectFrom("summary_versions").selectAll().where("summary_id", "=", summaryId).orderBy("version").execute();
  return rows.map((row) => ({ version: row.version, summary: fromJsonText(row.body), at: row.at, by: row.by }));
}

export async function keepVersion(trx: Trx, summary: Summary, version: number, at: Instant, by: string): Promise<void> {
  const { id, fingerprint } = summary;
  await trx
    .insertInto("summary_versions")
    .values({ summary_id: id, version, fingerprint, body: toJsonText(summary), at, by })
    .execute();
}

/** The story that once had, or has, this very text. */
export async function storyOf(trx: Trx, fingerprint: string): Promise<string | null> {
  const known = trx.selectFrom("summary_versions").select("summary_id").where("fingerprint", "=", fingerprint);
  return (await known.orderBy("at").limit(1).executeTakeFirst())?.summary_id ?? null;
}
