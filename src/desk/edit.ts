import type { Json } from "../domain/json.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { rewrite } from "../pipeline/review.ts";
import { composePost } from "./compose-post.ts";
import { accountOf, benchFor, type Desk, nowOf, platformOf, viewOf, viewsOf } from "./desk.ts";

async function rewriteAs(desk: Desk, id: string, content: Json, by: "edit" | "recompose"): Promise<Result<readonly PostView[]>> {
  const decide = (view: PostView) => {
    const bench = benchFor(desk, view.post.account);
    return bench.ok ? rewrite(view, content, by, bench.value) : bench;
  };
  const posts = await desk.store.decide([id], decide, nowOf(desk), desk.person);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}

/** Puts an editor's words in the place of the post's; any approval is gone, and parts that are out stay to the letter. @param json the platform's content. */
export async function edit(desk: Desk, id: string, json: unknown): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const account = accountOf(desk, view.value.post.account);
  if (!account.ok) return account;
  const parsed = platformOf(desk, account.value).parse(json);
  return parsed.ok ? rewriteAs(desk, id, parsed.content, "edit") : refuse(...parsed.problems);
}

/** Composes the post anew from its summary, with today's templates and brand; any edit and approval is gone. */
export async function recompose(desk: Desk, id: string): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const account = accountOf(desk, view.value.post.account);
  if (!account.ok) return account;
  const { content, pictures } = await composePost(desk, view.value.summary.summary, account.value, true);
  await Promise.all([...pictures].map(([digest, bytes]) => desk.store.keepMedia(digest, { mime: "image/jpeg", bytes })));
  return rewriteAs(desk, id, content, "recompose");
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
