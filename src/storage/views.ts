/** Many posts at once, for pages that list them: as many questions as there are tables, however many posts. */
import { sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { StoredSummary } from "../domain/view.ts";
import { accounts, housePause } from "./accounts.ts";
import { calendarOf } from "./calendar.ts";
import { journalsOf } from "./entries.ts";
import { unseen } from "./posts.ts";
import { type PostRow, toAccountStatus, toLease, toPost, toStoredSummary } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { PostView } from "./store.ts";

/** Fewer parameters than any dialect refuses. */
const atOnce = 500;

/** Asks for some of the keys at a time. */
async function each<K, R>(keys: Iterable<K>, ask: (some: readonly K[]) => Promise<readonly R[]>): Promise<readonly R[]> {
  const all = [...new Set(keys)];
  const rows: R[] = [];
  for (let from = 0; from < all.length; from += atOnce) rows.push(...(await ask(all.slice(from, from + atOnce))));
  return rows;
}

function postRows(trx: Trx, ids: Iterable<string>): Promise<readonly PostRow[]> {
  return each(ids, (some) => trx.selectFrom("posts").selectAll().where("id", "in", some).execute());
}

async function journals(trx: Trx, ids: Iterable<string>) {
  const kept = await each(ids, async (some) => {
    const journal = await journalsOf(trx, some);
    return some.map((id) => [id, journal(id)] as const);
  });
  const byPost = new Map(kept);
  return (id: string) => byPost.get(id) ?? [];
}

/** Summaries by name; those that aren't there are left out. */
export async function summariesById(trx: Trx, ids: Iterable<string>): Promise<ReadonlyMap<string, StoredSummary>> {
  const rows = await each(ids, (some) => trx.selectFrom("summaries").selectAll().where("id", "in", some).execute());
  return new Map(rows.map((row) => [row.id, toStoredSummary(row)]));
}

async function overridesBySummary(trx: Trx, ids: Iterable<string>) {
  const rows = await each(ids, (some) =>
    trx.selectFrom("overrides").selectAll().where("summary_id", "in", some).orderBy("at").orderBy("code").orderBy("finding").execute(),
  );
  const kept = Map.groupBy(rows, (row) => row.summary_id);
  return (id: string): Pick<PostView, "overrides"> => {
    const own = kept.get(id)?.map(({ summary_id: _, ...override }) => override);
    return own ? { overrides: own } : {};
  };
}

/** Posts that correct one of these, by the one they correct. */
async function correctionsOf(trx: Trx, rows: readonly PostRow[]) {
  const ids = rows.filter(({ state }) => !unseen.includes(state)).map(({ id }) => id);
  const found = await each(ids, (some) =>
    trx.selectFrom("posts").select(["id", "corrects"]).where("corrects", "in", some).orderBy("created_at").execute(),
  );
  const kept = Map.groupBy(found, (row) => row.corrects);
  return (id: string): Pick<PostView, "correctedBy"> => {
    const own = kept.get(id)?.map((row) => row.id);
    return own ? { correctedBy: own } : {};
  };
}

async function calendarsOf(trx: Trx, names: Iterable<string>, at: Instant) {
  const calendars = new Map<string, ReadonlyMap<string, Instant>>();
  for (const name of new Set(names)) calendars.set(name, await calendarOf(trx, name, { at, span: "all" }));
  return ({ id, account }: PostRow) => [...(calendars.get(account) ?? [])].flatMap(([post, place]) => (post === id ? [] : [place]));
}

/** Posts that are wanted by name, in that order and without those that aren't there; or all in a state, oldest first. */
export type Wanted = readonly string[] | { readonly state: State };

async function rowsOf(trx: Trx, wanted: Wanted): Promise<readonly PostRow[]> {
  if ("state" in wanted) {
    const rows = trx.selectFrom("posts").selectAll().where("state", "=", wanted.state);
    return rows.orderBy("created_at").orderBy("summary_id").orderBy("ordinal").execute();
  }
  const byId = new Map((await postRows(trx, wanted)).map((row) => [row.id, row]));
  return wanted.flatMap((id) => byId.get(id) ?? []);
}

/** @param calendar `none`: nobody chooses a time by these views, and an account's calendar may be long */
export async function views(trx: Trx, wanted: Wanted, at: Instant, calendar: "whole" | "none" = "whole"): Promise<readonly PostView[]> {
  const rows = await rowsOf(trx, wanted);
  const wrong = new Map(
    (
      await postRows(
        trx,
        rows.flatMap(({ corrects }) => corrects ?? []),
      )
    ).map((row) => [row.id, row]),
  );
  const journalOf = await journals(trx, [...rows.map(({ id }) => id), ...wrong.keys()]);
  const summaries = await summariesById(
    trx,
    rows.map((row) => row.summary_id),
  );
  const overrides = await overridesBySummary(trx, summaries.keys());
  const correctedBy = await correctionsOf(trx, rows);
  const taken = await calendarsOf(trx, calendar === "none" ? [] : rows.map(({ account }) => account), at);
  const standings = new Map((await accounts(trx, at)).map((account) => [account.id, account]));
  const house = { pause: await housePause(trx, at) };
  const viewOf = (row: PostRow): readonly PostView[] => {
    const summary = summaries.get(row.summary_id);
    const corrected = row.corrects === null ? undefined : wrong.get(row.corrects);
    if (!summary) return [];
    const view: PostView = {
      post: toPost(row),
      summary,
      journal: journalOf(row.id),
      lease: toLease(row),
      account: standings.get(row.account) ?? toAccountStatus(row.account, undefined, null),
      house,
      taken: taken(row),
      ...overrides(row.summary_id),
      ...(corrected ? { corrected: { post: toPost(corrected), journal: journalOf(corrected.id) } } : {}),
      ...correctedBy(row.id),
    };
    return [view];
  };
  return rows.flatMap(viewOf);
}

/** How many posts stand in each of the states. */
export async function countPosts(trx: Trx, states: readonly State[]): Promise<ReadonlyMap<State, number>> {
  const rows = await trx
    .selectFrom("posts")
    .select(["state", (eb) => eb.fn.countAll<number>().as("count")])
    .where("state", "in", states)
    .groupBy("state")
    .execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** The database sorts out nearly all by their bare text; what is left is read and compared. */
export async function summariesOfStory(trx: Trx, story: string): Promise<readonly StoredSummary[]> {
  const written = `"story":${JSON.stringify(story)}`.replaceAll(/[\\%_]/g, "\\$&");
  const rows = await trx
    .selectFrom("summaries")
    .selectAll()
    .where(sql<boolean>`${sql.ref("body")} like ${`%${written}%`} escape '\\'`)
    .orderBy("added_at")
    .orderBy("id")
    .execute();
  return rows.map(toStoredSummary).filter(({ summary }) => summary.story === story);
}
