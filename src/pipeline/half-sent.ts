/** Posts of which something is out, or may be, and the rest is not. */
import type { Entry } from "../domain/journal.ts";
import { isHandoff, type Output, type Plan, type Step } from "../domain/plan.ts";
import type { PostView } from "../domain/view.ts";
import { isVisible, type Standing, type Standings, type Status, standingsOf } from "./standing.ts";

/** True for a step that deletes what an earlier one made, by a program or a hand. */
export function isDelete(step: Step): boolean {
  return isHandoff(step) ? step.act === "delete" : step.method === "DELETE";
}

/** True for a plan that takes a post down. */
export function isTakeDown(plan: Plan): boolean {
  return plan.steps.some(isDelete);
}

/** True for a post that is to be deleted once that is approved, and of which nothing is deleted yet. */
export function isProposed({ post }: Pick<PostView, "post">): boolean {
  return (post.state === "draft" || post.state === "approved") && post.plan !== null && isTakeDown(post.plan);
}

/** True while a pause stopped the thread and nobody said yet how it ends: nothing more of it is sent. */
export function isStopped(view: Pick<PostView, "post" | "journal">): boolean {
  const moved = view.journal.findLast((entry) => entry.kind === "moved");
  return view.post.state === "publishing" && moved?.kind === "moved" && moved.transition === "stop" && halfSent(view) !== null;
}

/** True where a step that shows is still to come. */
export function isUnfinished(all: Standings): boolean {
  return all.steps.some(({ step, status }) => step.repeat === "never" && status !== "done");
}

/** Where the steps of a post stand of which something is out, or may be; null where readers certainly saw nothing. */
export function halfSent({ post, journal }: Pick<PostView, "post" | "journal">): Standings | null {
  if (!post.plan) return null;
  const standings = standingsOf(post.plan, journal);
  return isVisible(standings) ? standings : null;
}

const inDoubt: readonly Status[] = ["open", "doubt", "asked", "unknown"];

/** The step of which nobody knows whether readers see it, the first: in a copied database there may be more. */
export function doubtfulStep({ post, journal }: Pick<PostView, "post" | "journal">): Standing | null {
  const standings = post.plan ? standingsOf(post.plan, journal).steps : [];
  return standings.find(({ step, status }) => step.repeat === "never" && inDoubt.includes(status)) ?? null;
}

/** A step as people call it: `post-2` of a thread is `part 2`. */
export function sayStep(key: string): string {
  const part = /^post-(\d+)$/.exec(key)?.[1];
  return part === undefined ? `step ${key}` : `part ${part}`;
}

/** What readers see: steps that show and are done, less what was deleted again. */
export function standingParts(all: Standings): readonly { readonly standing: Standing; readonly output: Output }[] {
  const gone = new Set(all.steps.flatMap(({ step, status, output }) => (isDelete(step) && status === "done" && output ? output.id : [])));
  return all.steps.flatMap((standing) => {
    const { step, status, output } = standing;
    return step.repeat === "never" && status === "done" && output && !gone.has(output.id) ? [{ standing, output }] : [];
  });
}

/** Every id that a step left, in order: two where it may stand twice. */
export function outputsIn(journal: readonly Entry[], digest: string): readonly Output[] {
  const found = new Map<string, Output>();
  for (const entry of journal) {
    if (entry.kind === "moved" || entry.kind === "intent" || entry.stepDigest !== digest) continue;
    if (entry.kind === "verdict" && entry.verdict.kind === "took") found.set(entry.verdict.output.id, entry.verdict.output);
    if (entry.kind !== "verdict" && entry.outcome.kind === "done") found.set(entry.outcome.output.id, entry.outcome.output);
  }
  return [...found.values()];
}

/** What stands, for people: addresses, else the names of the parts; and the part in doubt. */
export function sayStanding(view: Pick<PostView, "post" | "journal">): string {
  const all = halfSent(view);
  if (!all) return "nothing";
  const parts = standingParts(all).map(({ standing, output }) => `${sayStep(standing.step.key)}${output.url ? ` (${output.url})` : ""}`);
  const doubt = doubtfulStep(view);
  return [...parts, ...(doubt ? [`perhaps ${sayStep(doubt.step.key)}`] : [])].join(", ");
}
