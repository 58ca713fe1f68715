/** Sources that are polled, and what came from them. One process at a time has a source in hand. */
import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Item, SourceState } from "../domain/source.ts";
import type { Database } from "./database.ts";
import type { Flag, Trx } from "./schema.ts";

export interface Sources {
  /** By name. */
  list(): Promise<readonly SourceState[]>;
  items(source: string): Promise<readonly Item[]>;
  /**
   * Takes a source in hand. Null: another has it, or it is not to be asked yet. Whoever dies with it loses it after `leaseMs`.
   * @param impatient ask although it failed a moment ago
   */
  take(source: string, url: string, at: Instant, leaseMs: number, impatient: boolean): Promise<Taken | null>;
  /** Writes down one item, while the source is in hand; false: it is not any more. */
  keepItem(source: string, token: string, item: Item): Promise<boolean>;
  /** Writes down what the try came to, forgets the items named, and gives the source back; false: it was not in hand any more. */
  give(token: string, state: SourceState, forgotten: readonly string[]): Promise<boolean>;
}

export interface Taken {
  readonly token: string;
  readonly state: SourceState;
}

export interface SourcesTable {
  name: string;
  url: string;
  etag: string | null;
  last_modified: string | null;
  met_at: Instant | null;
  tried_at: Instant | null;
  failures: number;
  next_at: Instant | null;
  problem: string | null;
  came: string | null;
  /** Whose try this is; null while nobody tries. */
  token: string | null;
  taken_until: Instant | null;
}

export interface ItemsTable {
  source: string;
  key: string;
  address: string | null;
  title_hash: string;
  content_hash: string;
  first_seen: Instant;
  since: Instant;
  done_hash: string | null;
  listed: Flag;
  story: string | null;
  version: number | null;
  missing_at: Instant | null;
  gone: Flag;
  note: string | null;
}

export function sourcesOn({ read, write }: Database): Sources {
  return {
    list: () => read(async (trx) => (await trx.selectFrom("sources").selectAll().orderBy("name").execute()).map(toState)),
    items: (source) =>
      read(async (trx) =>
        (await trx.selectFrom("items").selectAll().where("source", "=", source).orderBy("first_seen").orderBy("key").execute()).map(toItem),
      ),
    take: (source, url, at, leaseMs, impatient) => write((trx) => take(trx, source, url, { at, leaseMs, impatient })),
    keepItem: (source, token, item) => write((trx) => keepItem(trx, source, token, item)),
    give: (token, state, forgotten) => write((trx) => give(trx, token, state, forgotten)),
  };
}

const unmet = { etag: null, last_modified: null, met_at: null, tried_at: null, failures: 0, next_at: null, problem: null, came: null };

interface Terms {
  readonly at: Instant;
  readonly leaseMs: number;
  readonly impatient: boolean;
}

/** A source at another address is met anew; its items stay known, so that a site that moved brings nothing twice. */
async function take(trx: Trx, source: string, url: string, { at, leaseMs, impatient }: Terms): Promise<Taken | null> {
  const row = await trx.selectFrom("sources").selectAll().where("name", "=", source).executeTakeFirst();
  if (row?.token && (row.taken_until ?? 0) > at) return null;
  const known = row?.url === url ? row : undefined;
  if (!impatient && (known?.next_at ?? 0) > at) return null;
  const hand = { token: randomUUID(), taken_until: at + leaseMs };
  const now: SourcesTable = { ...unmet, name: source, url, ...known, ...hand };
  const { name: _, ...rest } = now;
  await trx
    .insertInto("sources")
    .values(now)
    .onConflict((conflict) => conflict.column("name").doUpdateSet(rest))
    .execute();
  return { token: hand.token, state: toState(now) };
}

async function isInHand(trx: Trx, source: string, token: string): Promise<boolean> {
  const row = await trx.selectFrom("sources").select("token").where("name", "=", source).executeTakeFirst();
  return row?.token === token;
}

async function keepItem(trx: Trx, source: string, token: string, item: Item): Promise<boolean> {
  if (!(await isInHand(trx, source, token))) return false;
  const { source: _, key: __, ...rest } = fromItem(source, item);
  await trx
    .insertInto("items")
    .values(fromItem(source, item))
    .onConflict((conflict) => conflict.columns(["source", "key"]).doUpdateSet(rest))
    .execute();
  return true;
}

async function give(trx: Trx, token: string, state: SourceState, forgotten: readonly string[]): Promise<boolean> {
  if (!(await isInHand(trx, state.name, token))) return false;
  const { name, etag, lastModified, metAt, triedAt, failures, nextAt, problem, came } = state;
  await trx
    .updateTable("sources")
    .set({ etag, last_modified: lastModified, met_at: metAt, tried_at: triedAt, failures, next_at: nextAt, problem, came })
    .set({ token: null, taken_until: null })
    .where("name", "=", name)
    .execute();
  for (const key of forgotten) await trx.deleteFrom("items").where("source", "=", name).where("key", "=", key).execute();
  return true;
}

function toState(row: SourcesTable): SourceState {
  const { name, url, etag, failures, problem, came } = row;
  const times = { lastModified: row.last_modified, metAt: row.met_at, triedAt: row.tried_at, nextAt: row.next_at };
  return { name, url, etag, failures, problem, came, ...times };
}

function toItem(row: ItemsTable): Item {
  const { key, address, since, story, version, note } = row;
  return {
    ...{ key, address, since, story, version, note },
    titleHash: row.title_hash,
    contentHash: row.content_hash,
    firstSeen: row.first_seen,
    doneHash: row.done_hash,
    listed: row.listed === 1,
    missingAt: row.missing_at,
    gone: row.gone === 1,
  };
}

function fromItem(source: string, item: Item): ItemsTable {
  const { key, address, since, story, version, note } = item;
  return {
    ...{ source, key, address, since, story, version, note },
    title_hash: item.titleHash,
    content_hash: item.contentHash,
    first_seen: item.firstSeen,
    done_hash: item.doneHash,
    listed: item.listed ? 1 : 0,
    missing_at: item.missingAt,
    gone: item.gone ? 1 : 0,
  };
}
