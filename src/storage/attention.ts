/** Where changes meet the incidents they open and close: each is called in the transaction of the change. */
import { topics, type Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { accountOfSubject, pauseOf } from "./accounts.ts";
import { attend, attendEach, openOf, type Question } from "./incidents.ts";
import { postRow, viewOf } from "./posts.ts";
import type { PostRow } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { Moved } from "./steps.ts";

const ended: readonly State[] = ["held", "failed", "missed"];
/** States that a person must hear of; in any other nothing is wrong with a post, and its story need not be read. */
const told: readonly State[] = [...ended, "waiting", "publishing"];

/** These posts moved. */
export async function attendMoves(trx: Trx, watch: Watch, postIds: readonly string[], at: Instant): Promise<void> {
  for (const id of postIds) {
    const row = await postRow(trx, id);
    if (row !== undefined) await attendPost(trx, watch, row, at);
  }
}

/** A worker moved this post, which is as given now. */
export async function attendMove(trx: Trx, watch: Watch, { post: { id, state }, isTroubled }: Moved, at: Instant): Promise<void> {
  if (told.includes(state)) await attendMoves(trx, watch, [id], at);
  else if (isTroubled) await attend(trx, topics.post(id), () => null, at);
}

/** People decided on these posts: one that somebody sent alone is told of until another has looked at it. */
export async function attendLooks(trx: Trx, watch: Watch, postIds: readonly string[], at: Instant): Promise<void> {
  for (const id of postIds) {
    const question = await aboutLook(trx, watch, id, at);
    if (question) await attend(trx, ...question, at);
  }
}

async function aboutLook(trx: Trx, { ofLook }: Watch, id: string, at: Instant): Promise<Question | null> {
  const row = ofLook && (await postRow(trx, id));
  return ofLook && row ? [topics.look(id), ofLook(await viewOf(trx, row, new Map(), at))] : null;
}

/** The account's pause changed (null: the house's), and with it what is said of posts that wait for a hand or are under way. */
export async function attendPause(trx: Trx, watch: Watch, account: string | null, at: Instant): Promise<void> {
  await attend(trx, topics.pause(account), watch.ofPause(account, await pauseOf(trx, account, at)), at);
  const open = trx.selectFrom("posts").selectAll().where("state", "in", ["waiting", "publishing"]);
  const rows = await (account === null ? open : open.where("account", "=", account)).execute();
  for (const row of rows) await attendPost(trx, watch, row, at);
}

/** What a platform answered, or that it did not. */
interface Answered {
  /** With the answer in its journal. */
  readonly view: PostView;
  readonly happening: Happening;
  readonly isTroubled: boolean;
}

export async function attendAnswer(trx: Trx, watch: Watch, { view, happening, isTroubled }: Answered, at: Instant): Promise<void> {
  const { post } = view;
  const asked: Question[] = [[topics.platform(post.platform), watch.ofAnswer(post, happening, at)]];
  if (isDone(happening)) asked.push([topics.duplicate(post.id), watch.ofOutputs(view)]);
  await attendEach(trx, asked, at, isTroubled);
}

function isDone(happening: Happening): boolean {
  if (happening.kind === "verdict") return happening.verdict.kind === "took";
  return "outcome" in happening && happening.outcome.kind === "done";
}

/** True if anything is not as it should be; changes nothing, so that looking costs nobody a lock. */
export async function needsAttention(trx: Trx, watch: Watch, at: Instant): Promise<boolean> {
  for (const [topic, judge] of await questions(trx, watch, at)) {
    const open = await openOf(trx, topic);
    if (judge(open)?.id !== open?.id) return true;
  }
  return false;
}

/** What time alone opens and closes, and whatever no change has told of. */
export async function attendAll(trx: Trx, watch: Watch, at: Instant): Promise<void> {
  for (const [topic, judge] of await questions(trx, watch, at)) await attend(trx, topic, judge, at);
}

async function questions(trx: Trx, watch: Watch, at: Instant): Promise<readonly Question[]> {
  const asked: Question[] = [];
  for (const row of await postsToAttend(trx)) asked.push(await aboutPost(trx, watch, row, at));
  for (const topic of await openTopics(trx, topics.look(""))) {
    const question = await aboutLook(trx, watch, topic.slice(topics.look("").length), at);
    if (question) asked.push(question);
  }
  const subjects = await trx.selectFrom("pauses").select("subject").execute();
  const open = await openTopics(trx, topics.pause(""));
  const accounts = new Set([...subjects.map(({ subject }) => accountOf(subject)), ...open.map(accountOf)]);
  for (const account of accounts) asked.push([topics.pause(account), watch.ofPause(account, await pauseOf(trx, account, at))]);
  return asked;
}

async function openTopics(trx: Trx, prefix: string): Promise<readonly string[]> {
  const open = trx.selectFrom("incidents").select("topic").where("closed_at", "is", null);
  return (await open.where("topic", "like", `${prefix}%`).execute()).map(({ topic }) => topic);
}

/** The name of a pause, or a topic of theirs. */
function accountOf(subject: string): string | null {
  if (subject === topics.pause(null)) return null;
  return subject.startsWith(topics.pause("")) ? subject.slice(topics.pause("").length) : accountOfSubject(subject);
}

async function attendPost(trx: Trx, watch: Watch, row: PostRow, at: Instant): Promise<void> {
  const [topic, judge] = await aboutPost(trx, watch, row, at);
  await attend(trx, topic, judge, at);
}

async function aboutPost(trx: Trx, watch: Watch, row: PostRow, at: Instant): Promise<Question> {
  const judge = told.includes(row.state) ? watch.ofPost(await viewOf(trx, row, new Map(), at), at) : () => null;
  return [topics.post(row.id), judge];
}

/** Every post that waits for a hand, and of those that stopped the ones without an open incident: the others are known. */
async function postsToAttend(trx: Trx): Promise<readonly PostRow[]> {
  const waiting = await trx.selectFrom("posts").selectAll().where("state", "=", "waiting").execute();
  const stopped = await trx
    .selectFrom("posts")
    .selectAll()
    .where("state", "in", ended)
    .where(({ not, exists, selectFrom, eb, val }) =>
      not(
        exists(
          selectFrom("incidents")
            .select("incidents.id")
            .where("incidents.closed_at", "is", null)
            .where("incidents.topic", "=", eb(val("post:"), "||", eb.ref("posts.id"))),
        ),
      ),
    )
    .execute();
  return [...waiting, ...stopped];
}
