import type { Instant } from "../domain/instant.ts";
import type { Admission, Ledger, Spending } from "../domain/spending.ts";
import type { Lease, PostView } from "../domain/view.ts";
import { calendarOf } from "./calendar.ts";
import { apply } from "./change.ts";
import { Conflict } from "./database.ts";
import { append } from "./journal.ts";
import { begun, isBusy, newLease, signature, taking } from "./leases.ts";
import { fromPost, type Read, takenBeside, wholeView } from "./posts.ts";
import type { PostRow } from "./rows.ts";
import type { Trx } from "./schema.ts";
import { book, ledgerOf } from "./spending.ts";
import type { Begun } from "./store.ts";
import { together } from "./together.ts";
import { nextInTurn } from "./turn.ts";

type Admit = (view: PostView, ledger: Ledger) => Admission;

/** Judges an approved post and does what was decided, in one transaction: two posts can't both take the last room of a day. */
export async function begin(trx: Trx, postId: string, owner: string, at: Instant, admit: Admit): Promise<Begun | null> {
  const account = fromPost(trx, postId, "account");
  const [read, isAccountBusy, next, ledger] = await together(
    wholeView(trx, postId, at),
    isBusy(trx, account),
    nextInTurn(trx, account, at),
    ledgerOf(trx, postId, at),
  );
  if (!read || isAccountBusy || next !== postId || !mayBegin(read, at)) return null;
  const { row, view: seen } = read;
  const admission = await judged(trx, seen, ledger, at, admit);
  switch (admission.kind) {
    case "go": {
      const lease = newLease(owner);
      await go(trx, row, lease, seen.journal.length, at, admission.booking);
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

/** Whoever chose it read the queue a moment ago: since then a person may have moved it, or paused. */
function mayBegin({ row, view }: Read, at: Instant): boolean {
  const isDue = row.due_at !== null && row.due_at <= at;
  return row.state === "approved" && isDue && view.account.pause === null && view.house.pause === null;
}

/** All that was looked at stays as it was until this is committed; the row count is believed all the same. */
async function go(trx: Trx, row: PostRow, lease: Lease, length: number, at: Instant, booking: Spending): Promise<void> {
  const [taken] = await together(
    taking(trx, row, lease, at).executeTakeFirst(),
    append(trx, { ...row, plan: null }, [begun], at, signature(lease.owner), length),
    book(trx, row, booking),
  );
  if (taken.numUpdatedRows !== 1n) throw new Conflict(`Post ${row.id} changed while it was begun.`);
}

/** The calendar is read only for a post that needs another place in it. */
async function judged(trx: Trx, seen: PostView, ledger: Ledger, at: Instant, admit: Admit): Promise<Admission> {
  const admission = admit(seen, ledger);
  if (admission.kind !== "postpone") return admission;
  const calendar = await calendarOf(trx, seen.post.account, { at, span: "day" });
  return admit({ ...seen, taken: takenBeside(seen.post.id, calendar) }, ledger);
}

/** The view of the post as it stands once it is taken. */
function taken({ post, journal, ...beside }: PostView, lease: Lease, at: Instant): PostView {
  const entry = { ...begun, seq: journal.length + 1, at, by: signature(lease.owner) };
  return { ...beside, post: { ...post, state: begun.to, revision: post.revision + 1 }, journal: [...journal, entry], lease };
}
