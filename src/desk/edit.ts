import type { Look } from "../domain/look.ts";
import { allows } from "../domain/post.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { digestOf } from "../pipeline/digest.ts";
import { applyPreferred } from "../pipeline/house-rules.ts";
import { mapWords } from "../pipeline/map-words.ts";
import { type Bench, recompose as recomposeStage, rewrite } from "../pipeline/review.ts";
import { againOf, type Choice, composeChosen, lookWith } from "./compose-again.ts";
import { decideAs, objectionBefore } from "./decide-as.ts";
import { accountOf, benchFor, type Desk, platformOf, viewOf, viewsOf } from "./desk.ts";

async function decide(
  desk: Desk,
  id: string,
  stage: (view: PostView, bench: Bench) => Result<Change>,
): Promise<Result<readonly PostView[]>> {
  const decide = (view: PostView) => {
    const bench = benchFor(desk, view.post.account);
    return bench.ok ? stage(view, bench.value) : bench;
  };
  const posts = await decideAs(desk, [id], decide);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}

function changedSince({ post }: PostView): Result<never> {
  const message = `It changed since you saw it: it is at revision ${post.revision}.`;
  return refuse(block("state-changed", `post ${post.id}`, message, "Read it again, then change what you see; nothing was changed."));
}

/**
 * Puts an editor's words in the place of the post's; any approval is gone, and parts that are out stay to the letter.
 * @param json the platform's content. @param seen the revision that was changed; refused if another stands by now. Absent: the one that stands
 */
export async function edit(desk: Desk, id: string, json: unknown, seen?: number): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const account = accountOf(desk, view.value.post.account);
  if (!account.ok) return account;
  const parsed = platformOf(desk, account.value).parse(json);
  if (!parsed.ok) return refuse(...parsed.problems);
  return decide(desk, id, (stored, bench) =>
    seen === undefined || seen === stored.post.revision ? rewrite(stored, parsed.content, bench) : changedSince(stored),
  );
}

/** Puts the house's spellings into a post, as an edit; one that has them already stays as it is, approval and all. */
export async function applyStyle(desk: Desk, id: string): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const styled = ({ post }: PostView) => mapWords(post.content, (words) => applyPreferred(words, desk.settings.style));
  if (digestOf(styled(view.value)) === digestOf(view.value.post.content)) return ok([view.value]);
  return decide(desk, id, (stored, bench) => rewrite(stored, styled(stored), bench));
}

/**
 * Composes the post anew from its summary, with today's templates and brand; any approval is gone, and an editor's words stay.
 * @param afresh throws the editor's words away.
 * @param choice of card and theme; it stays with the post.
 */
export async function recompose(desk: Desk, id: string, afresh: boolean, choice: Choice = {}): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const account = accountOf(desk, view.value.post.account);
  if (!account.ok) return account;
  const { post } = view.value;
  // Where the recomposing will be refused, nothing is drawn and nobody is asked for words.
  const mayBe = allows("recompose", post.state) && recomposeStage(view.value, post.content, afresh).ok;
  if (!mayBe) return decide(desk, id, (stored) => recomposeStage(stored, stored.post.content, afresh));
  const objection = await objectionBefore(desk, view.value, "recompose");
  if (objection) return refuse(objection);
  const look = lookWith(post.look, choice);
  const wording = await composeChosen(desk, againOf(view.value, account.value, look), choice);
  if (!wording.ok) return wording;
  return decide(desk, id, (stored) => withLook(recomposeStage(stored, wording.value.content, afresh, wording.value), look));
}

/** What was chosen for the cards stays with the post. */
function withLook(change: Result<Change>, look: Look): Result<Change> {
  return change.ok ? ok({ ...change.value, set: { ...change.value.set, look } }) : change;
}

/** An editor's file as JSON. */
export function readJson(text: string, where: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    const said = error instanceof Error ? error.message : "it can't be read";
    return refuse(block("input-json", where, `It is not JSON: ${said}.`, "Mend it and run the command again; the post is as it was."));
  }
}
