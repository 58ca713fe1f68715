import { type Kysely, sql } from "kysely";
import { canonicalText, genesis, hashOf, type RecordRow, sha256Of } from "../chain.ts";

/** The record of decisions, chained by hash. What stands in an older database is its beginning: it can't change unseen from here on. */
export async function createRecord(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("record")
    .addColumn("seq", "bigint", (column) => column.primaryKey().notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("previous", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("record_subjects").on("record").columns(["subject", "seq"]).execute();
  await begin(db);
}

interface StandingPost {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly digest: string | null;
  readonly content: string;
}

interface StandingEntry {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly happening: string;
}

/** A row for each post and each pause that stands: posts with their words and with a hash of all that their journals say. */
async function begin(db: Kysely<unknown>): Promise<void> {
  const chain = startChain(db);
  for (let after = ""; ; ) {
    const page = await sql<StandingPost>`
      select id, state, revision, digest, content from posts where id > ${after} order by id limit 500`.execute(db);
    for (const post of page.rows) await beginPost(db, chain, post);
    const last = page.rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  const pauses = await sql<{ subject: string; reason: string; since: number; until: number | null; by: string }>`
    select subject, reason, since, until, by from pauses order by subject`.execute(db);
  for (const { subject, since, ...body } of pauses.rows) await chain(since, subject, { paused: body });
}

type Chain = (at: number, subject: string, body: object) => Promise<void>;

function startChain(db: Kysely<unknown>): Chain {
  let [seq, previous] = [0, genesis];
  return async (at, subject, body) => {
    seq += 1;
    const row = { seq, at, by: "herald (beginning)", kind: "begin", subject, body: canonicalText(body), previous };
    previous = hashOf(row);
    await insert(db, { ...row, hash: previous });
  };
}

async function insert(db: Kysely<unknown>, row: RecordRow): Promise<void> {
  await sql`insert into record (seq, at, "by", kind, subject, body, previous, hash) values
    (${row.seq}, ${row.at}, ${row.by}, ${row.kind}, ${row.subject}, ${row.body}, ${row.previous}, ${row.hash})`.execute(db);
}

async function beginPost(db: Kysely<unknown>, chain: Chain, { id, content, ...post }: StandingPost): Promise<void> {
  const journal = await sql<StandingEntry>`
    select seq, at, "by", happening from journal where post_id = ${id} order by seq`.execute(db);
  const entries = journal.rows.map(({ happening, ...entry }) => ({ ...JSON.parse(happening), ...entry }));
  const kept = { length: entries.length, sha256: sha256Of(entries) };
  await chain(entries.at(-1)?.at ?? 0, `post ${id}`, { ...post, content: JSON.parse(content), journal: kept });
}
