/** The queue a page at a time, oldest first: for programs that read all of it. */
import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { Database } from "./database.ts";
import { toStoredSummary } from "./rows.ts";
import type { Tables, Trx } from "./schema.ts";
import type { StoredSummary } from "./store.ts";

/** A place between two rows: after the row of this moment and id. */
export interface Place {
  readonly at: Instant;
  readonly id: string;
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

export interface Pages {
  /** Ids of posts. @param after null: from the first */
  posts(question: PostQuestion, after: Place | null, limit: number): Promise<Page<string>>;
  summaries(after: Place | null, limit: number): Promise<Page<StoredSummary>>;
}

export function pagesOn({ read }: Database): Pages {
  return {
    posts: (question, after, limit) => read((trx) => posts(trx, question, after, limit)),
    summaries: (after, limit) => read((trx) => summaries(trx, after, limit)),
  };
}

/** One more is read than is wanted, to know whether there is one. */
function pageOf<R extends { readonly id: string }, T>(
  rows: readonly R[],
  limit: number,
  at: (row: R) => Instant,
  as: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? { at: at(last), id: last.id } : null;
  return { rows: shown.map(as), next };
}

async function posts(trx: Trx, { state, account, summaryId }: PostQuestion, after: Place | null, limit: number): Promise<Page<string>> {
  const beyond =
    (place: Place) =>
    (where: ExpressionBuilder<Tables, "posts">): Expression<SqlBool> =>
      where.or([where("created_at", ">", place.at), where.and([where("created_at", "=", place.at), where("id", ">", place.id)])]);
  let query = trx.selectFrom("posts").select(["id", "created_at"]);
  if (state !== undefined) query = query.where("state", "=", state);
  if (account !== undefined) query = query.where("account", "=", account);
  if (summaryId !== undefined) query = query.where("summary_id", "=", summaryId);
  if (after) query = query.where(beyond(after));
  const rows = await query
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    ({ created_at }) => created_at,
    ({ id }) => id,
  );
}

async function summaries(trx: Trx, after: Place | null, limit: number): Promise<Page<StoredSummary>> {
  const beyond =
    (place: Place) =>
    (where: ExpressionBuilder<Tables, "summaries">): Expression<SqlBool> =>
      where.or([where("added_at", ">", place.at), where.and([where("added_at", "=", place.at), where("id", ">", place.id)])]);
  let query = trx.selectFrom("summaries").selectAll();
  if (after) query = query.where(beyond(after));
  const rows = await query
    .orderBy("added_at")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ added_at }) => added_at, toStoredSummary);
}
