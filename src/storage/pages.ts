/** The queue a stretch at a time, oldest first: for whoever must not read all of it at once. */
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Instant } from "../domain/instant.ts";
import { type State, states } from "../domain/post.ts";
import type { Database } from "./database.ts";
import { toStoredSummary } from "./rows.ts";
import type { Tables, Trx } from "./schema.ts";
import type { StoredSummary } from "./store.ts";

/** A place between two rows: after what this summary had of this moment, up to its draft of this ordinal. */
export interface Place {
  readonly at: Instant;
  readonly summaryId: string;
  readonly ordinal: number;
}

export interface PostQuestion {
  readonly state?: State;
  readonly account?: string;
  readonly summaryId?: string;
}

/** A page, and where the next one begins; null: there is none. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: Place | null;
}

/** A post and its time. */
export interface Scheduled {
  readonly id: string;
  readonly scheduledAt: Instant;
}

export interface Pages {
  /** Ids of posts, in the order of `Store.posts`. @param after null: from the first */
  posts(question: PostQuestion, after: Place | null, limit: number): Promise<Page<string>>;
  /** What of an account is frozen for a time from the first moment on, up to the second; what was cancelled is not. By time. */
  scheduled(account: string, from: Instant, until: Instant): Promise<readonly Scheduled[]>;
  /** In the order of `Store.summaries`. */
  summaries(after: Place | null, limit: number): Promise<Page<StoredSummary>>;
}

export function pagesOn({ read }: Database): Pages {
  return {
    posts: (question, after, limit) => read((trx) => posts(trx, question, after, limit)),
    scheduled: (account, from, until) => read((trx) => scheduled(trx, account, from, until)),
    summaries: (after, limit) => read((trx) => summaries(trx, after, limit)),
  };
}

/** One more is read than is wanted, to know whether there is one. */
function pageOf<R, T>(rows: readonly R[], limit: number, placeOf: (row: R) => Place, as: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(as), next: rows.length > limit && last ? placeOf(last) : null };
}

function beyondPost({ at, summaryId, ordinal }: Place) {
  return (where: ExpressionBuilder<Tables, "posts">): Expression<SqlBool> =>
    where.or([
      where("created_at", ">", at),
      where.and([where("created_at", "=", at), where("summary_id", ">", summaryId)]),
      where.and([where("created_at", "=", at), where("summary_id", "=", summaryId), where("ordinal", ">", ordinal)]),
    ]);
}

async function posts(trx: Trx, { state, account, summaryId }: PostQuestion, after: Place | null, limit: number): Promise<Page<string>> {
  let query = trx.selectFrom("posts").select(["id", "created_at", "summary_id", "ordinal"]);
  if (state !== undefined) query = query.where("state", "=", state);
  if (account !== undefined) query = query.where("account", "=", account);
  if (summaryId !== undefined) query = query.where("summary_id", "=", summaryId);
  // Said twice: by the moment alone an index finds where the page begins.
  if (after) query = query.where("created_at", ">=", after.at).where(beyondPost(after));
  const ordered = query.orderBy("created_at").orderBy("summary_id").orderBy("ordinal");
  const rows = await ordered.limit(limit + 1).execute();
  return pageOf(
    rows,
    limit,
    ({ created_at, summary_id, ordinal }) => ({ at: created_at, summaryId: summary_id, ordinal }),
    ({ id }) => id,
  );
}

const standing = states.filter((state) => state !== "cancelled");

async function scheduled(trx: Trx, account: string, from: Instant, until: Instant): Promise<readonly Scheduled[]> {
  const rows = await trx
    .selectFrom("posts")
    .select(["id", "scheduled_at"])
    .where("account", "=", account)
    .where("state", "in", standing)
    .where("scheduled_at", ">=", from)
    .where("scheduled_at", "<", until)
    .where("digest", "is not", null)
    .orderBy("scheduled_at")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ id, scheduled_at }) => (scheduled_at === null ? [] : [{ id, scheduledAt: scheduled_at }]));
}

function beyondSummary({ at, summaryId }: Place) {
  return (where: ExpressionBuilder<Tables, "summaries">): Expression<SqlBool> =>
    where.or([where("added_at", ">", at), where.and([where("added_at", "=", at), where("id", ">", summaryId)])]);
}

async function summaries(trx: Trx, after: Place | null, limit: number): Promise<Page<StoredSummary>> {
  let query = trx.selectFrom("summaries").selectAll();
  if (after) query = query.where("added_at", ">=", after.at).where(beyondSummary(after));
  const rows = await query
    .orderBy("added_at")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ added_at, id }) => ({ at: added_at, summaryId: id, ordinal: 0 }), toStoredSummary);
}
