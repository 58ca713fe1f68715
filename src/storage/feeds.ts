/** Secret addresses of calendars: at most one a person, and only its digest is here. */
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import { recordIn } from "./record.ts";
import type { Trx } from "./schema.ts";

/** Whose calendar it is. */
export interface Feed {
  /** A person's id, or the operating system's user. */
  readonly owner: string;
  readonly madeAt: Instant;
}

export interface Feeds {
  /** Keeps an owner's address; the one before is dead. @param digest SHA-256, hex */
  keep(digest: string, owner: string, at: Instant): Promise<void>;
  find(digest: string): Promise<Feed | undefined>;
  /** The owner's, if they ever made one. */
  of(owner: string): Promise<Feed | undefined>;
}

export interface CalendarFeedsTable {
  owner: string;
  digest: string;
  made_at: Instant;
}

export function feedsOn({ read, write }: Database): Feeds {
  return {
    keep: (digest, owner, at) => write((trx) => keep(trx, digest, owner, at)),
    find: (digest) => read((trx) => feed(trx, "digest", digest)),
    of: (owner) => read((trx) => feed(trx, "owner", owner)),
  };
}

async function keep(trx: Trx, digest: string, owner: string, at: Instant): Promise<void> {
  await trx
    .insertInto("calendar_feeds")
    .values({ owner, digest, made_at: at })
    .onConflict((conflict) => conflict.column("owner").doUpdateSet({ digest, made_at: at }))
    .execute();
  await recordIn(trx, { at, by: owner, kind: "calendar-address", subject: `person ${owner}`, body: {} });
}

async function feed(trx: Trx, by: "digest" | "owner", value: string): Promise<Feed | undefined> {
  const row = await trx.selectFrom("calendar_feeds").selectAll().where(by, "=", value).executeTakeFirst();
  return row && { owner: row.owner, madeAt: row.made_at };
}
