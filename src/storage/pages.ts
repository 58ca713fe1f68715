/** The queue a stretch at a time, oldest first: for whoever must not read all of it at once. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import { type State, states } from "../domain/post.ts";
import type { Database } from "./database.ts";
import { stateAlone } from "./posts.ts";
import { toStoredSummary } from "./rows.ts";
import type { Tables, Trx } from "./schema.ts";
import type { PostView, StoredSummary } from "./store.ts";
import { type Timed, timedOn } from "./timed.ts";
import { storyOf } from "./versions.ts";
import { summariesById, views } from "./views.ts";

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

/** A draft among its story's. */
export interface DraftPlace {
  readonly id: string;
  readonly summaryId: string;
  /** When the story came in. */
  readonly addedAt: Instant;
}

/** A post and its time. */
export interface Scheduled {
  readonly id: string;
  readonly scheduledAt: Instant;
}

export interface Pages extends Timed {
  /** Ids of posts, in the order of `Store.posts`. @param after null: from the first */
  posts(question: PostQuestion, after: Place | null, limit: number): Promise<Page<string>>;
  count(question: PostQuestion): Promise<number>;
  /** Drafts, the newest first. */
  drafts(question: Pick<PostQuestion, "account">, after: Place | null, limit: number): Promise<Page<DraftPlace>>;
  /** Approved posts that nobody has given a time to be sent, or drafts that keep a plan: half-sent ones, and few others. Oldest first. */
  rests(state: "approved" | "draft", after: Place | null, limit: number): Promise<Page<string>>;
  /** Posts as `Store.views` shows them by name, without the calendar: `taken` is empty. For lists, on which nobody chooses a time. */
  views(ids: readonly string[]): Promise<readonly PostView[]>;
  /** Stories by name; those that aren't there are left out. */
  stories(ids: readonly string[]): Promise<ReadonlyMap<string, StoredSummary>>;
  /** The story that has this text in whichever version, by its fingerprint; null: there is none. */
  storyWith(fingerprint: string): Promise<string | null>;
  /** What of an account is frozen for a time from the first moment on, up to the second; what was cancelled is not. By time. */
  scheduled(account: string, from: Instant, until: Instant): Promise<readonly Scheduled[]>;
  /** In the order of `Store.summaries`. */
  summaries(after: Place | null, limit: number): Promise<Page<StoredSummary>>;
}

export function pagesOn(database: Database, now: () => Instant): Pages {
  const { read } = database;
  return {
    ...timedOn(database),
    posts: (question, after, limit) => read((trx) => posts(trx, question, after, limit)),
    count: (question) => read((trx) => count(trx, question)),
    drafts: (question, after, limit) => read((trx) => drafts(trx, question, after, limit)),
    rests: (state, after, limit) => read((trx) => rests(trx, state, after, limit)),
    views: (ids) => read((trx) => views(trx, ids, now(), "none")),
    stories: (ids) => read((trx) => summariesById(trx, ids)),
    storyWith: (fingerprint) => read((trx) => storyOf(trx, fingerprint)),
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

/** Compared as a whole: an index finds where the page begins, also among many of the same moment. */
function beyondPost({ at, summaryId, ordinal }: Place, way: "<" | ">") {
  return (where: ExpressionBuilder<Tables, "posts">): Expression<SqlBool> =>
    where(where.refTuple("posts.created_at", "posts.summary_id", "posts.ordinal"), way, where.tuple(at, summaryId, ordinal));
}

interface Aged {
  readonly created_at: Instant;
  readonly summary_id: string;
  readonly ordinal: number;
}

function placeOf({ created_at, summary_id, ordinal }: Aged): Place {
  return { at: created_at, summaryId: summary_id, ordinal };
}

const idOf = ({ id }: { readonly id: string }) => id;

/** Those that were asked for, by age: of an account its own posts are walked, never a whole state for the few that are its own. */
function walked(trx: Trx, { state, ...question }: PostQuestion) {
  if (state === undefined || question.account === undefined) return asked(trx, { ...question, ...(state === undefined ? {} : { state }) });
  return asked(trx, question).where(stateAlone, "=", state);
}

/** Those that were asked for, in no order yet. */
function asked(trx: Trx, { state, account, summaryId }: PostQuestion) {
  let query = trx.selectFrom("posts");
  if (state !== undefined) query = query.where("posts.state", "=", state);
  if (account !== undefined) query = query.where("posts.account", "=", account);
  return summaryId === undefined ? query : query.where("posts.summary_id", "=", summaryId);
}

async function posts(trx: Trx, question: PostQuestion, after: Place | null, limit: number): Promise<Page<string>> {
  let query = walked(trx, question).select(["id", "created_at", "summary_id", "ordinal"]);
  if (after) query = query.where(beyondPost(after, ">"));
  const ordered = query.orderBy("created_at").orderBy("summary_id").orderBy("ordinal");
  return pageOf(await ordered.limit(limit + 1).execute(), limit, placeOf, idOf);
}

async function drafts(trx: Trx, { account }: Pick<PostQuestion, "account">, after: Place | null, limit: number): Promise<Page<DraftPlace>> {
  let query = walked(trx, { state: "draft", ...(account === undefined ? {} : { account }) })
    .innerJoin("summaries", "summaries.id", "posts.summary_id")
    .select(["posts.id", "posts.created_at", "posts.summary_id", "posts.ordinal", "summaries.added_at"]);
  if (after) query = query.where(beyondPost(after, "<"));
  const ordered = query.orderBy("posts.created_at", "desc").orderBy("posts.summary_id", "desc").orderBy("posts.ordinal", "desc");
  const as = ({ id, summary_id, added_at }: { id: string; summary_id: string; added_at: Instant }) => ({
    id,
    summaryId: summary_id,
    addedAt: added_at,
  });
  return pageOf(await ordered.limit(limit + 1).execute(), limit, placeOf, as);
}

/** Said in the very words of two small indexes that hold nothing else, and so that no index of a whole state is walked. */
const rest = {
  approved: (where: ExpressionBuilder<Tables, "posts">) => where.and([stateIs("approved"), where("due_at", "is", null)]),
  draft: (where: ExpressionBuilder<Tables, "posts">) => where.and([stateIs("draft"), where("plan", "is not", null)]),
};

function stateIs(state: "approved" | "draft"): Expression<SqlBool> {
  return sql<SqlBool>`coalesce(${sql.ref("state")}, '') = ${sql.lit(state)}`;
}

async function rests(trx: Trx, state: "approved" | "draft", after: Place | null, limit: number): Promise<Page<string>> {
  let query = trx.selectFrom("posts").select(["id", "created_at", "summary_id", "ordinal"]).where(rest[state]);
  if (after) query = query.where(beyondPost(after, ">"));
  const ordered = query.orderBy("created_at").orderBy("summary_id").orderBy("ordinal");
  return pageOf(await ordered.limit(limit + 1).execute(), limit, placeOf, idOf);
}

async function count(trx: Trx, question: PostQuestion): Promise<number> {
  const counted = asked(trx, question).select((eb) => eb.fn.countAll<number>().as("count"));
  return Number((await counted.executeTakeFirstOrThrow()).count);
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
    where(where.refTuple("added_at", "id"), ">", where.tuple(at, summaryId));
}

async function summaries(trx: Trx, after: Place | null, limit: number): Promise<Page<StoredSummary>> {
  let query = trx.selectFrom("summaries").selectAll();
  if (after) query = query.where(beyondSummary(after));
  const rows = await query
    .orderBy("added_at")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, ({ added_at, id }) => ({ at: added_at, summaryId: id, ordinal: 0 }), toStoredSummary);
}
