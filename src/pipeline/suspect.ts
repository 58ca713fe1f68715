/**
 * What must be doubted of a post found in a copied database: pure. Another copy may have worked on since, and sent any step that
 * readers see and that this one has not sent.
 */
import type { Happening } from "../domain/journal.ts";
import type { Step } from "../domain/plan.ts";
import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { isVisible, type Standing, type Standings, standingsOf } from "./standing.ts";

/** Entries for its journal. */
export interface Suspicion {
  /** To be written with the time of the copy: from then on another may have intended it. */
  readonly intents: readonly Happening[];
  readonly verdicts: readonly Happening[];
}

/** States in which nothing goes out before a person says so: only the rest of a thread is doubted there. */
const resting: readonly State[] = ["draft", "failed"];

/**
 * Every step that shows and was never intended here may be out; null: nothing is to be doubted. The platform can be asked about a
 * step (it gets an intent) only where all that it was made from is known: a container of Instagram's that this journal doesn't
 * name can't be looked up, and another one would tell nothing.
 */
export function suspicionOf({ post, journal }: PostView, reason: string): Suspicion | null {
  if (!post.plan) return null;
  const all = standingsOf(post.plan, journal);
  if (resting.includes(post.state) && !isVisible(all)) return null;
  const open = all.steps.filter(({ step, status }) => step.repeat === "never" && status === "clear");
  const about = ({ step, digest }: Standing) => ({ step: step.key, stepDigest: digest });
  return {
    intents: open.filter(({ step }) => canBeAsked(step, all)).map((standing) => ({ kind: "intent", ...about(standing) })),
    verdicts: open.map((standing) => ({ kind: "verdict", ...about(standing), verdict: { kind: "unknown", reason } })),
  };
}

/** Nothing of what it is made from, or of what waits for that, will be made anew before the platform is asked. */
function canBeAsked(step: Step, all: Standings): boolean {
  if (!("method" in step)) return false;
  const earlier = all.steps.slice(
    0,
    all.steps.findIndex((standing) => standing.step === step),
  );
  const sources = earlier.filter((source) => drawsOn(step, source.step));
  const needed = earlier.filter((other) => sources.includes(other) || sources.some((source) => drawsOn(other.step, source.step)));
  return needed.every((other) => other.step.repeat === "never" || other.status === "done");
}

function drawsOn(step: Step, source: Step): boolean {
  return JSON.stringify(step).includes(`"hole":${JSON.stringify(source.key)}`);
}
