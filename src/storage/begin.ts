import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Admission, Ledger, Spending } from "../domain/spending.ts";
import type { Lease, PostView } from "../domain/view.ts";
import { around } from "./around.ts";
import { calendarOf } from "./calendar.ts";
import { apply } from "./change.ts";
import { Conflict } from "./database.ts";
import { append, type Known } from "./journal.ts";
import { begun, newLease, signature, takeOutright } from "./leases.ts";
import { type Read, takenBeside, wholeView } from "./posts.ts";
import type { Trx } from "./schema.ts";
import { book } from "./spending.ts";
import type { Begun, Store } from "./store.ts";
import { together } from "./together.ts";

/** What decides whether a post begins, and with what: see `Store.begin`. */
export interface Judge {
  readonly admit: Parameters<Store["begin"]>[3];
  readonly first: Parameters<Store["begin"]>[4];
}

/** Of which accounts a post was judged in a transaction: one that stands beside it there doesn't see what came of that. */
const judgedIn = new WeakMap<Trx, Set<string>>();

/** False where another post of the account was there before. */
function isFirstOf(trx: Trx, account: string): boolean {
  const accounts = judgedIn.get(trx) ?? new Set();
  judgedIn.set(trx, accounts);
  if (accounts.has(account)) return false;
  accounts.add(account);
  return true;
}

/** Judges an approved post and does what was decided, in one transaction: two posts can't both take the last room of a day. */
export async function begin(trx: Trx, postId: string, owner: string, at: Instant, judge: Judge): Promise<Begun | null> {
  const [read, beside] = await together(wholeView(trx, postId, at), around(trx, postId, at));
  if (!read || !beside || beside.isBusy || beside.next !== postId || !mayBegin(read, at)) return null;
  if (!isFirstOf(trx, read.row.account)) return null;
  const { view: seen, isHeard } = read;
  const known = { length: seen.journal.length, isHeard };
  const admission = await judged(trx, seen, beside.ledger, at, judge.admit);
  switch (admission.kind) {
    case "go": {
      const lease = newLease(owner);
      const view = taken(seen, lease, at);
      const first = judge.first?.(view) ?? null;
      await go(trx, view, lease, first === null ? [begun] : [begun, first], known, at, admission.booking);
      return { kind: "go", view, lease, first };
    }
    case "wait":
      await trx.updateTable("posts").set({ due_at: admission.until }).where("id", "=", postId).execute();
      return admission;
    case "postpone":
      await apply(trx, seen.post, admission.change, at, signature(owner), known);
      await book(trx, seen.post, admission.booking);
      return admission;
    case "miss":
      await apply(trx, seen.post, admission.change, at, signature(owner), known);
      return admission;
  }
}

/** Whoever chose it read the queue a moment ago: since then a person may have moved it, or paused. */
function mayBegin({ row, view }: Read, at: Instant): boolean {
  const isDue = row.due_at !== null && row.due_at <= at;
  return row.state === "approved" && isDue && view.account.pause === null && view.house.pause === null;
}

/** All that was looked at stays as it was until this is committed; the row count is believed all the same. */
async function go(
  trx: Trx,
  { post }: PostView,
  lease: Lease,
  happenings: readonly Happening[],
  known: Known,
  at: Instant,
  booking: Spending,
): Promise<void> {
  const [isTaken] = await together(
    takeOutright(trx, post, lease, at),
    append(trx, post, happenings, at, signature(lease.owner), known),
    book(trx, post, booking),
  );
  if (!isTaken) throw new Conflict(`Post ${post.id} changed while it was begun.`);
}

/** The calendar is read only for a post that needs another place in it. */
async function judged(trx: Trx, seen: PostView, ledger: Ledger, at: Instant, admit: Judge["admit"]): Promise<Admission> {
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
