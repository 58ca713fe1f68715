import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import { type Post, type State, stateAfter, transitions } from "../domain/post.ts";
import { Conflict } from "./database.ts";
import { append, journalLength, type Known } from "./journal.ts";
import { rememberPictures } from "./media.ts";
import { often, type Places } from "./often.ts";
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
 */
export async function apply(trx: Trx, post: Post, change: Change, at: Instant, by: string, known?: Known): Promise<Post> {
  return (await carryOut(trx, post, change, at, by, known)).next;
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

async function carryOut(trx: Trx, post: Post, change: Change, at: Instant, by: string, known: Known = {}) {
  const next = changed(post, change);
  const happened = happenings(change, next.state);
  const length = known.length ?? (await journalLength(trx, post.id));
  const [{ numAffectedRows }] = await together(
    rewrite(trx, post, next, change, at),
    append(trx, next, happened, at, by, { ...known, length }),
    change.set.plan === undefined ? Promise.resolve() : rememberPictures(trx, post.id, next.plan),
    keepOverrides(trx, post.summaryId, change.overrides ?? [], at, by),
  );
  if (numAffectedRows !== 1n) throw new Conflict(`Post ${post.id} changed while it was being changed.`);
  await unbook(trx, post.id, next.state);
  const entries = happened.map((happening, index): Placed => ({ ...happening, seq: length + 1 + index }));
  return { next, entries };
}

/** Words and plan are long: a move that leaves them as they are doesn't write them again. */
function rewrite(trx: Trx, post: Post, next: Post, change: Change, at: Instant) {
  const isOnlyMoved = Object.keys(change.set).every((name) => name === "dueAt" || name === "scheduledAt");
  // A post that stays where it is came out when it came out.
  const isMoved = transitions[change.transition].to !== null;
  const isStillLeased = post.state === "publishing" && next.state === "publishing";
  const { id, revision, state } = post;
  if (isOnlyMoved && isMoved && !isStillLeased)
    return moving(trx, { id, revision, state, next: next.state, scheduledAt: next.scheduledAt, dueAt: next.dueAt, at });
  const update = trx.updateTable("posts").set({
    ...(isOnlyMoved ? briefColumns(next) : toPostColumns(next)),
    ...(isMoved ? { moved_at: at } : {}),
    ...(isStillLeased ? {} : noLease),
    archived_at: null,
  });
  return trx.executeQuery(update.where("id", "=", id).where("revision", "=", revision).where("state", "=", state).compile());
}

const noLease = { lease_token: null, lease_owner: null } as const;

function briefColumns(next: Post) {
  return { state: next.state, revision: next.revision, scheduled_at: next.scheduledAt, due_at: next.dueAt };
}

type Move = Pick<Post, "id" | "revision" | "state" | "scheduledAt" | "dueAt"> & { readonly next: State; readonly at: Instant };

const moves = {
  id: "text",
  revision: "bigint",
  state: "text",
  next: "text",
  scheduledAt: "bigint",
  dueAt: "bigint",
  at: "bigint",
} as const;

/** The usual way of a post to another state. */
const moving = often(moves, (trx, { id, revision, state, next, scheduledAt, dueAt, at }: Places<Move>) =>
  trx
    .updateTable("posts")
    .set((eb) => ({ state: next, revision: eb("revision", "+", 1), scheduled_at: scheduledAt, due_at: dueAt, moved_at: at }))
    .set({ ...noLease, archived_at: null })
    .where("id", "=", id)
    .where("revision", "=", revision)
    .where("state", "=", state),
);

function happenings(change: Change, to: State): readonly Happening[] {
  const moved: Happening = { kind: "moved", transition: change.transition, to, ...change.note };
  return change.before ? [change.before, moved] : [moved];
}
