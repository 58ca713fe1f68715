/** When and where readers first saw a post, as its journal tells. */
import type { Instant } from "../domain/instant.ts";
import type { Output } from "../domain/plan.ts";
import type { PostView } from "../domain/view.ts";
import { standingParts } from "../pipeline/half-sent.ts";
import { outputsOf, standingsOf } from "../pipeline/standing.ts";

type View = Pick<PostView, "post" | "journal">;

/** When a step was done, or a person said that it was. */
function doneAt({ journal }: View, step: string): Instant | null {
  const entry = journal.find((each) => {
    if (!("step" in each) || each.step !== step) return false;
    return "outcome" in each ? each.outcome.kind === "done" : "verdict" in each && each.verdict.kind === "took";
  });
  return entry?.at ?? null;
}

function lastMove({ journal }: View, transition: string): Instant | null {
  return journal.findLast((entry) => entry.kind === "moved" && entry.transition === transition)?.at ?? null;
}

/** @param step the first that readers see; undefined: none that is known */
export function shownAt(view: View, step: string | undefined): Instant | null {
  return (step === undefined ? null : doneAt(view, step)) ?? lastMove(view, "publish") ?? lastMove(view, "by-hand");
}

/** A post that readers see, as its platform knows it: of a thread its first part. */
export interface Shown {
  readonly output: Output;
  readonly at: Instant;
}

/** Null where nothing of it is out. */
export function shownOf(view: View): Shown | null {
  const { plan } = view.post;
  if (!plan) return null;
  const standings = standingsOf(plan, view.journal);
  const [first] = standingParts(standings);
  const at = shownAt(view, first?.standing.step.key);
  if (!first || at === null) return null;
  // Some platforms tell a post's number and address only afterwards.
  const told = first.output.url ? undefined : [...outputsOf(standings).values()].find(({ url }) => url !== undefined);
  const scheduled = /^scheduled:(.+)$/.exec(first.output.id)?.[1];
  return { output: told ?? first.output, at: scheduled === undefined ? at : Date.parse(scheduled) };
}
