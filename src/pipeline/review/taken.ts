/** Posts that a person puts up by hand, and who is at it. */
import type { Instant } from "../../domain/instant.ts";
import { isHandoff, type Output } from "../../domain/plan.ts";
import type { PostView } from "../../domain/view.ts";
import { type Standing, standingsOf } from "../standing.ts";

type View = Pick<PostView, "post" | "journal">;

/** How long a post is one person's who said that they are posting it. */
const takenMs = 15 * 60_000;

/** Somebody said that they are posting it, and not yet what came of it. */
export interface Taken {
  /** A person's id. */
  readonly by: string;
  readonly at: Instant;
  /** Until then it is theirs; after that others may take it. */
  readonly until: Instant;
}

/** The hand-off of a new post, and where it stands; null for any other. */
export function newPost({ post, journal }: View): Standing | null {
  const step = post.plan?.steps.findLast(isHandoff);
  if (!post.plan || !step || step.act !== undefined) return null;
  return standingsOf(post.plan, journal).steps.find((standing) => standing.step === step) ?? null;
}

/** True for a post that a person has to put up, new. */
export function goesByHand({ post }: Pick<PostView, "post">): boolean {
  const step = post.plan?.steps.findLast(isHandoff);
  return step !== undefined && step.act === undefined;
}

/** Who is posting it; null: nobody, as far as anybody said. */
export function takenOn(view: View): Taken | null {
  const standing = newPost(view);
  if (standing?.status !== "open") return null;
  const intent = view.journal.findLast((entry) => entry.kind === "intent" && entry.stepDigest === standing.digest);
  return intent ? { by: intent.by, at: intent.at, until: intent.at + takenMs } : null;
}

/** True while it is theirs alone. A clock that went back makes nobody wait for ever. */
export function isTheirs({ at, until }: Taken, now: Instant): boolean {
  return now >= at - takenMs && now < until;
}

/** What a person said of a post instead of an address: `scheduled:…` or `unverified`; null: its address is known. */
export function withoutAddress(view: View): Output | null {
  if (view.post.state !== "published") return null;
  const { output = null, status } = newPost(view) ?? {};
  return status === "done" && output && output.url === undefined ? output : null;
}
