import type { Instant } from "../domain/instant.ts";
import type { Admission, Ledger } from "../domain/spending.ts";
import type { PostView } from "../domain/view.ts";
import { calendarOf } from "./calendar.ts";
import { apply } from "./change.ts";
import { begun, isHindered, newLease, signature, take } from "./leases.ts";
import { postRow, takenBeside, viewOf } from "./posts.ts";
import type { PostRow } from "./rows.ts";
import type { Trx } from "./schema.ts";
import { book, ledgerOf } from "./spending.ts";
import type { Begun } from "./store.ts";

type Admit = (view: PostView, ledger: Ledger) => Admission;

/** Judges an approved post and does what was decided, in one transaction: two posts can't both take the last room of a day. */
export async function begin(trx: Trx, postId: string, owner: string, at: Instant, admit: Admit): Promise<Begun | null> {
  const row = await postRow(trx, postId);
  if (row?.state !== "approved" || !isDue(row, at) || (await isHindered(trx, row.account, at))) return null;
  const seen = await viewOf(trx, row, new Map(), at);
  const admission = await judged(trx, seen, at, admit);
  switch (admission.kind) {
    case "go": {
      const lease = newLease(owner);
      if (!(await take(trx, row, lease, at, seen.journal.length))) return null;
      await book(trx, seen.post, admission.booking);
      return { kind: "go", view: taken(seen, lease, at), lease };
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

/** Whoever chose it read the queue a moment ago: since then a person may have moved it. */
function isDue({ due_at: dueAt }: PostRow, at: Instant): boolean {
  return dueAt !== null && dueAt <= at;
}

/** The calendar is read only for a post that needs another place in it. */
async function judged(trx: Trx, seen: PostView, at: Instant, admit: Admit): Promise<Admission> {
  const ledger = await ledgerOf(trx, seen.post, at);
  const admission = admit(seen, ledger);
  if (admission.kind !== "postpone") return admission;
  const calendar = await calendarOf(trx, seen.post.account, { at, span: "day" });
  return admit({ ...seen, taken: takenBeside(seen.post.id, calendar) }, ledger);
}

/** The view of the post as it stands once it is taken. */
function taken({ post, journal, ...beside }: PostView, lease: NonNullable<PostView["lease"]>, at: Instant): PostView {
  const entry = { ...begun, seq: journal.length + 1, at, by: signature(lease.owner) };
  return { ...beside, post: { ...post, state: begun.to, revision: post.revision + 1 }, journal: [...journal, entry], lease };
}
