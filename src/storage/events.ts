/** Events, written in the very transaction of what they tell: none is told that did not happen, and none is missed. */
import { randomUUID } from "node:crypto";
import { type EventType, eventOf } from "../domain/event.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import type { Entry, Happening } from "../domain/journal.ts";
import type { Json } from "../domain/json.ts";
import type { Post } from "../domain/post.ts";
import type { Summary } from "../domain/summary.ts";
import { journalOf } from "./entries.ts";
import { fromJsonText, toJsonText } from "./json-text.ts";
import { toPost } from "./rows.ts";
import type { Trx } from "./schema.ts";

type Data = Readonly<Record<string, Json>>;
type Move = Extract<Happening, { readonly kind: "moved" }>;

interface NewEvent {
  readonly type: EventType;
  readonly subject: string;
  readonly at: Instant;
  readonly data: Data;
  readonly bare: Data;
  readonly story?: Summary;
}

interface Listener {
  readonly id: string;
  readonly types: readonly EventType[] | null;
}

/** Who is told of anything. One look at an index; where nobody listens, all that an event costs. */
async function listeners(trx: Trx): Promise<readonly Listener[]> {
  const rows = await trx.selectFrom("endpoints").select(["id", "types"]).where("state", "=", "on").execute();
  return rows.map(({ id, types }) => ({ id, types: types === null ? null : fromJsonText(types) }));
}

async function emit(trx: Trx, heard: readonly Listener[], event: NewEvent): Promise<void> {
  const id = `msg_${randomUUID().replaceAll("-", "")}`;
  const { type, subject, at, story } = event;
  const place = await placeAt(trx, at);
  const hidden = story?.embargo !== undefined && story.embargo > at ? 1 : 0;
  const texts = { data: toJsonText(event.data), bare: toJsonText(event.bare) };
  await trx
    .insertInto("events")
    .values({ id, type, subject, at, place, summary_id: story?.id ?? null, ...texts, hidden })
    .execute();
  const wanted = heard.filter(({ types }) => types === null || types.includes(type));
  if (wanted.length > 0)
    await trx
      .insertInto("deliveries")
      .values(wanted.map((one) => freshDelivery(one.id, { id, at, place }, at)))
      .execute();
}

/** What happens in one millisecond keeps its order. */
async function placeAt(trx: Trx, at: Instant): Promise<number> {
  const last = await trx.selectFrom("events").select("place").where("at", "=", at).orderBy("place", "desc").limit(1).executeTakeFirst();
  return (last?.place ?? 0) + 1;
}

/** A delivery that nobody has tried. @param event the one to be told */
export function freshDelivery(
  endpoint: string,
  event: { readonly id: string; readonly at: Instant; readonly place: number },
  now: Instant,
) {
  const untried = { tries: 0, next_at: now, token: null, owner: null, told_at: null, failed_at: null, problem: null };
  return { endpoint, event: event.id, at: event.at, place: event.place, made_at: now, ...untried };
}

/** Called for every move that a journal takes down: a post's state changes in no other way. */
export async function tellMove(trx: Trx, postId: string, move: Move, at: Instant, by: string): Promise<void> {
  const heard = await listeners(trx);
  if (heard.length === 0) return;
  const row = await trx.selectFrom("posts").selectAll().where("id", "=", postId).executeTakeFirst();
  const story = row && (await summaryOf(trx, row.summary_id));
  if (!row || !story) return;
  const post = toPost(row);
  const { correction } = post;
  const url = await addressOf(trx, postId);
  const place = { subject: `post ${postId}`, at, story };
  const type = eventOf[move.transition];
  await emit(trx, heard, { type, ...place, ...dataOfPost(post, story, move, { at, by, url }) });
  if (type !== "post.published" || !correction) return;
  const data = { id: story.id, post: postId, corrects: correction.corrects, url };
  await emit(trx, heard, { type: "story.corrected", ...place, subject: `summary ${story.id}`, data, bare: data });
}

async function summaryOf(trx: Trx, id: string): Promise<Summary | null> {
  const row = await trx.selectFrom("summaries").select("body").where("id", "=", id).executeTakeFirst();
  return row ? fromJsonText(row.body) : null;
}

function dataOfPost(
  post: Post,
  story: Summary,
  { transition, reason, alone }: Move,
  { at, by, url }: { readonly at: Instant; readonly by: string; readonly url: string | null },
): { readonly data: Data; readonly bare: Data } {
  const { id, summaryId, account, platform, state, revision, digest, scheduledAt, content, correction } = post;
  const bare = {
    id,
    summaryId,
    account,
    platform,
    state,
    revision,
    digest,
    scheduledAt: scheduledAt === null ? null : toIso(scheduledAt),
    url,
    ...(correction ? { corrects: correction.corrects } : {}),
    change: { transition, at: toIso(at), by, ...(alone ? { alone } : {}) },
  };
  // A reason may quote the text.
  const change = { ...bare.change, ...(reason === undefined ? {} : { reason }) };
  return { bare, data: { ...bare, language: story.language, title: story.title ?? null, content, change } };
}

function urlIn(entry: Entry): string | undefined {
  if (entry.kind === "verdict") return entry.verdict.kind === "took" ? entry.verdict.output.url : undefined;
  if (entry.kind !== "outcome" && entry.kind !== "late") return undefined;
  return entry.outcome.kind === "done" ? entry.outcome.output.url : undefined;
}

/** Where readers see its first part. */
async function addressOf(trx: Trx, postId: string): Promise<string | null> {
  for (const entry of await journalOf(trx, postId)) {
    const url = urlIn(entry);
    if (url) return url;
  }
  return null;
}

const ofStories: Readonly<Record<string, EventType>> = { add: "story.added", revise: "story.revised", withdraw: "story.withdrawn" };
const ofAccounts: Readonly<Record<string, EventType>> = { pause: "account.paused", resume: "account.resumed" };
const ofHouse: Readonly<Record<string, EventType>> = { pause: "house.paused", resume: "house.resumed" };

/** A decision as the record takes it down. */
export interface Recorded {
  readonly at: Instant;
  readonly by: string;
  readonly kind: string;
  readonly subject: string;
  readonly body: object;
}

/** Called for every row of the record: stories and the brake change in no other way. */
export async function tellDecision(trx: Trx, { kind, subject, at, by, body }: Recorded): Promise<void> {
  const [what = "", id = ""] = subject.split(" ", 2);
  const type = { summary: ofStories, account: ofAccounts, house: ofHouse }[what]?.[kind];
  const heard = type ? await listeners(trx) : [];
  if (!type || heard.length === 0) return;
  const place = { type, subject, at };
  const reason = "reason" in body && typeof body.reason === "string" ? body.reason : null;
  if (what !== "summary")
    return emit(trx, heard, { ...place, ...dataOfPause(what === "house" ? null : id, { kind, at, by, reason }, body) });
  const story = await summaryOf(trx, id);
  if (story) await emit(trx, heard, { ...place, story, ...dataOfStory(story, { kind, at, by, reason }, body) });
}

interface Deed {
  readonly kind: string;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string | null;
}

function dataOfPause(account: string | null, { kind, at, by, reason }: Deed, body: object): { readonly data: Data; readonly bare: Data } {
  const until = "until" in body && typeof body.until === "number" ? toIso(body.until) : null;
  const data = { account, paused: kind === "pause", reason, until, change: { at: toIso(at), by } };
  return { data, bare: data };
}

function dataOfStory(story: Summary, { kind, at, by, reason }: Deed, body: object): { readonly data: Data; readonly bare: Data } {
  const version = "version" in body && typeof body.version === "number" ? { version: body.version } : {};
  const bare = { id: story.id, ...version, withdrawn: kind === "withdraw", change: { at: toIso(at), by } };
  const { language, title = null, link = null, tags, source } = story;
  return { bare, data: { ...bare, language, title, link, tags, source, change: { ...bare.change, reason } } };
}
