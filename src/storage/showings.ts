import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import { fromJsonText } from "./json-text.ts";
import type { Trx } from "./schema.ts";

/** Whose journal it is. */
interface Diary {
  readonly id: string;
  readonly account: string;
}

/** Whether a step is out after this, or may be; `null`: the happening tells nothing of that. */
function mayShow(happening: Happening): boolean | null {
  switch (happening.kind) {
    case "intent":
      return true;
    case "outcome":
      return happening.outcome.kind === "done" || happening.outcome.kind === "doubt";
    case "late":
      return happening.outcome.kind === "done" ? true : null;
    case "verdict":
      if (happening.verdict.kind === "took") return true;
      return happening.verdict.kind === "absent" ? false : null;
    case "moved":
      return null;
  }
}

/** Keeps up which steps that readers see are out, or may be, and since when: called for every entry of a journal. */
export async function noteShowing(trx: Trx, { id, account }: Diary, happening: Happening, at: Instant): Promise<void> {
  const shows = mayShow(happening);
  if (shows === null || happening.kind === "moved") return;
  const { step, stepDigest } = happening;
  if (!shows) {
    await trx.deleteFrom("showings").where("post_id", "=", id).where("step_digest", "=", stepDigest).execute();
  } else if (await isSeen(trx, id, step)) {
    await trx
      .insertInto("showings")
      .values({ post_id: id, step_digest: stepDigest, account, at })
      .onConflict((conflict) => conflict.columns(["post_id", "step_digest"]).doUpdateSet({ at }))
      .execute();
  }
}

/** True for a step that shows. */
async function isSeen(trx: Trx, postId: string, key: string): Promise<boolean> {
  const row = await trx.selectFrom("posts").select("plan").where("id", "=", postId).executeTakeFirst();
  const plan = row?.plan ? fromJsonText(row.plan) : null;
  return plan?.steps.some((step) => step.key === key && step.repeat === "never") === true;
}

/** True when a part of the post is out, or may be. */
export async function isShown(trx: Trx, postId: string): Promise<boolean> {
  return (await trx.selectFrom("showings").select("post_id").where("post_id", "=", postId).limit(1).executeTakeFirst()) !== undefined;
}

/** When another post of the account last showed something. */
export async function lastShownAt(trx: Trx, account: string, butPost: string): Promise<Instant | null> {
  const latest = trx.selectFrom("showings").select("at").where("account", "=", account).where("post_id", "!=", butPost);
  return (await latest.orderBy("at", "desc").limit(1).executeTakeFirst())?.at ?? null;
}
