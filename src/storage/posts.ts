import { sql } from "kysely";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Post, State } from "../domain/post.ts";
import { pausesOf, standingColumns } from "./accounts.ts";
import { calendarOf, type Reach } from "./calendar.ts";
import { journalOf } from "./entries.ts";
import { overridesOf } from "./overrides.ts";
import { type PostRow, toAccountStatus, toLease, toPost, toStoredSummary } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { PostView } from "./store.ts";
import { together } from "./together.ts";

export interface PostFilter {
  readonly state?: State;
  readonly summaryId?: string;
  readonly account?: string;
}

export async function postRow(trx: Trx, id: string): Promise<PostRow | undefined> {
  return await trx.selectFrom("posts").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function posts(trx: Trx, filter: PostFilter = {}): Promise<readonly Post[]> {
  let query = trx.selectFrom("posts").selectAll();
  if (filter.state !== undefined) query = query.where("state", "=", filter.state);
  if (filter.summaryId !== undefined) query = query.where("summary_id", "=", filter.summaryId);
  if (filter.account !== undefined) query = query.where("account", "=", filter.account);
  const rows = await query.orderBy("created_at").orderBy("summary_id").orderBy("ordinal").execute();
  return rows.map(toPost);
}

export async function view(trx: Trx, postId: string, reach: Reach): Promise<PostView | undefined> {
  const read = await wholeView(trx, postId, reach.at);
  return read && { ...read.view, taken: takenBeside(postId, await calendarOf(trx, read.row.account, reach)) };
}

/** @param calendar of the post's account, by post */
export async function viewOf(
  trx: Trx,
  { id }: Pick<PostRow, "id">,
  calendar: ReadonlyMap<string, Instant>,
  at: Instant,
): Promise<PostView> {
  const read = await wholeView(trx, id, at);
  if (!read) throw new Error(`There is no post ${id} any more.`);
  return { ...read.view, taken: takenBeside(id, calendar) };
}

/** Where the account's other posts stand. */
export function takenBeside(id: string, calendar: ReadonlyMap<string, Instant>): readonly Instant[] {
  return [...calendar].filter(([other]) => other !== id).map(([, place]) => place);
}

/** A post's row, and its view without the calendar. */
export interface Read {
  readonly row: PostRow;
  readonly view: PostView;
}

/** With what editors stood by, and with corrections. */
export async function wholeView(trx: Trx, postId: string, at: Instant): Promise<Read | undefined> {
  const [read, overrides] = await together(workView(trx, postId, at), overridesOf(trx, fromPost(trx, postId, "summary_id")));
  if (!read) return undefined;
  const corrections = { ...(await correctedOf(trx, read.row)), ...(await correctedBy(trx, read.row)) };
  return { row: read.row, view: { ...read.view, ...overrides, ...corrections } };
}

/** A post under way as the engine reads it at every step: without calendar, overrides and corrections, which matter before and after. */
export async function workView(trx: Trx, postId: string, at: Instant): Promise<Read | undefined> {
  const [row, pauses, journal] = await together(
    settingOf(trx, postId),
    pausesOf(trx, fromPost(trx, postId, "account"), at),
    journalOf(trx, postId),
  );
  if (!row) return undefined;
  const summary = toStoredSummary(row);
  const account = toAccountStatus(row.account, standingIn(row), pauses.account);
  return { row, view: { post: toPost(row), summary, journal, lease: toLease(row), account, house: { pause: pauses.house }, taken: [] } };
}

/** One field of a post, for a question that is asked beside the one for the post. */
export function fromPost<C extends "account" | "platform" | "summary_id">(trx: Trx, postId: string, column: C) {
  return trx.selectFrom("posts").select(`posts.${column} as value`).where("posts.id", "=", postId).$asScalar();
}

/** Of a correction, the post that it corrects. */
async function correctedOf(trx: Trx, { corrects }: PostRow): Promise<Pick<PostView, "corrected">> {
  const row = corrects === null ? undefined : await postRow(trx, corrects);
  return row ? { corrected: { post: toPost(row), journal: await journalOf(trx, row.id) } } : {};
}

/** States in which readers have seen nothing of a post, so that nobody corrects it. */
export const unseen: readonly State[] = ["draft", "approved", "rejected", "missed"];

async function correctedBy(trx: Trx, { id, state }: PostRow): Promise<Pick<PostView, "correctedBy">> {
  if (unseen.includes(state)) return {};
  const rows = await trx.selectFrom("posts").select("id").where("corrects", "=", id).orderBy("created_at").execute();
  return rows.length === 0 ? {} : { correctedBy: rows.map((row) => row.id) };
}

/** How far back a platform is asked for what it shows, and a day more: a doubt that a person left may stand there. */
const readBackMs = 2 * 86_400_000;

export async function unsettled(trx: Trx, account: string, at: Instant): Promise<readonly PostView[]> {
  const rows = await trx
    .selectFrom("posts")
    .selectAll()
    .where("account", "=", account)
    .where((eb) =>
      eb.or([eb("state", "in", ["publishing", "held"]), eb.and([eb("state", "=", "cancelled"), eb("moved_at", ">", at - readBackMs)])]),
    )
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  const calendar = await calendarOf(trx, account, { at, span: "day" });
  const views: PostView[] = [];
  for (const row of rows) views.push(await viewOf(trx, row, calendar, at));
  return views;
}

/** A post's state as a mere condition: where few rows are left by others, no index of a state is walked, which may hold millions. */
export const stateAlone = sql<State>`coalesce(posts.state, '')`;

/** Days are told in every zone, and a post that begins late keeps its day for a while. */
const bookedSinceMs = 3 * 86_400_000;

/** Approved posts with a place reserved on a day to come. */
export async function postponed(trx: Trx, at: Instant): Promise<readonly PostView[]> {
  const rows = await trx
    .selectFrom("bookings")
    .innerJoin("posts", "posts.id", "bookings.post_id")
    .selectAll("posts")
    .where("bookings.day", ">=", toIso(at - bookedSinceMs).slice(0, "YYYY-MM-DD".length))
    .where(stateAlone, "=", "approved")
    .orderBy("posts.due_at")
    .orderBy("posts.id")
    .execute();
  const views: PostView[] = [];
  for (const row of rows) views.push(await viewOf(trx, row, new Map(), at));
  return views;
}

/** The post with its story, and with what is known of its account. */
async function settingOf(trx: Trx, postId: string) {
  return await trx
    .selectFrom("posts")
    .innerJoin("summaries", "summaries.id", "posts.summary_id")
    .leftJoin("accounts", "accounts.id", "posts.account")
    .select(["summaries.body", "summaries.added_at", "summaries.withdrawn", "summaries.withdrawal", "summaries.version"])
    .select(standingColumns)
    .selectAll("posts")
    .where("posts.id", "=", postId)
    .executeTakeFirst();
}

function standingIn({ account, remote_id, name, url }: NonNullable<Awaited<ReturnType<typeof settingOf>>>) {
  return remote_id === null || name === null || url === null ? undefined : { id: account, remote_id, name, url };
}
