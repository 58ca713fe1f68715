import type { Instant } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import type { Summary } from "../domain/summary.ts";
import { append } from "./journal.ts";
import { toJsonText } from "./json-text.ts";
import { posts } from "./posts.ts";
import { recordIn } from "./record.ts";
import { toPostColumns, toStoredSummary } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { NewPost, StoredSummary } from "./store.ts";
import { keepVersion, storyOf } from "./versions.ts";

/** Keeps the summary and its drafts; known by its fingerprint, it is kept once. */
export async function add(
  trx: Trx,
  summary: Summary,
  drafts: readonly NewPost[],
  at: Instant,
  by: string,
): Promise<{ readonly added: boolean; readonly posts: readonly Post[] }> {
  const known = await storyOf(trx, summary.fingerprint);
  if (known !== null) return { added: false, posts: await posts(trx, { summaryId: known }) };
  const summaryId = await keepSummary(trx, summary, at, by);
  await recordSummary(trx, { ...summary, id: summaryId }, at, by);
  for (const [ordinal, draft] of drafts.entries()) await keepDraft(trx, summaryId, draft, ordinal, at, by);
  return { added: true, posts: await posts(trx, { summaryId }) };
}

export async function summary(trx: Trx, id: string): Promise<StoredSummary | undefined> {
  const row = await trx.selectFrom("summaries").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toStoredSummary(row);
}

/** Oldest first. */
export async function summaries(trx: Trx): Promise<readonly StoredSummary[]> {
  const rows = await trx.selectFrom("summaries").selectAll().orderBy("added_at").orderBy("id").execute();
  return rows.map(toStoredSummary);
}

/** A sayable id is short, so two summaries may want the same: the later one is numbered rather than lost. */
async function keepSummary(trx: Trx, summary: Summary, at: Instant, by: string): Promise<string> {
  const id = await freeId(trx, "summaries", [summary.id]);
  await trx
    .insertInto("summaries")
    .values({ id, fingerprint: summary.fingerprint, body: toJsonText({ ...summary, id }), added_at: at, withdrawn: 0 })
    .execute();
  await keepVersion(trx, { ...summary, id }, 1, at, by);
  return id;
}

/** A new post of a story. @param ordinal its place among the story's posts */
export async function keepDraft(trx: Trx, summaryId: string, draft: NewPost, ordinal: number, at: Instant, by: string): Promise<Post> {
  const post: Post = {
    id: await freeId(trx, "posts", draft.ids),
    summaryId,
    account: draft.account,
    platform: draft.platform,
    state: "draft",
    revision: 1,
    content: draft.content,
    edited: draft.edited ?? false,
    ...(draft.composedBy ? { composedBy: draft.composedBy } : {}),
    ...(draft.look ? { look: draft.look } : {}),
    ...(draft.correction ? { correction: draft.correction } : {}),
    plan: null,
    digest: null,
    scheduledAt: null,
    dueAt: null,
    createdAt: at,
  };
  const { correction } = draft;
  const putRight = correction ? { corrects: correction.corrects, correction: toJsonText(correction) } : {};
  const place = { id: post.id, summary_id: summaryId, account: post.account, platform: post.platform, ordinal, ...putRight };
  await trx
    .insertInto("posts")
    .values({ ...place, ...toPostColumns(post), created_at: at, moved_at: at, lease_token: null, lease_counter: 0, lease_owner: null })
    .execute();
  const reason = draft.reason === undefined ? {} : { reason: draft.reason };
  const added = { kind: "moved", transition: "add", to: "draft", ...reason } as const;
  const seq = await append(trx, post, [added], at, by);
  const body = {
    summary: summaryId,
    account: post.account,
    entries: [{ ...added, seq }],
    content: post.content,
    ...(correction ? { correction } : {}),
  };
  await recordIn(trx, { at, by, kind: "add", subject: `post ${post.id}`, body });
  return post;
}

/** Its text is known by the fingerprint. */
async function recordSummary(trx: Trx, { id, paragraphs: _text, ...facts }: Summary, at: Instant, by: string): Promise<void> {
  await recordIn(trx, { at, by, kind: "add", subject: `summary ${id}`, body: facts });
}

/** The first of `wanted` that is free, else the last one numbered `-2`, `-3` … */
async function freeId(trx: Trx, table: "summaries" | "posts", wanted: readonly string[]): Promise<string> {
  for (const id of candidates(wanted)) {
    const row = await trx.selectFrom(table).select("id").where("id", "=", id).executeTakeFirst();
    if (row === undefined) return id;
  }
  throw new Error("A new post needs at least one id to try.");
}

function* candidates(wanted: readonly string[]): Generator<string> {
  yield* wanted;
  const last = wanted.at(-1);
  for (let number = 2; last !== undefined; number += 1) yield `${last}-${number}`;
}
