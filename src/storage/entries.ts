/** Journals as they are read: what was packed away and what stands in the table, in one. */
import { inflateSync } from "node:zlib";
import type { Entry } from "../domain/journal.ts";
import { fromJsonText, type JsonText } from "./json-text.ts";
import { often, type Places } from "./often.ts";
import { toEntry } from "./rows.ts";
import type { Trx } from "./schema.ts";

const standingOf = often({ post: "text" }, (trx, { post }: Places<{ post: string }>) =>
  trx.selectFrom("journal").selectAll().where("post_id", "=", post).orderBy("seq"),
);

export async function journalOf(trx: Trx, postId: string): Promise<readonly Entry[]> {
  const { rows } = await standingOf(trx, { post: postId });
  const packed = isCut(rows) ? await archivedOf(trx, [postId]) : new Map<string, readonly Entry[]>();
  return [...(packed.get(postId) ?? []), ...rows.map(toEntry)];
}

/** In two questions at most. @param ids no more than a dialect takes parameters */
export async function journalsOf(trx: Trx, ids: readonly string[]): Promise<(id: string) => readonly Entry[]> {
  const rows = await trx.selectFrom("journal").selectAll().where("post_id", "in", ids).orderBy("seq").execute();
  const standing = Map.groupBy(rows, (row) => row.post_id);
  const cut = [...standing].filter(([, own]) => isCut(own)).map(([id]) => id);
  const packed = await archivedOf(trx, cut);
  return (id) => [...(packed.get(id) ?? []), ...(standing.get(id) ?? []).map(toEntry)];
}

/** Whether its beginning was packed away. */
function isCut([first]: readonly { readonly seq: number }[]): boolean {
  return first !== undefined && first.seq > 1;
}

/** The beginnings of these journals that were packed away. */
export async function archivedOf(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Entry[]>> {
  if (ids.length === 0) return new Map();
  const rows = await trx.selectFrom("archived_journals").select(["post_id", "body"]).where("post_id", "in", ids).execute();
  return new Map(rows.map(({ post_id, body }) => [post_id, unpacked(post_id, body)]));
}

function unpacked(postId: string, body: Uint8Array): readonly Entry[] {
  try {
    return fromJsonText<readonly Entry[]>(inflateSync(body).toString("utf8") as JsonText<readonly Entry[]>);
  } catch (error) {
    throw new Error(`The archived journal of post ${postId} can't be read: restore it from a backup.`, { cause: error });
  }
}
