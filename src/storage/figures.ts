/**
 * Figures about the queue, for whoever watches it: counted in indexes that hold what is not over, never by walking what is finished.
 * Each is a question of its own, so that nobody waits for all of them.
 */
import type { PlatformId } from "../domain/account.ts";
import type { IncidentKind } from "../domain/incident.ts";
import type { Day, Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { MicroCents } from "../domain/spending.ts";
import type { Pause } from "../domain/view.ts";
import { accountOfSubject } from "./accounts.ts";
import type { Database } from "./database.ts";
import { fromJsonText } from "./json-text.ts";
import { toPause } from "./rows.ts";
import type { Trx } from "./schema.ts";

/** States in which something is still to happen; what is finished is not counted, however much it is. */
export const unfinished = ["draft", "approved", "publishing", "waiting", "held", "failed", "missed"] as const satisfies readonly State[];
export type Unfinished = (typeof unfinished)[number];

/** How many posts of a state, and since when the oldest is there; null: there is none. */
export interface Standing {
  readonly posts: number;
  readonly oldestAt: Instant | null;
}

/** What is due and nobody has begun. */
export interface Overdue {
  readonly posts: number;
  /** When each account's first of them became due. */
  readonly oldest: ReadonlyMap<string, Instant>;
}

/** What one account took of its budgets in a month. */
export interface Spent {
  readonly account: string;
  readonly posts: number;
  readonly microCents: MicroCents;
}

/** Messages that were tried and have not arrived, on one way. */
export interface Stuck {
  readonly what: "letter" | "incident" | "event";
  /** `email`, `telegram`, `webhook`. */
  readonly way: string;
  readonly messages: number;
  readonly oldestAt: Instant;
}

/** How a kept login stands. */
export interface LoginStanding {
  /** Without `sandbox-`. */
  readonly account: string;
  /** Null: it isn't known, or it never ends. */
  readonly expiresAt: Instant | null;
  /** How often renewing it failed since it last succeeded. */
  readonly failures: number;
  /** Its platform doesn't know it any more. */
  readonly dead: boolean;
}

/** A pause in force; `account: null` is the house. */
export interface Standstill extends Pause {
  readonly account: string | null;
}

export interface Figures {
  /** Resolves where the database answers at all. */
  answer(): Promise<void>;
  standings(): Promise<ReadonlyMap<Unfinished, Standing>>;
  overdue(at: Instant): Promise<Overdue>;
  /** Posts in workers' hands. */
  inHand(): Promise<ReadonlyMap<PlatformId, number>>;
  pauses(at: Instant): Promise<readonly Standstill[]>;
  /** What is booked from the first day to the last, both included; accounts without any are left out. */
  spent(accounts: readonly string[], from: Day, to: Day): Promise<readonly Spent[]>;
  incidents(): Promise<ReadonlyMap<IncidentKind, number>>;
  stuck(): Promise<readonly Stuck[]>;
  /** Of logins that the database keeps. */
  logins(): Promise<readonly LoginStanding[]>;
}

export function figuresOn({ read }: Database): Figures {
  return {
    answer: () => read(async (trx) => void (await trx.selectFrom("installation").select("made_at").limit(1).execute())),
    standings: () => read(standings),
    overdue: (at) => read((trx) => overdue(trx, at)),
    inHand: () => read(inHand),
    pauses: (at) => read((trx) => pauses(trx, at)),
    spent: (accounts, from, to) => read((trx) => spent(trx, accounts, from, to)),
    incidents: () => read(incidents),
    stuck: async () => [...(await read(stuckLetters)), ...(await read(stuckTellings)), ...(await read(stuckDeliveries))],
    logins: () => read(logins),
  };
}

async function standings(trx: Trx): Promise<ReadonlyMap<Unfinished, Standing>> {
  const found = new Map<Unfinished, Standing>();
  for (const state of unfinished) {
    const row = await trx
      .selectFrom("posts")
      .select(({ fn }) => [fn.countAll<number>().as("posts"), fn.min("created_at").as("oldest")])
      .where("state", "=", state)
      .executeTakeFirstOrThrow();
    found.set(state, { posts: Number(row.posts), oldestAt: row.oldest === null ? null : Number(row.oldest) });
  }
  return found;
}

/** Only so many of those that wait longest are looked at: an account with more of them hides the others. */
const lookedThrough = 10_000;

async function overdue(trx: Trx, at: Instant): Promise<Overdue> {
  const due = await trx
    .selectFrom("posts")
    .select(({ fn }) => fn.countAll<number>().as("posts"))
    .where("wake_at", "<=", at)
    .executeTakeFirstOrThrow();
  const begun = await trx
    .selectFrom("posts")
    .select(({ fn }) => fn.countAll<number>().as("posts"))
    .where("lease_token", "is not", null)
    .where("wake_at", "<=", at)
    .executeTakeFirstOrThrow();
  return { posts: Number(due.posts) - Number(begun.posts), oldest: await oldestDue(trx, at) };
}

async function oldestDue(trx: Trx, at: Instant): Promise<ReadonlyMap<string, Instant>> {
  const longest = trx
    .selectFrom("posts")
    .select(["wake_at", "account", "lease_token"])
    .where("wake_at", "<=", at)
    .orderBy("wake_at")
    .limit(lookedThrough)
    .as("longest");
  const rows = await trx
    .selectFrom(longest)
    .select(({ fn }) => ["account", fn.min("wake_at").as("since")])
    .where("lease_token", "is", null)
    .groupBy("account")
    .execute();
  return new Map(rows.map(({ account, since }) => [account, Number(since)]));
}

async function inHand(trx: Trx): Promise<ReadonlyMap<PlatformId, number>> {
  const rows = await trx
    .selectFrom("posts")
    .select(["platform", (eb) => eb.fn.countAll<number>().as("posts")])
    .where("lease_token", "is not", null)
    .groupBy("platform")
    .execute();
  return new Map(rows.map(({ platform, posts }) => [platform, Number(posts)]));
}

async function pauses(trx: Trx, at: Instant): Promise<readonly Standstill[]> {
  const rows = await trx.selectFrom("pauses").selectAll().orderBy("subject").execute();
  return rows.flatMap((row) => {
    const pause = toPause(row, at);
    return pause ? [{ account: accountOfSubject(row.subject), ...pause }] : [];
  });
}

/** Fewer parameters than any dialect refuses. */
const atOnce = 500;

async function spent(trx: Trx, accounts: readonly string[], from: Day, to: Day): Promise<readonly Spent[]> {
  const found: Spent[] = [];
  for (let start = 0; start < accounts.length; start += atOnce) {
    const rows = await trx
      .selectFrom("bookings")
      .select(({ fn }) => ["account", fn.sum<number>("posts").as("posts"), fn.sum<number>("micro_cents").as("micro_cents")])
      .where("account", "in", accounts.slice(start, start + atOnce))
      .where("day", ">=", from)
      .where("day", "<=", to)
      .groupBy("account")
      .execute();
    found.push(...rows.map((row) => ({ account: row.account, posts: Number(row.posts), microCents: Number(row.micro_cents) })));
  }
  return found;
}

async function incidents(trx: Trx): Promise<ReadonlyMap<IncidentKind, number>> {
  const rows = await trx.selectFrom("incidents").select("body").where("closed_at", "is", null).execute();
  const kinds = Map.groupBy(rows, ({ body }) => fromJsonText(body).kind);
  return new Map([...kinds].map(([kind, open]) => [kind, open.length]));
}

/** What waits for its hour was not tried; it is not stuck. */
async function stuckLetters(trx: Trx): Promise<readonly Stuck[]> {
  const rows = await trx
    .selectFrom("letters")
    .select(({ fn }) => ["way", fn.countAll<number>().as("messages"), fn.min<number>("made_at").as("oldest")])
    .where("told_at", "is", null)
    .where("dropped_at", "is", null)
    .where("tries", ">", 0)
    .groupBy("way")
    .execute();
  return rows.map(({ way, messages, oldest }) => ({ what: "letter", way, messages: Number(messages), oldestAt: Number(oldest) }));
}

async function stuckTellings(trx: Trx): Promise<readonly Stuck[]> {
  const rows = await trx
    .selectFrom("tellings")
    .innerJoin("incidents", "incidents.id", "tellings.incident_id")
    .select(({ fn }) => ["channel", fn.countAll<number>().as("messages"), fn.min<number>("incidents.opened_at").as("oldest")])
    .where("tellings.told_at", "is", null)
    .where("tellings.tries", ">", 0)
    .where("incidents.closed_at", "is", null)
    .groupBy("channel")
    .execute();
  return rows.map(({ channel, messages, oldest }) => ({
    what: "incident",
    way: channel,
    messages: Number(messages),
    oldestAt: Number(oldest),
  }));
}

async function stuckDeliveries(trx: Trx): Promise<readonly Stuck[]> {
  const row = await trx
    .selectFrom("deliveries")
    .select(({ fn }) => [fn.countAll<number>().as("messages"), fn.min<number | null>("made_at").as("oldest")])
    .where("told_at", "is", null)
    .where("failed_at", "is", null)
    .where("tries", ">", 0)
    .executeTakeFirstOrThrow();
  return row.oldest === null ? [] : [{ what: "event", way: "webhook", messages: Number(row.messages), oldestAt: Number(row.oldest) }];
}

async function logins(trx: Trx): Promise<readonly LoginStanding[]> {
  const kept = await trx.selectFrom("secrets").select(["account", "expires_at", "generation"]).orderBy("account").execute();
  const tried = await trx.selectFrom("renewals").select(["account", "generation", "failures", "dead"]).execute();
  return kept.map(({ account, expires_at, generation }) => {
    const renewal = tried.find((one) => one.account === account && one.generation === generation);
    return { account, expiresAt: expires_at, failures: renewal?.failures ?? 0, dead: renewal?.dead === 1 };
  });
}
