import { allows } from "../domain/post.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { digestOf } from "../pipeline/digest.ts";
import { applyPreferred } from "../pipeline/house-rules.ts";
import { mapWords } from "../pipeline/map-words.ts";
import { type Bench, recompose as recomposeStage, rewrite } from "../pipeline/review.ts";
import { composePost } from "./compose-post.ts";
import { decideAs } from "./decide-as.ts";
import { accountOf, benchFor, type Desk, platformOf, viewOf, viewsOf } from "./desk.ts";
import { type Wording, wordPost } from "./word-post.ts";

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

/** Puts an editor's words in the place of the post's; any approval is gone, and parts that are out stay to the letter. @param json the platform's content. */
export async function edit(desk: Desk, id: string, json: unknown): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const account = accountOf(desk, view.value.post.account);
  if (!account.ok) return account;
  const parsed = platformOf(desk, account.value).parse(json);
  if (!parsed.ok) return refuse(...parsed.problems);
  return decide(desk, id, (stored, bench) => rewrite(stored, parsed.content, bench));
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
 */
export async function recompose(desk: Desk, id: string, afresh: boolean): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const account = accountOf(desk, view.value.post.account);
  if (!account.ok) return account;
  const { summary } = view.value.summary;
  const { content, pictures } = await composePost(desk, summary, account.value, true);
  // Where the recomposing will be refused, nobody is asked for words.
  const mayBe = allows("recompose", view.value.post.state) && recomposeStage(view.value, content, afresh).ok;
  const wording: Wording = mayBe ? await wordPost(desk, summary, account.value, content) : { content, composedBy: "herald" };
  await Promise.all([...pictures].map(([digest, bytes]) => desk.store.keepMedia(digest, { mime: "image/jpeg", bytes })));
  return decide(desk, id, (stored) => recomposeStage(stored, wording.content, afresh, wording));
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
