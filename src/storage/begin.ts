import type { Instant } from "../domain/instant.ts";
import type { Admission, Ledger } from "../domain/spending.ts";
import type { PostView } from "../domain/view.ts";
import { apply } from "./change.ts";
import { claim, isHindered, signature } from "./leases.ts";
import { view } from "./posts.ts";
import type { Trx } from "./schema.ts";
import { book, ledgerOf } from "./spending.ts";
import type { Begun } from "./store.ts";

/** Judges an approved post and does what was decided, in one transaction: two posts can't both take the last room of a day. */
export async function begin(
  trx: Trx,
  postId: string,
  owner: string,
  at: Instant,
  admit: (view: PostView, ledger: Ledger) => Admission,
): Promise<Begun | null> {
  const seen = await view(trx, postId, { at, span: "day" });
  if (seen?.post.state !== "approved" || (await isHindered(trx, seen.post.account, at))) return null;
  const admission = admit(seen, await ledgerOf(trx, seen.post, at));
  switch (admission.kind) {
    case "go": {
      const claimed = await claim(trx, postId, null, owner, at);
      if (claimed === null) return null;
      await book(trx, seen.post, admission.booking);
      return { kind: "go", ...claimed };
    }
    case "wait":
      await trx.updateTable("posts").set({ due_at: admission.until }).where("id", "=", postId).execute();
      return admission;
    case "postpone":
      await apply(trx, seen.post, admission.change, at, signature(owner));
      await book(trx, seen.post, admission.booking);
      return admission;
    case "miss":
      await apply(trx, seen.post, admission.change, at, signature(owner));
      return admission;
  }
}
