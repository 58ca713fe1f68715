import type { Insertable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Output, Plan } from "../domain/plan.ts";
import { tellMove } from "./events.ts";
import { toJsonText } from "./json-text.ts";
import { often, type Places } from "./often.ts";
import type { JournalTable, Trx } from "./schema.ts";
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

/** What was read in the same transaction already. */
export interface Known {
  readonly length?: number;
  /** False: nobody is told of events. */
  readonly isHeard?: boolean;
}

/** Adds the happenings at the end, in order; returns the sequence number of the last. */
export async function append(
  trx: Trx,
  diary: Diary,
  happenings: readonly Happening[],
  at: Instant,
  by: string,
  { length, isHeard = true }: Known = {},
): Promise<number> {
  const before = length ?? (await journalLength(trx, diary.id));
  await together(
    ...happenings.flatMap((happening, index) => [
      adding(trx, { post: diary.id, seq: before + 1 + index, at, by, happening: toJsonText(happening) }),
      rememberOutput(trx, diary, happening),
      noteShowing(trx, diary, happening, at),
      happening.kind === "moved" && isHeard ? tellMove(trx, diary.id, happening, at, by) : Promise.resolve(),
    ]),
  );
  return before + happenings.length;
}

type Added = Omit<Insertable<JournalTable>, "post_id"> & { readonly post: string };
const added = { post: "text", seq: "bigint", at: "bigint", by: "text", happening: "text" } as const;
const adding = often(added, (trx, { post, seq, at, by, happening }: Places<Added>) =>
  trx.insertInto("journal").values({ post_id: post, seq, at, by, happening }),
);

async function rememberOutput(trx: Trx, diary: Diary, happening: Happening): Promise<void> {
  const output = outputOf(happening);
  if (output === null) return;
  await remembering(trx, { account: diary.account, output: output.id, post: diary.id });
}

type Remembered = { readonly account: string; readonly output: string; readonly post: string };
const remembered = { account: "text", output: "text", post: "text" } as const;
const remembering = often(remembered, (trx, { account, output, post }: Places<Remembered>) =>
  trx
    .insertInto("outputs")
    .values({ account, output_id: output, post_id: post })
    .onConflict((conflict) => conflict.doNothing()),
);

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
