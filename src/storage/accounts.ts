import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Asked } from "./asked.ts";
import { recordIn } from "./record.ts";
import { toAccountStatus, toPause } from "./rows.ts";
import type { PausesTable, Tables, Trx } from "./schema.ts";
import { sealSubject } from "./seal.ts";
import type { AccountStatus, Pause } from "./store.ts";

/** Under what name a pause is kept; `null` is the house. */
export function subjectOf(account: string | null): string {
  return account === null ? house : `account ${account}`;
}

const house = "house";
const accountPrefix = "account ";

/** Whose pause is kept under this name; null: the house's. */
export function accountOfSubject(subject: string): string | null {
  return subject === house || subject === sealSubject ? null : subject.slice(accountPrefix.length);
}

/** The pause in force at `at`. */
export async function pauseOf(trx: Trx, account: string | null, at: Instant): Promise<Pause | null> {
  return toPause(await pauseRow(trx, account), at);
}

/** What keeps the whole house still: the seal of a queue that was moved, before the house's own pause. */
export async function housePause(trx: Trx, at: Instant): Promise<Pause | null> {
  return ofHouse(await trx.selectFrom("pauses").selectAll().where("subject", "in", [house, sealSubject]).execute(), at);
}

function ofHouse(rows: readonly Selectable<PausesTable>[], at: Instant): Pause | null {
  const named = (name: string) => rows.find(({ subject }) => subject === name);
  return toPause(named(sealSubject), at) ?? toPause(named(house), at);
}

async function pauseRow(trx: Trx, account: string | null): Promise<Selectable<PausesTable> | undefined> {
  return await trx.selectFrom("pauses").selectAll().where("subject", "=", subjectOf(account)).executeTakeFirst();
}

/** As a post's view joins them in. */
export const standingColumns = ["accounts.remote_id", "accounts.name", "accounts.url"] as const;

/** A pause's subject: the house, or this account. */
function isAbout(account: Asked<string>) {
  return (eb: ExpressionBuilder<Tables, "pauses" | "pause_ends">) =>
    eb.or([eb("subject", "=", house), eb("subject", "=", sql<string>`${accountPrefix} || ${account}`)]);
}

/** Names of the pauses that may hold a post of the account. */
export function mayPause(account: Asked<string>) {
  return (eb: ExpressionBuilder<Tables, "pauses">) => eb.or([isAbout(account)(eb), eb("subject", "=", sealSubject)]);
}

/** The pauses in force of an account and of the house. */
export async function pausesOf(
  trx: Trx,
  account: Asked<string>,
  at: Instant,
): Promise<{ readonly account: Pause | null; readonly house: Pause | null }> {
  const rows = await trx.selectFrom("pauses").selectAll().where(mayPause(account)).execute();
  const own = rows.find(({ subject }) => accountOfSubject(subject) !== null);
  return { account: toPause(own, at), house: ofHouse(rows, at) };
}

/** The accounts that are paused; null among them: the house. */
export async function pausedAt(trx: Trx, at: Instant): Promise<ReadonlySet<string | null>> {
  const rows = await trx.selectFrom("pauses").selectAll().execute();
  const paused = rows.filter((row) => toPause(row, at) !== null);
  return new Set(paused.map(({ subject }) => accountOfSubject(subject)));
}

export async function account(trx: Trx, id: string, at: Instant): Promise<AccountStatus> {
  const standing = await trx.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirst();
  return toAccountStatus(id, standing, await pauseOf(trx, id, at));
}

/** Every account of which anything is known, by id. */
export async function accounts(trx: Trx, at: Instant): Promise<readonly AccountStatus[]> {
  const rows = await trx.selectFrom("accounts").selectAll().execute();
  const standings = new Map(rows.map((row) => [row.id, row]));
  const paused = await trx.selectFrom("pauses").selectAll().where("subject", "not in", [house, sealSubject]).execute();
  const pauses = new Map(paused.map((row) => [row.subject.slice(accountPrefix.length), row]));
  const ids = new Set([...standings.keys(), ...pauses.keys()]);
  return [...ids].sort().map((id) => toAccountStatus(id, standings.get(id), toPause(pauses.get(id), at)));
}

/** How the engine signs its pauses: `worker host:pid`. */
const byEngine = "worker ";

/**
 * The longer pause holds: one in force is replaced only by one that ends later, or that only a person ends. But a person's pause
 * stands over the engine's, so that an account which works again does not go on against a person's word.
 */
export async function pause(trx: Trx, account: string | null, wanted: Pause): Promise<boolean> {
  const { reason, since, until, by } = wanted;
  const before = await pauseRow(trx, account);
  const result = await trx
    .insertInto("pauses")
    .values({ subject: subjectOf(account), reason, since, until, by })
    .onConflict((conflict) =>
      conflict
        .column("subject")
        .doUpdateSet({ reason, since, until, by })
        .where((eb) => {
          const isOver = eb("pauses.until", "<=", since);
          const isShorter = eb("pauses.until", "<=", until ?? Number.MAX_SAFE_INTEGER);
          const isEngines = eb("pauses.by", "like", `${byEngine}%`);
          return by.startsWith(byEngine) ? eb.or([isOver, eb.and([isEngines, isShorter])]) : eb.or([isEngines, isShorter]);
        }),
    )
    .executeTakeFirst();
  const taken = result.numInsertedOrUpdatedRows === 1n;
  if (taken && before) await noteEnd(trx, before, since);
  if (taken) await recordIn(trx, { at: since, by, kind: "pause", subject: subjectOf(account), body: { reason, until } });
  return taken;
}

/** @param seen only this very pause; another that stands by now stays */
export async function resume(trx: Trx, account: string | null, at: Instant, seen?: Pause, by = "herald"): Promise<boolean> {
  const before = await pauseRow(trx, account);
  if (seen && (before?.since !== seen.since || before.by !== seen.by)) return false;
  if (before) await noteEnd(trx, before, at);
  await trx.deleteFrom("pauses").where("subject", "=", subjectOf(account)).execute();
  if (before)
    await recordIn(trx, { at, by, kind: "resume", subject: subjectOf(account), body: { reason: before.reason, since: before.since } });
  return toPause(before, at) !== null;
}

/** The engine signs as `worker …`: a pause that a platform's refusal brought about harms no post that waited meanwhile. */
function isOrdered({ by }: { readonly by: string }): boolean {
  return !by.startsWith(byEngine);
}

/** When a pause was over that a person had ordered and that leaves its row now; the latest counts. */
async function noteEnd(trx: Trx, row: Selectable<PausesTable>, at: Instant): Promise<void> {
  if (!isOrdered(row)) return;
  const ended_at = Math.min(row.until ?? at, at);
  await trx
    .insertInto("pause_ends")
    .values({ subject: row.subject, ended_at })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet({ ended_at }).where("pause_ends.ended_at", "<", ended_at))
    .execute();
}

/** When a pause of the account or the house that a person had ordered was last over: resumed, or ended by itself. */
export async function pauseEndedAt(trx: Trx, account: string, at: Instant): Promise<Instant | null> {
  return latestEnd(await trx.selectNoFrom(orderedEnds(trx, account, at)).executeTakeFirstOrThrow());
}

/** When such pauses were over at the latest: by a person's word, and by themselves. */
export function orderedEnds(trx: Trx, account: Asked<string>, at: Asked<Instant>) {
  const byWord = trx.selectFrom("pause_ends").select(({ fn }) => fn.max<Instant | null>("ended_at").as("at"));
  const byThemselves = trx.selectFrom("pauses").select(({ fn }) => fn.max<Instant | null>("until").as("at"));
  return [
    byWord.where(isAbout(account)).$asScalar().as("ended_by_word"),
    byThemselves
      .where(isAbout(account))
      .where("until", "<=", at)
      .where(sql`substr(pauses.by, 1, ${byEngine.length})`, "!=", byEngine)
      .$asScalar()
      .as("ended_by_itself"),
  ] as const;
}

/** Of those two. */
export function latestEnd(ends: { readonly ended_by_word: Instant | null; readonly ended_by_itself: Instant | null }): Instant | null {
  const both = [ends.ended_by_word, ends.ended_by_itself].filter((at) => at !== null);
  return both.length > 0 ? Math.max(...both) : null;
}

export async function keepStanding(
  trx: Trx,
  id: string,
  standing: { readonly remoteId: string; readonly name: string; readonly url: string },
  at: Instant,
): Promise<void> {
  const columns = { remote_id: standing.remoteId, name: standing.name, url: standing.url };
  const before = await trx.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirst();
  if (before?.remote_id === standing.remoteId && before.name === standing.name && before.url === standing.url) return;
  await recordIn(trx, { at, by: "herald", kind: "standing", subject: subjectOf(id), body: standing });
  await trx
    .insertInto("accounts")
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
    .execute();
}
