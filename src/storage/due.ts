/**
 * What is due, in a bounded answer: a million posts that wait, and the backlog of an account that stands still, neither make it slow nor
 * hide what is due of others. While little is due, all of it is read; of more, each account's first in turn.
 */
import { sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import type { PostRow } from "./rows.ts";
import { toLease } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { Lease } from "./store.ts";

/** What a worker must know of a post to choose it; the rest is read when it is taken. */
export interface DuePost extends Pick<Post, "id" | "account" | "platform" | "state" | "scheduledAt" | "dueAt"> {
  readonly isCorrection: boolean;
}

export interface Due {
  readonly post: DuePost;
  readonly lease: Lease | null;
}

const columns = [
  "id",
  "account",
  "platform",
  "state",
  "scheduled_at",
  "due_at",
  "corrects",
  "lease_token",
  "lease_counter",
  "lease_owner",
] as const;
type DueRow = Pick<PostRow, (typeof columns)[number]>;

/** While no more is due, all of it is read. */
const page = 200;
/** Fewer parameters than any dialect refuses. */
const atOnce = 500;

/** By time, then by id; a leased post without a time comes last. */
export async function due(trx: Trx, at: Instant): Promise<readonly Due[]> {
  const awake = await trx
    .selectFrom("posts")
    .select(columns)
    .where("wake_at", "<=", at)
    .orderBy("wake_at")
    .orderBy("id")
    .limit(page)
    .execute();
  const leased = await trx.selectFrom("posts").select(columns).where("lease_token", "is not", null).execute();
  const firsts = awake.length < page ? [] : await firstsOf(trx, at);
  const rows = new Map([...awake, ...leased, ...firsts].map((row) => [row.id, row]));
  return [...rows.values()].sort(byDue).map(toDue);
}

/** When the next post comes due after this moment; null: none is set to. */
export async function nextDue(trx: Trx, after: Instant): Promise<Instant | null> {
  const next = trx.selectFrom("posts").select("wake_at").where("wake_at", ">", after).orderBy("wake_at").limit(1);
  return (await next.executeTakeFirst())?.wake_at ?? null;
}

/** Every post that is under way and should be looked at, some day or now. */
export async function underWay(trx: Trx): Promise<readonly Due[]> {
  const rows = await publishing(trx).where("due_at", "is not", null).execute();
  return rows.map(toDue);
}

function publishing(trx: Trx) {
  return trx.selectFrom("posts").select(columns).where("state", "=", "publishing");
}

/** Of every account what is under way, and what comes first in turn; corrections, the longest due first. */
async function firstsOf(trx: Trx, at: Instant): Promise<readonly DueRow[]> {
  const begun = await publishing(trx).where("due_at", "<=", at).execute();
  const corrections = trx.selectFrom("posts").select(columns).where("corrects", "is not", null).where("wake_at", "<=", at);
  const heads: DueRow[] = [];
  const ids = await headsOf(trx, at);
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    heads.push(...(await trx.selectFrom("posts").select(columns).where("id", "in", some).execute()));
  }
  return [...begun, ...(await corrections.orderBy("wake_at").orderBy("id").limit(page).execute()), ...heads];
}

/** The approved post that is first in turn of each account of which something is due: from account to account along an index. */
async function headsOf(trx: Trx, at: Instant): Promise<readonly string[]> {
  const rows = await trx
    .withRecursive("heads(account)", (db) =>
      db
        .selectFrom("posts")
        .select(({ fn }) => fn.min<string | null>("account").as("account"))
        .where("wake_at", "is not", null)
        .unionAll(
          db
            .selectFrom("heads")
            .select(({ selectFrom }) =>
              selectFrom("posts as next")
                .select(({ fn }) => fn.min<string | null>("next.account").as("account"))
                .where("next.wake_at", "is not", null)
                .whereRef("next.account", ">", "heads.account")
                .as("account"),
            )
            .where("heads.account", "is not", null),
        ),
    )
    .selectFrom("heads")
    .select(({ selectFrom }) =>
      selectFrom("posts as first")
        .select("first.id")
        .whereRef("first.account", "=", "heads.account")
        .where("first.wake_at", "<=", at)
        .where("first.state", "=", "approved")
        .orderBy(sql`coalesce(first.scheduled_at, 0)`)
        .orderBy("first.id")
        .limit(1)
        .as("id"),
    )
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("posts as any").select("any.id").whereRef("any.account", "=", "heads.account").where("any.wake_at", "<=", at)),
    )
    .execute();
  return rows.flatMap(({ id }) => id ?? []);
}

function byDue(a: DueRow, b: DueRow): number {
  const [first, second] = [a.due_at ?? Number.MAX_SAFE_INTEGER, b.due_at ?? Number.MAX_SAFE_INTEGER];
  if (first !== second) return first - second;
  return a.id < b.id ? -1 : 1;
}

function toDue(row: DueRow): Due {
  const { id, account, platform, state, scheduled_at: scheduledAt, due_at: dueAt, corrects } = row;
  return { post: { id, account, platform, state, scheduledAt, dueAt, isCorrection: corrects !== null }, lease: toLease(row) };
}
