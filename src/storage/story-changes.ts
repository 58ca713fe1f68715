/** A story and its posts, changed together. */
import type { Correction } from "../domain/correction.ts";
import { allows, type Post } from "../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Withdrawal } from "../domain/view.ts";
import { applyDecision } from "./change.ts";
import { notFromHere } from "./decisions.ts";
import { toJsonText } from "./json-text.ts";
import { postRow, viewOf } from "./posts.ts";
import { recordIn, type Signed } from "./record.ts";
import type { PostRow } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { Change, NewPost } from "./store.ts";
import type { Revision, WithStory } from "./stories.ts";
import { keepDraft } from "./summaries.ts";
import { keepVersion, storyOf } from "./versions.ts";

interface Decided {
  readonly post: Post;
  readonly change: Change;
}

function unknownStory(id: string): Problem {
  return block("input-unknown-summary", id, "There is no story of this name.", "`herald list --json` names the story of every post.");
}

async function storyRow(trx: Trx, id: string) {
  return await trx.selectFrom("summaries").selectAll().where("id", "=", id).executeTakeFirst();
}

async function rowsOf(trx: Trx, summaryId: string): Promise<readonly PostRow[]> {
  return await trx.selectFrom("posts").selectAll().where("summary_id", "=", summaryId).orderBy("ordinal").execute();
}

/** First all are decided, then all are changed: what is refused for one leaves all as they were. */
async function changeAll(trx: Trx, rows: readonly PostRow[], decide: WithStory, { at, by }: Signed): Promise<Result<readonly Post[]>> {
  const decided: Decided[] = [];
  const problems: Problem[] = [];
  for (const row of rows) {
    const view = await viewOf(trx, row, new Map(), at);
    const result = decide(view);
    if (result === null) continue;
    if (!result.ok) problems.push(...result.problems);
    else if (allows(result.value.transition, view.post.state)) decided.push({ post: view.post, change: result.value });
    else problems.push(notFromHere(view.post, result.value.transition));
  }
  if (problems.length > 0) return refuse(...problems);
  const posts: Post[] = [];
  for (const { post, change } of decided) posts.push(await applyDecision(trx, post, change, at, by));
  return ok(posts);
}

/** A refusal found half-way undoes what was written before it. */
export class Undo extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super("A change of a story was refused.");
    this.problems = problems;
  }
}

async function objections(trx: Trx, id: string, { seen, summary }: Revision): Promise<readonly Problem[]> {
  const row = await storyRow(trx, id);
  if (row === undefined) return [unknownStory(id)];
  if (row.withdrawn === 1) return [block("state-withdrawn", id, "This story was withdrawn.", "Nothing more of it goes out.")];
  if (row.version !== seen)
    return [block("state-changed", id, "Somebody else changed this story meanwhile.", "Look at it again, then change what you see.")];
  const other = await storyOf(trx, summary.fingerprint);
  if (other === null || other === id) return [];
  return [block("input-known-summary", id, `This very text is story ${other}.`, "Change that one, or withdraw it.")];
}

/** Throws `Undo` where it is refused after something was written. */
export async function revise(trx: Trx, id: string, revision: Revision, decide: WithStory, signed: Signed) {
  const against = await objections(trx, id, revision);
  if (against.length > 0) return refuse(...against);
  const version = revision.seen + 1;
  const summary = { ...revision.summary, id };
  await keepVersion(trx, summary, version, signed.at, signed.by);
  const set = { fingerprint: summary.fingerprint, body: toJsonText(summary), version };
  await trx.updateTable("summaries").set(set).where("id", "=", id).execute();
  const { paragraphs: _text, ...facts } = summary;
  await recordIn(trx, { ...signed, kind: "revise", subject: `summary ${id}`, body: { version, ...facts } });
  const posts = await changeAll(trx, await rowsOf(trx, id), decide, signed);
  if (!posts.ok) throw new Undo(posts.problems);
  return ok({ version, posts: posts.value });
}

export async function withdraw(trx: Trx, id: string, reason: string, decide: WithStory, signed: Signed): Promise<Result<readonly Post[]>> {
  const row = await storyRow(trx, id);
  if (row === undefined) return refuse(unknownStory(id));
  const withdrawal: Withdrawal = { reason, ...signed };
  if (row.withdrawn === 0) {
    await trx
      .updateTable("summaries")
      .set({ withdrawn: 1, withdrawal: toJsonText(withdrawal) })
      .where("id", "=", id)
      .execute();
    await recordIn(trx, { ...signed, kind: "withdraw", subject: `summary ${id}`, body: { reason } });
  }
  const posts = await changeAll(trx, await rowsOf(trx, id), decide, signed);
  if (!posts.ok) throw new Undo(posts.problems);
  return posts;
}

function unknownPost(id: string): Problem {
  return block("input-unknown-post", `post ${id}`, `There is no post ${id}.`, "Look up its id in the list of posts.");
}

export async function correct(
  trx: Trx,
  draft: NewPost & { readonly correction: Correction },
  decide: WithStory,
  signed: Signed,
): Promise<Result<readonly Post[]>> {
  const { corrects } = draft.correction;
  const row = await postRow(trx, corrects);
  if (row === undefined) return refuse(unknownPost(corrects));
  const changed = await changeAll(trx, [row], decide, signed);
  if (!changed.ok) return changed;
  const last = await trx
    .selectFrom("posts")
    .select(({ fn }) => fn.max<number>("ordinal").as("ordinal"))
    .where("summary_id", "=", row.summary_id)
    .executeTakeFirst();
  const kept = await keepDraft(trx, row.summary_id, draft, (last?.ordinal ?? 0) + 1, signed.at, signed.by);
  return ok([kept, ...changed.value]);
}
