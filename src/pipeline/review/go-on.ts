import type { Instant } from "../../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown, isUnfinished } from "../half-sent.ts";
import { goesDown, nothingOut } from "./objections.ts";

function useResume(view: PostView): Problem {
  const { id } = view.post;
  const message = "Part of it is out, so it is not sent anew.";
  return block(
    "state-visible",
    `post ${id}`,
    message,
    `\`herald resume-post ${id}\` goes on where it stopped; \`herald show ${id}\` tells more.`,
  );
}

/** Opens a failed or missed post again of which nothing is out, where it stopped; its approval stays. */
export function retry(view: PostView, now: Instant): Result<Change> {
  if (halfSent(view)) return refuse(useResume(view));
  return ok({ transition: "retry", set: { scheduledAt: now, dueAt: now }, note: { scheduledAt: now } });
}

function notStopped({ post }: PostView): Problem {
  return block("state-resume-post", `post ${post.id}`, "It is on its way already.", `\`herald show ${post.id}\` tells how far it is.`);
}

function approveFirst({ post }: PostView): Problem {
  const remedy = `Run \`herald approve ${post.id}\`, then \`herald resume-post ${post.id}\`.`;
  return block("state-resume-post", `post ${post.id}`, "Its new words are not approved yet.", remedy);
}

/**
 * Lets a broken, stopped or held post go on after its last finished step, as approved. A doubt stays a doubt: its platform is
 * asked once more.
 */
export function resumePost(view: PostView, now: Instant): Result<Change> {
  const { plan, state } = view.post;
  if (plan && isTakeDown(plan)) return refuse(goesDown(view));
  if (state === "draft" && halfSent(view)) return refuse(approveFirst(view));
  if (state === "publishing" && !isStopped(view)) return refuse(notStopped(view));
  if (state !== "held" && !halfSent(view))
    return refuse(nothingOut(view, "`herald retry` opens it again, `herald approve` sends a draft."));
  return ok({ transition: "resume-post", set: { dueAt: now }, note: {} });
}

/**
 * A pause stops a thread between two parts, in the transaction that pauses; null where nothing is to be stopped. A step in hand
 * comes to its end and a doubt is still settled, but no further step is begun.
 */
export function stop(view: PostView, reason: string): Change | null {
  const all = halfSent(view);
  if (view.post.state !== "publishing" || !all || !isUnfinished(all) || isStopped(view)) return null;
  const rests = view.lease === null && doubtfulStep(view) === null;
  return { transition: "stop", set: rests ? { dueAt: null } : {}, note: { reason } };
}
