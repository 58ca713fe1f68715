import type { Instant } from "../../domain/instant.ts";
import type { Transition } from "../../domain/post.ts";
import { ok, type Result } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import type { Move } from "../approval.ts";
import { unfrozen } from "./approve.ts";

/** Changes that somebody asked for. */
export interface AskedFor {
  readonly by: string;
  readonly at: Instant;
  readonly note: string;
}

/** An editor asks for changes: the note is kept, and an approval is gone. */
export function ask(view: PostView, note: string): Result<Change> {
  return ok({ transition: "ask", set: unfrozen(view), note: { reason: note } });
}

const answers: readonly Transition[] = ["edit", "recompose", "revise", "approve", "reject", "cancel"];

/** The changes that are asked for of a draft and that nobody has made yet; null: none. */
export function askedFor({ post, journal }: Pick<PostView, "post" | "journal">): AskedFor | null {
  if (post.state !== "draft") return null;
  const moves = journal.filter((entry): entry is Move => entry.kind === "moved");
  const last = moves.findLast(({ transition }) => transition === "ask" || answers.includes(transition));
  return last?.transition === "ask" ? { by: last.by, at: last.at, note: last.reason ?? "" } : null;
}
