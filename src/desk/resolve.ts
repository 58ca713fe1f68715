import { states } from "../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { type Answer, type Bench, settle } from "../pipeline/review.ts";
import type { Platform } from "../platforms/platform.ts";
import { decideAs } from "./decide-as.ts";
import { benchFor, type Desk, nowOf, viewOf, viewsOf } from "./desk.ts";
import { viewsPlaced } from "./stretches.ts";

/** What a person saw of the part in doubt: readers see it at this address, or they don't see it. */
export type Seen = { readonly kind: "took"; readonly url: string } | { readonly kind: "absent" };

function wrongAddress(url: string, { name }: Platform): Problem {
  const message = `This is not the address of a post on ${name} of this account.`;
  return block("link-post", url, message, "Open the post itself and copy its address; nothing was changed.");
}

/** What the platform could have answered, from what a person saw. The address must be one of this account's platform. */
export function answerFor(desk: Desk, { post }: PostView, seen: Seen): Result<Answer> {
  if (seen.kind === "absent") return ok({ kind: "absent" });
  const bench = benchFor(desk, post.account);
  if (!bench.ok) return bench;
  const { platform, account } = bench.value;
  const url = seen.url.trim();
  const id = platform.postId(url, account);
  return id === null ? refuse(wrongAddress(url, platform)) : ok({ kind: "took", output: { id, url } });
}

const weekMs = 7 * 86_400_000;

function urlsIn(journal: PostView["journal"]): readonly string[] {
  return journal.flatMap((entry) => (entry.kind === "outcome" && entry.outcome.kind === "done" ? (entry.outcome.output.url ?? []) : []));
}

/**
 * The post that an address belongs to already, among the account's posts of the last week. The store knows ids; but some platforms
 * give a post an id that its address doesn't show.
 */
async function ownerOf(desk: Desk, { post }: PostView, { platform, account }: Bench, address: string): Promise<string | null> {
  const id = platform.postId(address, account);
  if (id === null) return null;
  const span = { account: post.account, states, from: nowOf(desk) - weekMs + 1, until: Number.MAX_SAFE_INTEGER };
  for await (const views of viewsPlaced(desk, span)) {
    const others = views.filter((other) => other.post.id !== post.id);
    const owner = others.find(({ journal }) => urlsIn(journal).some((url) => platform.postId(url, account) === id));
    if (owner) return owner.post.id;
  }
  return null;
}

/** No address settles two posts. */
async function taken(desk: Desk, view: PostView, seen: Seen): Promise<Problem | null> {
  const bench = benchFor(desk, view.post.account);
  if (seen.kind === "absent" || !bench.ok) return null;
  const owner = await ownerOf(desk, view, bench.value, seen.url.trim());
  if (owner === null) return null;
  return block("link-known", seen.url, `It is the address of post ${owner}.`, "Give the address of this post; nothing was changed.");
}

/** Looks, before a decision, whether an address belongs to another post. */
export async function unlessTaken(desk: Desk, id: string, seen: Seen): Promise<Result<PostView>> {
  const view = await viewOf(desk, id);
  const problem = view.ok ? await taken(desk, view.value, seen) : null;
  return problem ? refuse(problem) : view;
}

/** A person settles the doubt about a held post, and it goes on; a wrong address leaves it held. */
export async function resolve(desk: Desk, id: string, seen: Seen): Promise<Result<readonly PostView[]>> {
  const known = await unlessTaken(desk, id, seen);
  if (!known.ok) return known;
  const decide = (view: PostView) => {
    const answer = answerFor(desk, view, seen);
    return answer.ok ? settle(view, answer.value, nowOf(desk)) : answer;
  };
  const posts = await decideAs(desk, [id], decide);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}
