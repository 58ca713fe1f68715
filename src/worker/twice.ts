import type { Entry } from "../domain/journal.ts";
import type { Output, Step } from "../domain/plan.ts";
import type { PostView } from "../domain/view.ts";
import { stepDigest } from "../pipeline/digest.ts";
import type { Task } from "./task.ts";

/** What an entry says was made; null: nothing. */
export function outputIn(entry: Entry): Output | null {
  if (entry.kind === "outcome" || entry.kind === "late") return entry.outcome.kind === "done" ? entry.outcome.output : null;
  return entry.kind === "verdict" && entry.verdict.kind === "took" ? entry.verdict.output : null;
}

/** What a journal holds as made by one step; a container names the same post as the number that it got. */
export function idsOf(journal: readonly Entry[], step: Step): readonly string[] {
  const digest = stepDigest(step);
  const ids = journal.flatMap((entry) => ("stepDigest" in entry && entry.stepDigest === digest ? (outputIn(entry)?.id ?? []) : []));
  return [...new Set(ids)].filter((id) => !id.startsWith("container:"));
}

/**
 * Two ids for one step that shows are a duplicate, whichever way they became known, and a person is told.
 * @param after the post with the step's answer in its journal
 */
export function reportTwice({ worker, view }: Task, step: Step, { journal }: PostView): void {
  if (step.repeat !== "never") return;
  const ids = idsOf(journal, step);
  if (ids.length > 1) worker.tell({ kind: "duplicate", post: view.post, ids });
}
