/** Posts by their time, a stretch at a time. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { State } from "../domain/post.ts";
import type { Database } from "./database.ts";
import type { Tables, Trx } from "./schema.ts";

/** States that are not over, in the order in which posts of one time and one age stand. */
export type Ahead = readonly Exclude<State, "published">[];

/** After this post. */
export interface TimePlace {
  /** Null: it has no time. */
  readonly time: Instant | null;
  readonly at: Instant;
  readonly state: State;
  readonly summaryId: string;
  readonly ordinal: number;
}

export interface TimeQuestion {
  readonly states: Ahead;
  readonly account?: string;
  /** Where those stand that have no time. */
  readonly untimed: "first" | "last";
}

/** Ids, and where the next page begins; null: there is none. */
export interface TimePage {
  readonly rows: readonly string[];
  readonly next: TimePlace | null;
}

/** What of an account has its time from the first moment on, up to the second. */
export interface Span {
  readonly account: string;
  readonly states: readonly State[];
  readonly from: Instant;
  readonly until: Instant;
}

/** A post and its time. */
export interface Placed {
  readonly id: string;
  readonly time: Instant;
}

export interface Timed {
  /** Ids by time, then by age. @param after null: from the first */
  byTime(question: TimeQuestion, after: TimePlace | null, limit: number): Promise<TimePage>;
  /** By time, then by id. @param after null: from the first */
  placed(span: Span, after: Placed | null, limit: number): Promise<readonly Placed[]>;
  /** Ids of an account's posts that came out, or were to, after this moment. */
  outSince(account: string, since: Instant): Promise<readonly string[]>;
}

export function timedOn({ read }: Database): Timed {
  return {
    byTime: (question, after, limit) => read((trx) => byTime(trx, question, after, limit)),
    placed: (span, after, limit) => read((trx) => placed(trx, span, after, limit)),
    outSince: (account, since) => read((trx) => outSince(trx, account, since)),
  };
}

type Where = ExpressionBuilder<Tables, "posts">;
type Condition = (where: Where) => Expression<SqlBool>;

/** Behind the place, among posts of one state: that its state stands before or behind the place's decides about those of one age. */
function behind({ time, at, summaryId, ordinal }: TimePlace, turn: number): Condition {
  if (time === null) {
    if (turn !== 0) return (where) => where("created_at", turn > 0 ? ">=" : ">", at);
    return (where) => where(where.refTuple("created_at", "summary_id", "ordinal"), ">", where.tuple(at, summaryId, ordinal));
  }
  if (turn !== 0) return (where) => where(where.refTuple("scheduled_at", "created_at"), turn > 0 ? ">=" : ">", where.tuple(time, at));
  return (where) =>
    where(where.refTuple("scheduled_at", "created_at", "summary_id", "ordinal"), ">", where.tuple(time, at, summaryId, ordinal));
}

interface Stretch extends Pick<TimeQuestion, "account"> {
  readonly isTimed: boolean;
  readonly after: TimePlace | null;
  readonly limit: number;
}

/** Of one state, and as many as could be wanted. */
async function ofState(trx: Trx, states: Ahead, state: Ahead[number], { account, isTimed, after, limit }: Stretch) {
  let query = trx
    .selectFrom("posts")
    .select(["id", "scheduled_at", "created_at", "state", "summary_id", "ordinal"])
    .where("state", "=", state)
    // In the very words of the index, which holds nothing that is out.
    .where("state", "<>", sql.lit("published" as const))
    .where("scheduled_at", isTimed ? "is not" : "is", null);
  if (account !== undefined) query = query.where("account", "=", account);
  if (after) query = query.where(behind(after, states.indexOf(state) - (states as readonly State[]).indexOf(after.state)));
  return await query.orderBy("scheduled_at").orderBy("created_at").orderBy("summary_id").orderBy("ordinal").limit(limit).execute();
}

type Row = Awaited<ReturnType<typeof ofState>>[number];

/** As many as could be wanted of all states, in order. */
async function ofAll(trx: Trx, states: Ahead, stretch: Stretch): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const state of states) rows.push(...(await ofState(trx, states, state, stretch)));
  // Of one state they are in order already, and that order is kept among equals.
  const inOrder = (one: Row, other: Row) => (one.scheduled_at ?? 0) - (other.scheduled_at ?? 0) || one.created_at - other.created_at;
  return rows.toSorted(inOrder).slice(0, stretch.limit);
}

async function byTime(trx: Trx, { states, account, untimed }: TimeQuestion, after: TimePlace | null, limit: number): Promise<TimePage> {
  const phases = untimed === "first" ? [false, true] : [true, false];
  const rows: Row[] = [];
  for (const isTimed of after === null ? phases : phases.slice(phases.indexOf(after.time !== null))) {
    const isFirst = after !== null && (after.time !== null) === isTimed;
    const wanted = {
      isTimed,
      after: isFirst ? after : null,
      limit: limit + 1 - rows.length,
      ...(account === undefined ? {} : { account }),
    };
    if (wanted.limit > 0) rows.push(...(await ofAll(trx, states, wanted)));
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(({ id }) => id), next: rows.length > limit && last ? placeOf(last) : null };
}

function placeOf({ scheduled_at, created_at, state, summary_id, ordinal }: Row): TimePlace {
  return { time: scheduled_at, at: created_at, state, summaryId: summary_id, ordinal };
}

async function placed(trx: Trx, { account, states, from, until }: Span, after: Placed | null, limit: number): Promise<readonly Placed[]> {
  let query = trx
    .selectFrom("posts")
    .select(["id", "scheduled_at"])
    .where("account", "=", account)
    .where("state", "in", states)
    .where("scheduled_at", ">=", after?.time ?? from)
    .where("scheduled_at", "<", until);
  if (after) query = query.where((where) => where(where.refTuple("scheduled_at", "id"), ">", where.tuple(after.time, after.id)));
  const rows = await query.orderBy("scheduled_at").orderBy("id").limit(limit).execute();
  return rows.flatMap(({ id, scheduled_at }) => (scheduled_at === null ? [] : [{ id, time: scheduled_at }]));
}

async function outSince(trx: Trx, account: string, since: Instant): Promise<readonly string[]> {
  const out = trx
    .selectFrom("posts")
    .select(["id", "created_at", "scheduled_at"])
    .where("account", "=", account)
    .where("state", "=", "published");
  // Each along an index: a post without a time moved no earlier than it was made.
  const [timed, moved] = [await out.where("scheduled_at", ">", since).execute(), await out.where("moved_at", ">", since).execute()];
  const untimed = moved.filter(({ scheduled_at, created_at }) => scheduled_at === null && created_at > since);
  return [...timed, ...untimed].toSorted((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}
