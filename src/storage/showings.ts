import type { Expression } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Asked } from "./asked.ts";
import type { Diary } from "./journal.ts";
import { often, type Places } from "./often.ts";
import type { Trx } from "./schema.ts";

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
export async function noteShowing(trx: Trx, { id, account, plan }: Diary, happening: Happening, at: Instant): Promise<void> {
  const shows = mayShow(happening);
  if (shows === null || happening.kind === "moved") return;
  const { step, stepDigest } = happening;
  if (!shows) {
    await trx.deleteFrom("showings").where("post_id", "=", id).where("step_digest", "=", stepDigest).execute();
  } else if (plan?.steps.some(({ key, repeat }) => key === step && repeat === "never")) {
    await noting(trx, { post: id, step: stepDigest, account, at });
  }
}

const noted = { post: "text", step: "text", account: "text", at: "bigint" } as const;
type Noted = { post: string; step: string; account: string; at: Instant };
const noting = often(noted, (trx, { post, step, account, at }: Places<Noted>) =>
  trx
    .insertInto("showings")
    .values({ post_id: post, step_digest: step, account, at })
    .onConflict((conflict) => conflict.columns(["post_id", "step_digest"]).doUpdateSet((eb) => ({ at: eb.ref("excluded.at") }))),
);

/** True when a part of the post is out, or may be. */
export async function isShown(trx: Trx, postId: string): Promise<boolean> {
  return (await showing(trx, postId).executeTakeFirst()) !== undefined;
}

/** A part of the post that is out, or may be. */
export function showing(trx: Trx, post: Asked<string>) {
  return trx.selectFrom("showings").select("post_id").where("post_id", "=", post).limit(1);
}

/** When another post of the account last showed something. */
export function lastShowing(trx: Trx, account: Expression<string>, butPost: Asked<string>) {
  return trx
    .selectFrom("showings")
    .select("at")
    .where("account", "=", account)
    .where("post_id", "!=", butPost)
    .orderBy("at", "desc")
    .limit(1);
}
