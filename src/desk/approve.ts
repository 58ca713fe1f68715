import type { Json } from "../domain/json.ts";
import type { Post } from "../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import type { Staff } from "../pipeline/approval.ts";
import type { Stand } from "../pipeline/overrides.ts";
import { approve as approveStage, unapprove as unapproveStage, type When } from "../pipeline/review.ts";
import { decideAs } from "./decide-as.ts";
import { type Desk, unknownPost, viewOf, viewsOf } from "./desk.ts";
import { showingChange } from "./difference.ts";
import { benchesFor, vainStand } from "./override.ts";
import { recordSettings } from "./record-settings.ts";

/** Every picture that a content names, wherever it stands in it. */
function digestsIn(content: Json): readonly string[] {
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) =>
    key === "digest" && typeof value === "string" ? [value] : digestsIn(value as Json),
  );
}

const mebibyte = 1024 * 1024;

/** What stands against one picture as it is kept. */
async function pictureProblem(desk: Desk, { id, platform }: Post, digest: string): Promise<Problem | null> {
  const kept = await desk.store.media(digest);
  const name = digest.slice(0, 12);
  if (!kept)
    return block("media-missing", `post ${id}`, `No picture ${name}… is kept.`, "Recompose the post, or name a picture that it had.");
  const { pictures } = desk.registry[platform].limits;
  if (kept.bytes.length <= pictures.maxBytes) return null;
  const size = (kept.bytes.length / mebibyte).toFixed(1);
  const message = `The picture ${name}… has ${size} MB; ${pictures.maxBytes / mebibyte} are allowed.`;
  return block("media-too-large", `post ${id}`, message, "Use a smaller picture.");
}

/** An approved picture must be there when its time comes, and be one that the platform takes. */
export async function pictureProblems(desk: Desk, ids: readonly string[]): Promise<readonly Problem[]> {
  const views = await Promise.all(ids.map((id) => viewOf(desk, id)));
  const posts = views.flatMap((view) => (view.ok ? [view.value.post] : []));
  const asked = posts.flatMap((post) => digestsIn(post.content).map((digest) => pictureProblem(desk, post, digest)));
  return (await Promise.all(asked)).flatMap((problem) => problem ?? []);
}

export interface ApproveOptions {
  readonly when: When;
  /** The digest that the approver saw; only for a single post. */
  readonly digest?: string;
  /** The same for several posts, by id; a post that isn't named is approved as it stands. */
  readonly digests?: ReadonlyMap<string, string>;
  /** Findings that the approver stands by, and why. */
  readonly stand?: Stand;
  /** Why a publisher sends it at once where more people should agree. */
  readonly alone?: string;
}

/**
 * Approves posts, all or none: content, media and destination are frozen, and each gets its time; where more people must agree, this
 * person's voice is kept. What it stands by is kept. A post that changed since it was seen is refused, and the change shown.
 */
export async function approve(desk: Desk, ids: readonly string[], options: ApproveOptions): Promise<Result<readonly PostView[]>> {
  const { when, digest, stand = null, alone = null } = options;
  const seen = options.digests ?? new Map(digest === undefined ? [] : ids.map((id) => [id, digest]));
  if (digest !== undefined && ids.length > 1)
    return refuse(block("input-digest", "--digest", "A digest names one post.", "Approve the posts one by one, each with its digest."));
  const wrong = await pictureProblems(desk, ids);
  if (wrong.length > 0) return refuse(...wrong);
  const benches = await benchesFor(desk, ids);
  if (!benches.ok) return benches;
  const vain = stand ? await vainStand(desk, benches.value, stand, when) : [];
  if (vain.length > 0) return refuse(...vain);
  const decide = (view: PostView, staff: Staff) => {
    const bench = benches.value.get(view.post.id);
    if (!bench) return unknownPost(view.post.id);
    const change = approveStage(view, { ...bench, staff }, when, seen.get(view.post.id), stand, alone);
    return ids.length > 1 ? ofPost(view.post.id, change) : change;
  };
  await recordSettings(desk);
  const posts = await decideAs(desk, ids, decide);
  if (posts.ok) return ok(await viewsOf(desk, posts.value));
  let refused: Result<readonly PostView[]> = posts;
  for (const [id, digest] of seen) refused = await showingChange(desk, id, digest, refused);
  return refused;
}

/** Where several posts are decided on, what stands against one says which: `post lusab-42, part 2`. */
function ofPost<T>(id: string, result: Result<T>): Result<T> {
  if (result.ok) return result;
  const name = `post ${id}`;
  return refuse(
    ...result.problems.map((problem) => (problem.where === name ? problem : { ...problem, where: `${name}, ${problem.where}` })),
  );
}

/** The problems of each post, as `approve` names them; under "" what is about none of them. */
export function problemsByPost(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const name = /^post ([^\s,]+)(?:, )?/u;
  const rest = (problem: Problem) => ({ ...problem, where: problem.where.replace(name, "") });
  return new Map([...Map.groupBy(problems, ({ where }) => name.exec(where)?.[1] ?? "")].map(([id, own]) => [id, own.map(rest)]));
}

/** The posts of a summary that are still drafts. */
export async function draftsOf(desk: Desk, summaryId: string): Promise<Result<readonly string[]>> {
  const posts = await desk.store.posts({ summaryId, state: "draft" });
  if (posts.length > 0) return ok(posts.map(({ id }) => id));
  return refuse(block("input-no-drafts", summaryId, "No draft of this summary waits.", "`herald list --state draft` shows what does."));
}

/** Takes approvals back, all or none. */
export async function unapprove(desk: Desk, ids: readonly string[]): Promise<Result<readonly PostView[]>> {
  const posts = await decideAs(desk, ids, unapproveStage);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}
