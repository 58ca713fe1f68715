/** The record of decisions: read, exported, and held against itself and against the posts. */
import { type Instant, toIso } from "../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { AuditedPost } from "../storage/audit.ts";
import { type Break, breakAt, type RecordRow } from "../storage/chain.ts";
import { postProblems } from "./audit-post.ts";
import type { Desk } from "./desk.ts";

/** Whoever reads the record, and where it is. */
type Keeper = Pick<Desk, "store" | "actor">;

/** One decision as other programs read it: of these fields but the last its hash is made, as canonical JSON. */
export interface Decision extends Omit<RecordRow, "at" | "body"> {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What changed. */
  readonly body: unknown;
}

export interface Question {
  readonly since?: Instant;
  /** A post's id. */
  readonly post?: string;
}

const pageSize = 1_000;

/** The rows in order, a page in memory at a time. */
async function* rowsOf(desk: Keeper, { since, post }: Question = {}): AsyncGenerator<RecordRow> {
  const about = { ...(since === undefined ? {} : { since }), ...(post === undefined ? {} : { subject: `post ${post}` }) };
  for (let after = 0; ; ) {
    const rows = await desk.store.audit.rows({ after, limit: pageSize, ...about });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.seq;
  }
}

function decisionOf({ at, body, ...row }: RecordRow): Decision {
  const { seq, by, kind, subject, previous, hash } = row;
  return { seq, at: toIso(at), by, kind, subject, body: readable(body), previous, hash };
}

/** What was altered so that it is no JSON any more is shown as it stands. */
function readable(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/**
 * Every decision in order, handed on one by one. The whole record is for whoever may run the house; what was decided on one post,
 * for anybody who may see it.
 */
export async function readRecord(
  desk: Keeper,
  question: Question,
  take: (decision: Decision) => Promise<void> | void,
): Promise<Result<null>> {
  const objection = forbidden(desk.actor, question.post === undefined ? "house" : "read");
  if (objection) return refuse(objection);
  for await (const row of rowsOf(desk, question)) await take(decisionOf(row));
  return ok(null);
}

/** A record in which nothing is wrong. */
export interface Verified {
  /** Decisions in it. */
  readonly rows: number;
  /** The hash of the last one: kept elsewhere, it shows later that none of them was taken out. Null: nothing was ever decided. */
  readonly head: string | null;
  /** Posts that were held against it. */
  readonly posts: number;
}

/** @param head one that was kept elsewhere; the record must still hold it */
export async function verifyRecord(desk: Keeper, head?: string): Promise<Result<Verified>> {
  const objection = forbidden(desk.actor, "house");
  if (objection) return refuse(objection);
  const chain = await verifyChain(desk);
  const posts = await verifyPosts(desk);
  const isHeld = head === undefined || (await desk.store.audit.find(head)) !== null;
  const problems = [...chain.problems, ...(isHeld ? [] : [noHead(head)]), ...posts.problems];
  return problems.length > 0 ? refuse(...problems) : ok({ rows: chain.rows, head: chain.head, posts: posts.count });
}

async function verifyChain(desk: Keeper): Promise<{ rows: number; head: string | null; problems: readonly Problem[] }> {
  let last: RecordRow | null = null;
  for await (const row of rowsOf(desk)) {
    const broken = breakAt(row, last);
    if (broken) return { rows: row.seq, head: null, problems: [breakProblem(broken)] };
    last = row;
  }
  return { rows: last?.seq ?? 0, head: last?.hash ?? null, problems: [] };
}

const remedy = "Somebody wrote into the database: compare it with a backup before you send anything, and find out who could.";

function breakProblem(broken: Break): Problem {
  const where = `record row ${broken.seq}`;
  switch (broken.kind) {
    case "removed": {
      const which = broken.until === broken.seq ? `Row ${broken.seq} is` : `Rows ${broken.seq} to ${broken.until} are`;
      return block("record-removed", where, `${which} missing.`, remedy);
    }
    case "altered":
      return block("record-altered", where, "It was altered: its hash is that of another text.", remedy);
    case "unlinked":
      return block("record-order", where, "It was written after another row than the one that stands before it now.", remedy);
  }
}

function noHead(head: string): Problem {
  const message = `No row has the hash ${head}: the record ended there once, and doesn't hold it any more.`;
  return block("record-head", "--head", message, remedy);
}

/** Null: what is stored of one of them is no JSON any more. */
async function pageOf({ store }: Keeper, after: string): Promise<readonly AuditedPost[] | null> {
  try {
    return await store.audit.posts(after, postsAtOnce);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function unreadable(after: string): Problem {
  const where = after === "" ? "posts" : `posts after ${after}`;
  return block("record-differs", where, "What is stored of one of them can't be read: it was altered.", remedy);
}

const postsAtOnce = 200;
/** More findings than this tell no more. */
const mostProblems = 20;

async function verifyPosts(desk: Keeper): Promise<{ count: number; problems: readonly Problem[] }> {
  const problems = (await desk.store.audit.lost()).map((subject) =>
    block("record-differs", subject, "The record knows it, and it is not there any more.", remedy),
  );
  let count = 0;
  for (let after = ""; problems.length < mostProblems; ) {
    const page = await pageOf(desk, after);
    if (!page) return { count, problems: [...problems, unreadable(after)] };
    const last = page.at(-1);
    if (!last) break;
    count += page.length;
    problems.push(...page.flatMap(postProblems));
    after = last.post.id;
  }
  return { count, problems: problems.slice(0, mostProblems) };
}

/** A stretch of the record, newest first, and where the one before it ends; null: nothing stands before it. */
export interface Stretch {
  readonly decisions: readonly Decision[];
  readonly before: number | null;
}

/** @param before a place in the record that is not shown any more; absent: the end */
export async function stretchOf(desk: Keeper, limit: number, before?: number): Promise<Result<Stretch>> {
  const objection = forbidden(desk.actor, "house");
  if (objection) return refuse(objection);
  const end = before ?? ((await desk.store.audit.head())?.seq ?? 0) + 1;
  const after = Math.max(0, end - 1 - limit);
  const rows = await desk.store.audit.rows({ after, limit: Math.max(0, end - 1 - after) });
  return ok({ decisions: rows.map(decisionOf).toReversed(), before: after > 0 ? after + 1 : null });
}
