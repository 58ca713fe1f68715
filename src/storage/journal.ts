import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Output, Plan } from "../domain/plan.ts";
import { tellMove } from "./events.ts";
import { toJsonText } from "./json-text.ts";
import type { Trx } from "./schema.ts";
import { noteShowing } from "./showings.ts";
import { together } from "./together.ts";

/** Whose journal: outputs are known by account, steps that show by the plan. */
export interface Diary {
  readonly id: string;
  readonly account: string;
  readonly plan: Plan | null;
}

export async function journalLength(trx: Trx, postId: string): Promise<number> {
  const last = trx.selectFrom("journal").select((eb) => eb.fn.max<number | null>("seq").as("seq"));
  const row = await last.where("post_id", "=", postId).executeTakeFirst();
  return row?.seq ?? 0;
}

/**
 * Adds the happenings at the end, in order; returns the sequence number of the last.
 * @param length of the journal, where it was read in this transaction already
 */
export async function append(
  trx: Trx,
  diary: Diary,
  happenings: readonly Happening[],
  at: Instant,
  by: string,
  length?: number,
): Promise<number> {
  let seq = length ?? (await journalLength(trx, diary.id));
  for (const happening of happenings) {
    seq += 1;
    const row = { post_id: diary.id, seq, at, by, happening: toJsonText(happening) };
    await together(
      trx.insertInto("journal").values(row).execute(),
      rememberOutput(trx, diary, happening),
      noteShowing(trx, diary, happening, at),
      happening.kind === "moved" ? tellMove(trx, diary.id, happening, at, by) : Promise.resolve(),
    );
  }
  return seq;
}

async function rememberOutput(trx: Trx, diary: Diary, happening: Happening): Promise<void> {
  const output = outputOf(happening);
  if (output === null) return;
  await trx
    .insertInto("outputs")
    .values({ account: diary.account, output_id: output.id, post_id: diary.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What the happening says was made; null: nothing. */
export function outputOf(happening: Happening): Output | null {
  switch (happening.kind) {
    case "outcome":
    case "late":
      return happening.outcome.kind === "done" ? happening.outcome.output : null;
    case "verdict":
      return happening.verdict.kind === "took" ? happening.verdict.output : null;
    default:
      return null;
  }
}
