/** Renewing kept logins: by one process at a time, and never so that a login is lost on the way. */
import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { Flag, Trx } from "./schema.ts";
import type { SealedSecret } from "./secrets.ts";

/** A kept login as it stands, and how renewing it goes. */
export interface Renewal {
  readonly login: SealedSecret;
  /** Which of the account's logins this is: each new one has a higher number. */
  readonly generation: number;
  /** Null: it isn't known, or it never ends. */
  readonly expiresAt: Instant | null;
  /** Since when this very login is kept. */
  readonly since: Instant;
  /** The one before, until this one was used; null: none. */
  readonly previous: SealedSecret | null;
  /** Who renews it just now; whoever died on the way stands here until another takes over. */
  readonly hand: { readonly token: string; readonly owner: string; readonly begunAt: Instant } | null;
  /** Tries that failed since it was last renewed. */
  readonly failures: number;
  readonly nextAt: Instant | null;
  readonly problem: string | null;
  /** Its platform doesn't know it any more: only a person can connect the account anew. */
  readonly dead: boolean;
}

/** What a try came to that brought no new login. */
export interface Failed {
  readonly problem: string;
  readonly nextAt: Instant | null;
  readonly dead: boolean;
}

export interface Renewals {
  /** One indexed read. */
  of(account: string): Promise<Renewal | undefined>;
  /**
   * Writes down that this login is about to be renewed, and takes that in hand. Null: it is another login by now, it is dead, or it is in
   * other hands than `seen` (a token; null: in nobody's).
   */
  take(account: string, generation: number, seen: string | null, owner: string, at: Instant): Promise<string | null>;
  /**
   * Keeps the new login in the place of the one of this generation, which stays beside it until `proven`. Whoever renewed it, in hand or
   * not any more: a login that the platform gave out is never dropped. False: the account was connected anew meanwhile.
   */
  keep(login: SealedSecret, generation: number, expiresAt: Instant | null, at: Instant): Promise<boolean>;
  /** Gives it back unrenewed; false: it was not in hand any more. */
  giveBack(account: string, token: string, failed: Failed): Promise<boolean>;
  /** The login of this generation was used: the one before it is forgotten. */
  proven(account: string, generation: number): Promise<void>;
}

/** A row of another generation than its login's counts for nothing. */
export interface RenewalsTable {
  account: string;
  generation: number;
  token: string | null;
  owner: string | null;
  begun_at: Instant | null;
  failures: number;
  next_at: Instant | null;
  problem: string | null;
  dead: Flag;
}

export function renewalsOn({ read, write }: Database): Renewals {
  return {
    of: (account) => read((trx) => of(trx, account)),
    take: (account, generation, seen, owner, at) => write((trx) => take(trx, account, generation, seen, { owner, at })),
    keep: (login, generation, expiresAt, at) => write((trx) => keep(trx, login, generation, expiresAt, at)),
    giveBack: (account, token, failed) => write((trx) => giveBack(trx, account, token, failed)),
    proven: (account, generation) => write((trx) => proven(trx, account, generation)),
  };
}

const untried = { token: null, owner: null, begun_at: null, failures: 0, next_at: null, problem: null, dead: 0 } as const;

async function of(trx: Trx, account: string): Promise<Renewal | undefined> {
  const row = await trx.selectFrom("secrets").selectAll().where("account", "=", account).executeTakeFirst();
  if (row === undefined) return undefined;
  const found = await trx.selectFrom("renewals").selectAll().where("account", "=", account).executeTakeFirst();
  const { token, owner, begun_at, ...tried } = found?.generation === row.generation ? found : untried;
  return {
    login: { account, sealed: row.sealed, keyId: row.key_id },
    generation: row.generation,
    expiresAt: row.expires_at,
    since: row.renewed_at ?? row.updated_at,
    previous: row.previous === null || row.previous_key_id === null ? null : { account, sealed: row.previous, keyId: row.previous_key_id },
    hand: token === null ? null : { token, owner: owner ?? "", begunAt: begun_at ?? 0 },
    failures: tried.failures,
    nextAt: tried.next_at,
    problem: tried.problem,
    dead: tried.dead === 1,
  };
}

interface Hand {
  readonly owner: string;
  readonly at: Instant;
}

async function take(trx: Trx, account: string, generation: number, seen: string | null, { owner, at }: Hand): Promise<string | null> {
  const now = await of(trx, account);
  if (now?.generation !== generation || now.dead || (now.hand?.token ?? null) !== seen) return null;
  const token = randomUUID();
  const columns = {
    generation,
    token,
    owner,
    begun_at: at,
    failures: now.failures,
    next_at: now.nextAt,
    problem: now.problem,
    dead: 0,
  } as const;
  await trx
    .insertInto("renewals")
    .values({ account, ...columns })
    .onConflict((conflict) => conflict.column("account").doUpdateSet(columns))
    .execute();
  return token;
}

async function keep(
  trx: Trx,
  { account, sealed, keyId }: SealedSecret,
  generation: number,
  expiresAt: Instant | null,
  at: Instant,
): Promise<boolean> {
  const row = await trx.selectFrom("secrets").selectAll().where("account", "=", account).executeTakeFirst();
  if (row?.generation !== generation) return false;
  await trx
    .updateTable("secrets")
    .set({ sealed, key_id: keyId, generation: generation + 1, expires_at: expiresAt, renewed_at: at })
    .set({ previous: row.sealed, previous_key_id: row.key_id })
    .where("account", "=", account)
    .execute();
  await trx.deleteFrom("renewals").where("account", "=", account).execute();
  return true;
}

async function giveBack(trx: Trx, account: string, token: string, { problem, nextAt, dead }: Failed): Promise<boolean> {
  const row = await trx.selectFrom("renewals").selectAll().where("account", "=", account).where("token", "=", token).executeTakeFirst();
  if (row === undefined) return false;
  await trx
    .updateTable("renewals")
    .set({ token: null, owner: null, begun_at: null, failures: row.failures + 1, next_at: nextAt, problem, dead: dead ? 1 : 0 })
    .where("account", "=", account)
    .execute();
  return true;
}

async function proven(trx: Trx, account: string, generation: number): Promise<void> {
  await trx
    .updateTable("secrets")
    .set({ previous: null, previous_key_id: null })
    .where("account", "=", account)
    .where("generation", "=", generation)
    .execute();
}

/** Nothing is known of renewing an account's login any more: it is another, or gone. */
export async function forgetRenewal(trx: Trx, account: string): Promise<void> {
  await trx.deleteFrom("renewals").where("account", "=", account).execute();
}
