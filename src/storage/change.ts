import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import { type Post, type State, stateAfter, transitions } from "../domain/post.ts";
import { Conflict } from "./database.ts";
import { append, journalLength } from "./journal.ts";
import { rememberPictures } from "./media.ts";
import { keepOverrides } from "./overrides.ts";
import { recordIn } from "./record.ts";
import { toPostColumns } from "./rows.ts";
import type { Trx } from "./schema.ts";
import { unbook } from "./spending.ts";
import type { Change } from "./store.ts";
import { together } from "./together.ts";

/** The post as it will be. Pure. */
export function changed(post: Post, change: Change): Post {
  return { ...post, ...change.set, state: stateAfter(change.transition, post.state), revision: post.revision + 1 };
}

/**
 * Carries a change out on a post read in the same transaction: the row, its journal and its pictures together. A lease ends
 * unless the post stays `publishing`. Throws `Conflict` if the row is not the one that was read.
 * @param length of its journal, where it was read in this transaction already
 */
export async function apply(trx: Trx, post: Post, change: Change, at: Instant, by: string, length?: number): Promise<Post> {
  return (await carryOut(trx, post, change, at, by, length)).next;
}

/** The same where a person decided, or a rule of the house: it goes into the record with what it changed. */
export async function applyDecision(trx: Trx, post: Post, change: Change, at: Instant, by: string): Promise<Post> {
  const { next, entries } = await carryOut(trx, post, change, at, by);
  const digest = next.digest ?? post.digest;
  const body = {
    account: post.account,
    from: post.state,
    revision: next.revision,
    entries,
    ...(digest === null ? {} : { digest }),
    ...(change.set.content === undefined ? {} : { content: change.set.content }),
    ...(change.overrides?.length ? { overrides: change.overrides } : {}),
  };
  await recordIn(trx, { at, by, kind: change.transition, subject: `post ${post.id}`, body });
  return next;
}

/** A happening and its place in the journal. */
type Placed = Happening & { readonly seq: number };

async function carryOut(trx: Trx, post: Post, change: Change, at: Instant, by: string, known?: number) {
  const next = changed(post, change);
  const happened = happenings(change, next.state);
  const length = known ?? (await journalLength(trx, post.id));
  const [result] = await together(
    rewrite(trx, post, next, change, at).executeTakeFirst(),
    append(trx, next, happened, at, by, length),
    change.set.plan === undefined ? Promise.resolve() : rememberPictures(trx, post.id, next.plan),
    keepOverrides(trx, post.summaryId, change.overrides ?? [], at, by),
  );
  if (result.numUpdatedRows !== 1n) throw new Conflict(`Post ${post.id} changed while it was being changed.`);
  await unbook(trx, post.id, next.state);
  const entries = happened.map((happening, index): Placed => ({ ...happening, seq: length + 1 + index }));
  return { next, entries };
}

function rewrite(trx: Trx, post: Post, next: Post, change: Change, at: Instant) {
  return trx
    .updateTable("posts")
    .set({ ...changedColumns(next, change), ...movedAt(change, at), ...leaseAfter(post.state, next.state), archived_at: null })
    .where("id", "=", post.id)
    .where("revision", "=", post.revision)
    .where("state", "=", post.state);
}

/** Words and plan are long: a move that leaves them as they are doesn't write them again. */
function changedColumns(next: Post, { set }: Change): Partial<ReturnType<typeof toPostColumns>> {
  const { content, composed, composed_by, edited, look, plan, digest, ...brief } = toPostColumns(next);
  const isOnlyMoved = Object.keys(set).every((name) => name === "dueAt" || name === "scheduledAt");
  return isOnlyMoved ? brief : { ...brief, content, composed, composed_by, edited, look, plan, digest };
}

/** A post that stays where it is came out when it came out. */
function movedAt({ transition }: Change, at: Instant) {
  return transitions[transition].to === null ? {} : { moved_at: at };
}

function leaseAfter(before: State, after: State) {
  return before === "publishing" && after === "publishing" ? {} : { lease_token: null, lease_owner: null };
}

function happenings(change: Change, to: State): readonly Happening[] {
  const moved: Happening = { kind: "moved", transition: change.transition, to, ...change.note };
  return change.before ? [change.before, moved] : [moved];
}
