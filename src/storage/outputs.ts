import type { Trx } from "./schema.ts";

/** Fewer parameters than any dialect refuses. */
const atOnce = 500;

/** Which of these any other post's journal of the account holds, whichever way they became known: asked by key, however many there are. */
export async function outputs(trx: Trx, account: string, ids: readonly string[], but: string): Promise<readonly string[]> {
  const known = new Set<string>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const held = trx.selectFrom("outputs").select("output_id").where("account", "=", account).where("output_id", "in", some);
    for (const row of await held.where("post_id", "<>", but).execute()) known.add(row.output_id);
  }
  return ids.filter((id) => known.has(id));
}
