/** What a language model's tools may do to a post, whoever it acts for: a draft is its to change, what people agreed to is not. Pure. */
import { type Actor, agent } from "../../domain/person.ts";
import type { State } from "../../domain/post.ts";
import { block, type Problem } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { sinceChange } from "./voices.ts";

/** A person's approval stands, or what it let go is under way. */
const approved: readonly State[] = ["approved", "publishing", "waiting", "held", "failed", "missed"];

function isAgreed({ post, journal }: Pick<PostView, "post" | "journal">): boolean {
  if (approved.includes(post.state)) return true;
  return post.state === "draft" && sinceChange(journal).some(({ transition }) => transition === "endorse");
}

/**
 * What stands against it that this actor changes the post, or the story under it: an agent neither takes back what people agreed to
 * nor puts anything else in its place, also where one of two has agreed so far; null: nothing.
 */
export function beyondAgents(actor: Actor, view: Pick<PostView, "post" | "journal">): Problem | null {
  if (actor.via !== agent || !isAgreed(view)) return null;
  const { id, state } = view.post;
  const said = state === "draft" ? "Somebody has agreed to it as it is" : `People have approved it (it is ${state})`;
  const message = `${said}, and an agent changes only drafts that nobody has agreed to.`;
  return block(
    "rights-agent",
    `post ${id}`,
    message,
    "Ask a person to change it, or to take the approval back first; nothing was changed.",
  );
}
