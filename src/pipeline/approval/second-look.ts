import type { Instant } from "../../domain/instant.ts";
import type { State } from "../../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import type { Move } from "./voices.ts";
import { operator, type Staff } from "./who.ts";

/** Who sent a post alone where more people should have agreed, and why. */
export interface SentAlone {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
}

const goingOut: readonly State[] = ["approved", "publishing", "waiting", "published", "held"];

/** A post that one person sent alone and that nobody else has looked at since; null: no look is due. */
export function secondLookDue({ post, journal }: Pick<PostView, "post" | "journal">): SentAlone | null {
  if (!goingOut.includes(post.state)) return null;
  const moves = journal.filter((entry): entry is Move => entry.kind === "moved");
  const approval = moves.findLastIndex(({ transition }) => transition === "approve");
  const sent = moves[approval];
  if (!sent?.alone || moves.slice(approval).some(({ transition }) => transition === "second-look")) return null;
  return { by: sent.by, at: sent.at, reason: sent.reason ?? "" };
}

function notDue({ post }: PostView): Problem {
  return block("state-no-look", `post ${post.id}`, "No second look at it is due.", "`herald status` shows at which posts one is.");
}

function same({ post }: PostView, { by }: SentAlone): Problem {
  return block(
    "approval-same",
    `post ${post.id}`,
    `${by} sent it alone; somebody else must look.`,
    "Ask another person; nothing was changed.",
  );
}

/** A second person has looked at what one had sent alone. */
export function lookAgain(view: PostView, { actor }: Staff = operator): Result<Change> {
  const due = secondLookDue(view);
  if (!due) return refuse(notDue(view));
  if (due.by === actor.id) return refuse(same(view, due));
  const { digest } = view.post;
  return ok({ transition: "second-look", set: {}, note: digest === null ? {} : { digest } });
}
