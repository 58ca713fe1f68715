import { type ExpressionBuilder, sql } from "kysely";
import { topics } from "../domain/incident.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Post, State } from "../domain/post.ts";
import { mayPause, pausesOf, standingColumns } from "./accounts.ts";
import type { Asked } from "./asked.ts";
import { calendarOf, type Reach } from "./calendar.ts";
import { journalOf } from "./entries.ts";
import { often, type Places } from "./often.ts";
import { overridesOf } from "./overrides.ts";
import { type PostRow, toAccountStatus, toLease, toPost, toStoredSummary } from "./rows.ts";
import type { Tables, Trx } from "./schema.ts";
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
  /** Whether somebody stood by a finding on its story. */
  readonly isOverridden: boolean;
  /** Whether anybody is told of events; and whether an incident is open that the post, or its platform's answer, may end. */
  readonly isHeard: boolean;
  readonly isTroubled: boolean;
}

/** With what editors stood by, and with corrections. */
export async function wholeView(trx: Trx, postId: string, at: Instant): Promise<Read | undefined> {
  const read = await workView(trx, postId, at);
  if (!read) return undefined;
  const overrides = read.isOverridden ? await overridesOf(trx, read.row.summary_id) : {};
  const corrections = { ...(await correctedOf(trx, read.row)), ...(await correctedBy(trx, read.row)) };
  return { ...read, view: { ...read.view, ...overrides, ...corrections } };
}

/**
 * A post under way as the engine reads it at every step: without calendar, overrides and corrections, which matter before and after.
 * What is seldom there is asked for only where it is.
 */
export async function workView(trx: Trx, postId: string, at: Instant): Promise<Read | undefined> {
  const [{ rows }, journal] = await together(settingOf(trx, { post: postId }), journalOf(trx, postId));
  const [row] = rows;
  if (!row) return undefined;
  const pauses = row.paused === null ? { account: null, house: null } : await pausesOf(trx, row.account, at);
  const account = toAccountStatus(row.account, standingIn(row), pauses.account);
  const house = { pause: pauses.house };
  const view = { post: toPost(row), summary: toStoredSummary(row), journal, lease: toLease(row), account, house, taken: [] };
  return { row, view, isOverridden: row.overridden !== null, isHeard: row.heard !== null, isTroubled: row.troubled !== null };
}

/** The account of a post, for a question that is asked beside the one for the post. */
export function accountOf(trx: Trx, post: Asked<string>) {
  return trx.selectFrom("posts").select("posts.account").where("posts.id", "=", post).$asScalar();
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
  const ofAccount = trx.selectFrom("posts").selectAll().where("account", "=", account);
  // Two questions, each along an index, and sorted here: as one, or in order, they walk all that the account ever finished.
  const open = ofAccount.where("state", "in", ["publishing", "held"]);
  const cancelled = ofAccount.where("state", "=", "cancelled").where("moved_at", ">", at - readBackMs);
  const rows = (await open.unionAll(cancelled).execute()).toSorted((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
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

/** The post with its story, with what is known of its account, and whether there is more to know. */
const settingOf = often({ post: "text" }, (trx, { post }: Places<{ post: string }>) =>
  trx
    .selectFrom("posts")
    .innerJoin("summaries", "summaries.id", "posts.summary_id")
    .leftJoin("accounts", "accounts.id", "posts.account")
    .select(["summaries.body", "summaries.added_at", "summaries.withdrawn", "summaries.withdrawal", "summaries.version"])
    .select(standingColumns)
    .select(({ selectFrom, ref }) => [
      selectFrom("pauses")
        .select("subject")
        .where(mayPause(ref("posts.account")))
        .limit(1)
        .as("paused"),
      selectFrom("overrides").select("code").whereRef("overrides.summary_id", "=", "posts.summary_id").limit(1).as("overridden"),
      selectFrom("endpoints").select("endpoints.id").where("endpoints.state", "=", "on").limit(1).as("heard"),
      selectFrom("incidents").select("topic").where("closed_at", "is", null).where(isTopicOf).limit(1).as("troubled"),
    ])
    .selectAll("posts")
    .where("posts.id", "=", post),
);
/** An incident that a post's own moves and answers open and close. */
function isTopicOf({ eb, ref, val }: ExpressionBuilder<Tables, "incidents" | "posts">) {
  const post = ref("posts.id");
  const own = [eb(val(topics.post("")), "||", post), eb(val(topics.duplicate("")), "||", post)];
  return eb("incidents.topic", "in", [...own, eb(val(topics.platform("")), "||", ref("posts.platform"))]);
}

function standingIn({ account, remote_id, name, url }: Awaited<ReturnType<typeof settingOf>>["rows"][number]) {
  return remote_id === null || name === null || url === null ? undefined : { id: account, remote_id, name, url };
}
