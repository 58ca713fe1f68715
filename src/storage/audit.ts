import { sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Entry } from "../domain/journal.ts";
import type { Post } from "../domain/post.ts";
import type { RecordRow } from "./chain.ts";
import type { Database } from "./database.ts";
import { journalsOf } from "./entries.ts";
import { headIn, type NewRecord, recordIn } from "./record.ts";
import { toPost } from "./rows.ts";
import type { Trx } from "./schema.ts";

/** A page of the record, in its order. */
export interface RecordPage {
  /** Rows beyond this place; 0: from the first. */
  readonly after: number;
  readonly limit: number;
  /** Only rows about this: `post lusab-42`. */
  readonly subject?: string;
  /** Only rows of this moment or later. */
  readonly since?: Instant;
}

/** A post with its whole story, told twice: as its journal has it, and as the record has it. */
export interface AuditedPost {
  readonly post: Post;
  readonly journal: readonly Entry[];
  readonly rows: readonly RecordRow[];
}

/** What may be asked of the record of decisions; they go into it with what they change. */
export interface Audit {
  rows(page: RecordPage): Promise<readonly RecordRow[]>;
  /** The last row; null: nothing was ever decided. */
  head(): Promise<Pick<RecordRow, "seq" | "hash"> | null>;
  /** The row with this hash; null: there is none. */
  find(hash: string): Promise<Pick<RecordRow, "seq" | "hash"> | null>;
  /** The last row of a kind about something; null: there is none. */
  last(kind: string, subject: string): Promise<RecordRow | null>;
  /** Posts in the order of their ids, a page at a time. @param after the last id of the page before; empty: from the first */
  posts(after: string, limit: number): Promise<readonly AuditedPost[]>;
  /** Posts that the record knows and the database doesn't: `post lusab-42`, at most ten. */
  lost(): Promise<readonly string[]>;
  /** Keeps a decision that changes nothing else here. */
  add(entry: NewRecord): Promise<void>;
}

export function auditOn({ read, write }: Database): Audit {
  return {
    rows: (page) => read((trx) => rows(trx, page)),
    head: () => read(async (trx) => (await headIn(trx)) ?? null),
    find: (hash) => read(async (trx) => (await find(trx, hash)) ?? null),
    last: (kind, subject) => read(async (trx) => (await last(trx, kind, subject)) ?? null),
    posts: (after, limit) => read((trx) => posts(trx, after, limit)),
    lost: () => read(lost),
    add: (entry) => write(async (trx) => void (await recordIn(trx, entry))),
  };
}

async function rows(trx: Trx, { after, limit, subject, since }: RecordPage): Promise<readonly RecordRow[]> {
  let query = trx.selectFrom("record").selectAll().where("seq", ">", after);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  if (since !== undefined) query = query.where("at", ">=", since);
  return await query.orderBy("seq").limit(limit).execute();
}

async function find(trx: Trx, hash: string) {
  return await trx.selectFrom("record").select(["seq", "hash"]).where("hash", "=", hash).executeTakeFirst();
}

async function last(trx: Trx, kind: string, subject: string): Promise<RecordRow | undefined> {
  const about = trx.selectFrom("record").selectAll().where("subject", "=", subject).where("kind", "=", kind);
  return await about.orderBy("seq", "desc").limit(1).executeTakeFirst();
}

/** Three questions a page, not three a post. */
async function posts(trx: Trx, after: string, limit: number): Promise<readonly AuditedPost[]> {
  const found = await trx.selectFrom("posts").selectAll().where("id", ">", after).orderBy("id").limit(limit).execute();
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const subjects = ids.map((id) => `post ${id}`);
  const journal = await journalsOf(trx, ids);
  const records = await trx.selectFrom("record").selectAll().where("subject", "in", subjects).orderBy("seq").execute();
  const bySubject = Map.groupBy(records, (row) => row.subject);
  return found.map((row) => ({
    post: toPost(row),
    journal: journal(row.id),
    rows: bySubject.get(`post ${row.id}`) ?? [],
  }));
}

async function lost(trx: Trx): Promise<readonly string[]> {
  const isGone = sql<boolean>`not exists (select 1 from posts where posts.id = substr(record.subject, ${"post ".length + 1}))`;
  const about = trx.selectFrom("record").select("subject").distinct().where("subject", "like", "post %").where(isGone);
  return (await about.orderBy("subject").limit(10).execute()).map(({ subject }) => subject);
}
