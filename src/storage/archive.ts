/**
 * Packs away the journals of posts that came to their end long ago. Their last entry stays where it is, and with it the place of the
 * next; ids that platforms gave stay in `outputs`, and what was packed is named by its hash in the record.
 */
import { deflateSync } from "node:zlib";
import type { Instant } from "../domain/instant.ts";
import type { Entry } from "../domain/journal.ts";
import type { State } from "../domain/post.ts";
import { canonicalText, sha256Of } from "./chain.ts";
import type { Database } from "./database.ts";
import { journalsOf } from "./entries.ts";
import { stateAlone } from "./posts.ts";
import { recordIn } from "./record.ts";
import type { Trx } from "./schema.ts";

export interface Archive {
  /**
   * Packs away at most so many journals, of posts that came to their end before then and were left alone since, those that ended
   * first before others. @returns how many posts it looked at: fewer than `most`, and nothing is left
   */
  pack(endedBefore: Instant, most: number, at: Instant): Promise<number>;
}

/** Nobody is waited for in these; whoever takes one up again finds its whole journal. */
const ended: readonly State[] = ["published", "rejected", "cancelled", "withdrawn"];

export function archiveOn({ read, write }: Database): Archive {
  return {
    pack: async (endedBefore, most, at) => {
      const ids = await read((trx) => ripe(trx, endedBefore, most));
      if (ids.length > 0) await write((trx) => packAll(trx, ids, endedBefore, at));
      return ids.length;
    },
  };
}

async function ripe(trx: Trx, endedBefore: Instant, most: number): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("posts")
    .select("id")
    .where("archived_at", "is", null)
    .where("moved_at", "<", endedBefore)
    .where(stateAlone, "in", ended)
    .orderBy("moved_at")
    .orderBy("id")
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

/** Between the look and this, somebody may have taken one up again: it is left alone. */
async function packAll(trx: Trx, ids: readonly string[], endedBefore: Instant, at: Instant): Promise<void> {
  const journal = await journalsOf(trx, ids);
  for (const id of ids) {
    const marked = await trx
      .updateTable("posts")
      .set({ archived_at: at })
      .where("id", "=", id)
      .where("archived_at", "is", null)
      .where("moved_at", "<", endedBefore)
      .where("state", "in", ended)
      .executeTakeFirst();
    if (marked.numUpdatedRows === 1n) await packOne(trx, id, journal(id).slice(0, -1), at);
  }
}

async function packOne(trx: Trx, id: string, entries: readonly Entry[], at: Instant): Promise<void> {
  if (entries.length === 0) return;
  const sha256 = sha256Of(entries);
  const columns = { entries: entries.length, sha256, body: new Uint8Array(deflateSync(canonicalText(entries))) };
  await trx
    .insertInto("archived_journals")
    .values({ post_id: id, ...columns })
    .onConflict((conflict) => conflict.column("post_id").doUpdateSet(columns))
    .execute();
  await trx.deleteFrom("journal").where("post_id", "=", id).where("seq", "<=", entries.length).execute();
  const body = { archived: { length: entries.length, sha256 } };
  await recordIn(trx, { at, by: "herald", kind: "archive", subject: `post ${id}`, body });
}
