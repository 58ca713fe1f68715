/** What readers made of posts. One process at a time has a count in hand. */
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Count, Mark, Outcomes, Outing, Tally } from "../domain/result.ts";
import { marks } from "../domain/result.ts";
import type { Database } from "./database.ts";
import { fromJsonText, toJsonText } from "./json-text.ts";
import { type ReadSpending, readSpendingOn } from "./read-spending.ts";
import { recordIn } from "./record.ts";
import type { OutingsTable, ResultsTable } from "./results-tables.ts";
import type { Trx } from "./schema.ts";

/** A mark of a post that came out. @param wakeAt null: nobody asks for it by themselves */
export interface NewMark {
  readonly mark: Mark;
  readonly fate: "waiting" | "by-hand" | "skipped";
  readonly wakeAt: Instant | null;
  readonly note: string | null;
}

/** One count that somebody has in hand. */
export interface DueCount {
  readonly post: string;
  readonly mark: Mark;
  readonly outAt: Instant;
  /** How often it failed before. */
  readonly tries: number;
  /** Why the last try failed; null: there was none. */
  readonly note: string | null;
}

export interface DueCounts {
  readonly token: string;
  readonly account: string;
  readonly counts: readonly DueCount[];
}

/** What became of one. `again`: it is tried again then. */
export type Came =
  | { readonly kind: "counted"; readonly at: Instant; readonly tally: Tally; readonly note: string | null }
  | { readonly kind: "gone" | "skipped" | "by-hand"; readonly note: string }
  | { readonly kind: "again"; readonly wakeAt: Instant; readonly note: string; readonly failed: boolean };

export interface Results extends ReadSpending {
  /** Posts of the account that came out after `since` and of which nothing is kept here, by id, the earliest first. */
  unknown(account: string, since: Instant, most: number): Promise<readonly string[]>;
  /** Keeps a post as it was when it came out, and the marks at which it is counted; one that is kept stays as it is. */
  enrol(outing: Outing, counts: readonly NewMark[]): Promise<void>;
  /** Takes in hand what is due, of one account. Whoever dies with it loses it after `leaseMs`. Null: nothing is due. */
  take(at: Instant, leaseMs: number, most: number): Promise<DueCounts | null>;
  /** Writes down what became of one; false: it was not in these hands any more. */
  give(token: string, count: Pick<DueCount, "post" | "mark">, came: Came): Promise<boolean>;
  /** A person typed what they saw, over what stood there. False: there is no such mark. */
  type(post: string, mark: Mark, tally: Tally, at: Instant, by: string): Promise<boolean>;
  /** Posts that came out from `since` on, the latest first. @param account absent: of all */
  since(since: Instant, most: number, account?: string): Promise<readonly Outcomes[]>;
  of(post: string): Promise<Outcomes | undefined>;
  /** What is kept of these posts, by name; no more than a page of them. */
  among(posts: readonly string[]): Promise<readonly Outcomes[]>;
}

export function resultsOn(database: Database): Results {
  const { read, write } = database;
  return {
    ...readSpendingOn(database),
    unknown: (account, since, most) => read((trx) => unknown(trx, account, since, most)),
    enrol: (outing, counts) => write((trx) => enrol(trx, outing, counts)),
    // Looked for every minute: where nothing is due, nothing is written.
    take: async (at, leaseMs, most) => ((await read((trx) => firstDue(trx, at))) ? write((trx) => take(trx, at, leaseMs, most)) : null),
    give: (token, count, came) => write((trx) => give(trx, token, count, came)),
    type: (post, mark, tally, at, by) => write((trx) => type(trx, { post, mark, tally, at, by })),
    since: (since, most, account) => read((trx) => outcomesSince(trx, since, most, account)),
    of: async (post) => (await read((trx) => outcomesAmong(trx, [post])))[0],
    among: (posts) => (posts.length === 0 ? Promise.resolve([]) : read((trx) => outcomesAmong(trx, posts))),
  };
}

async function unknown(trx: Trx, account: string, since: Instant, most: number): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("posts")
    .select("id")
    .where("account", "=", account)
    .where("state", "=", "published")
    .where("moved_at", ">", since)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("outings").select("outings.post_id").whereRef("outings.post_id", "=", "posts.id"))),
    )
    .orderBy("moved_at")
    .orderBy("id")
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

async function enrol(trx: Trx, { post, account, platform, outAt, traits }: Outing, counts: readonly NewMark[]): Promise<void> {
  const kept = await trx
    .insertInto("outings")
    .values({ post_id: post, account, platform, out_at: outAt, traits: toJsonText(traits) })
    .onConflict((conflict) => conflict.column("post_id").doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n || counts.length === 0) return;
  const nothing = { token: null, tries: 0, at: null, ...noTally, by: null };
  const rows = counts.map(({ mark, fate, wakeAt, note }) => ({ post_id: post, mark, account, fate, wake_at: wakeAt, note, ...nothing }));
  await trx.insertInto("results").values(rows).execute();
}

const noTally: Tally = { likes: null, reposts: null, replies: null, quotes: null, views: null, comments: null };

function dueAt(trx: Trx, at: Instant) {
  return trx.selectFrom("results").where("wake_at", "<=", at);
}

async function firstDue(trx: Trx, at: Instant) {
  return await dueAt(trx, at).select("account").orderBy("wake_at").orderBy("account").limit(1).executeTakeFirst();
}

async function take(trx: Trx, at: Instant, leaseMs: number, most: number): Promise<DueCounts | null> {
  const first = await firstDue(trx, at);
  if (!first) return null;
  const rows = await dueAt(trx, at)
    .innerJoin("outings", "outings.post_id", "results.post_id")
    .select(["results.post_id", "results.mark", "results.tries", "results.note", "outings.out_at"])
    .where("results.account", "=", first.account)
    .orderBy("results.wake_at")
    .orderBy("results.post_id")
    .orderBy("results.mark")
    .limit(most)
    .execute();
  const token = randomUUID();
  for (const { post_id, mark } of rows)
    await trx
      .updateTable("results")
      .set({ token, wake_at: at + leaseMs })
      .where("post_id", "=", post_id)
      .where("mark", "=", mark)
      .execute();
  const counts = rows.map(({ post_id: post, mark, tries, note, out_at: outAt }) => ({ post, mark, tries, note, outAt }));
  return { token, account: first.account, counts };
}

async function give(trx: Trx, token: string, { post, mark }: Pick<DueCount, "post" | "mark">, came: Came): Promise<boolean> {
  const result = await trx
    .updateTable("results")
    .set((eb) => ({ token: null, note: came.note, ...columnsOf(came), ...(failed(came) ? { tries: eb("tries", "+", 1) } : {}) }))
    .where("post_id", "=", post)
    .where("mark", "=", mark)
    .where("token", "=", token)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function failed(came: Came): boolean {
  return came.kind === "again" && came.failed;
}

function columnsOf(came: Came) {
  if (came.kind === "again") return { fate: "waiting", wake_at: came.wakeAt } as const;
  if (came.kind === "counted") return { fate: "counted", wake_at: null, at: came.at, ...came.tally } as const;
  return { fate: came.kind, wake_at: null };
}

interface Typed {
  readonly post: string;
  readonly mark: Mark;
  readonly tally: Tally;
  readonly at: Instant;
  readonly by: string;
}

async function type(trx: Trx, { post, mark, tally, at, by }: Typed): Promise<boolean> {
  const result = await trx
    .updateTable("results")
    .set({ fate: "counted", at, by, ...tally, note: null, wake_at: null, token: null })
    .where("post_id", "=", post)
    .where("mark", "=", mark)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  await recordIn(trx, { at, by, kind: "count", subject: `post ${post}`, body: { mark, ...tally } });
  return true;
}

async function outcomesSince(trx: Trx, since: Instant, most: number, account?: string): Promise<readonly Outcomes[]> {
  const all = trx.selectFrom("outings").selectAll().where("out_at", ">=", since);
  const outings = await (account === undefined ? all : all.where("account", "=", account))
    .orderBy("out_at", "desc")
    .orderBy("post_id", "desc")
    .limit(most)
    .execute();
  const last = outings.at(-1);
  if (!last) return [];
  const rows = await trx
    .selectFrom("results")
    .innerJoin("outings", "outings.post_id", "results.post_id")
    .selectAll("results")
    .where("outings.out_at", ">=", last.out_at)
    .$if(account !== undefined, (some) => some.where("outings.account", "=", account ?? ""))
    .execute();
  const kept = Map.groupBy(rows, (row) => row.post_id);
  return outings.map((row) => toOutcomes(row, kept.get(row.post_id) ?? []));
}

async function outcomesAmong(trx: Trx, posts: readonly string[]): Promise<readonly Outcomes[]> {
  const outings = await trx.selectFrom("outings").selectAll().where("post_id", "in", posts).orderBy("post_id").execute();
  const rows = await trx.selectFrom("results").selectAll().where("post_id", "in", posts).execute();
  const kept = Map.groupBy(rows, (row) => row.post_id);
  return outings.map((row) => toOutcomes(row, kept.get(row.post_id) ?? []));
}

function toOutcomes(row: Selectable<OutingsTable>, rows: readonly Selectable<ResultsTable>[]): Outcomes {
  return {
    post: row.post_id,
    account: row.account,
    platform: row.platform,
    outAt: row.out_at,
    traits: fromJsonText(row.traits),
    counts: rows.map(toCount).toSorted((a, b) => marks.indexOf(a.mark) - marks.indexOf(b.mark)),
  };
}

function toCount({ mark, fate, at, note, by, ...row }: Selectable<ResultsTable>): Count {
  const { likes, reposts, replies, quotes, views, comments } = row;
  return { mark, fate, at, tally: at === null ? null : { likes, reposts, replies, quotes, views, comments }, note, by };
}
