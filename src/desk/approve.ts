import type { Json } from "../domain/json.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { approve as approveStage, unapprove as unapproveStage, type When } from "../pipeline/review.ts";
import { benchFor, type Desk, nowOf, viewOf, viewsOf } from "./desk.ts";

/** Every picture that a content names, wherever it stands in it. */
function digestsIn(content: Json): readonly string[] {
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) =>
    key === "digest" && typeof value === "string" ? [value] : digestsIn(value as Json),
  );
}

/** An approved picture must be there when its time comes. */
async function missingPictures(desk: Desk, ids: readonly string[]): Promise<readonly Problem[]> {
  const views = await Promise.all(ids.map((id) => viewOf(desk, id)));
  const named = views.flatMap((view) =>
    view.ok ? digestsIn(view.value.post.content).map((digest) => ({ id: view.value.post.id, digest })) : [],
  );
  const found = await Promise.all(named.map(async ({ id, digest }) => ((await desk.store.media(digest)) ? null : { id, digest })));
  return found.flatMap((missing) =>
    missing
      ? [
          block(
            "media-missing",
            `post ${missing.id}`,
            `No picture ${missing.digest.slice(0, 12)}… is kept.`,
            "Recompose the post, or name a picture that it had.",
          ),
        ]
      : [],
  );
}

export interface ApproveOptions {
  readonly when: When;
  /** The digest that the approver saw; only for a single post. */
  readonly digest?: string;
}

/** Approves posts, all or none: content, media and destination are frozen, and each gets its time. */
export async function approve(desk: Desk, ids: readonly string[], { when, digest }: ApproveOptions): Promise<Result<readonly PostView[]>> {
  if (digest !== undefined && ids.length > 1)
    return refuse(block("input-digest", "--digest", "A digest names one post.", "Approve the posts one by one, each with its digest."));
  const missing = await missingPictures(desk, ids);
  if (missing.length > 0) return refuse(...missing);
  const decide = (view: PostView) => {
    const bench = benchFor(desk, view.post.account);
    return bench.ok ? approveStage(view, bench.value, when, digest) : bench;
  };
  const posts = await desk.store.decide(ids, decide, nowOf(desk), desk.person);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}

/** The posts of a summary that are still drafts. */
export async function draftsOf(desk: Desk, summaryId: string): Promise<Result<readonly string[]>> {
  const posts = await desk.store.posts({ summaryId, state: "draft" });
  if (posts.length > 0) return ok(posts.map(({ id }) => id));
  return refuse(block("input-no-drafts", summaryId, "No draft of this summary waits.", "`herald list --state draft` shows what does."));
}

/** Takes approvals back, all or none. */
export async function unapprove(desk: Desk, ids: readonly string[]): Promise<Result<readonly PostView[]>> {
  const posts = await desk.store.decide(ids, unapproveStage, nowOf(desk), desk.person);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}
