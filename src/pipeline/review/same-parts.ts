import type { Plan, Step } from "../../domain/plan.ts";
import { block, type Problem } from "../../domain/problem.ts";
import { stepDigest } from "../digest.ts";
import { sayStep } from "../half-sent.ts";
import type { Standings, Status } from "../standing.ts";

const untaken: readonly Status[] = ["clear", "refused"];

function drawsOn(step: Step, source: Step): boolean {
  return JSON.stringify(step).includes(`"hole":${JSON.stringify(source.key)}`);
}

/** The step with its pictures and their alt texts: the harmless steps that it draws on, and those that draw on these. */
function withPictures(steps: readonly Step[], shown: Step): readonly Step[] {
  const harmless = steps.filter(({ repeat }) => repeat === "harmless");
  const sources = harmless.filter((step) => drawsOn(shown, step));
  for (const source of sources) sources.push(...harmless.filter((step) => drawsOn(source, step) && !sources.includes(step)));
  const about = harmless.filter((step) => !sources.includes(step) && sources.some((source) => drawsOn(step, source)));
  return [shown, ...sources, ...about];
}

function sameSteps(before: readonly Step[], after: readonly Step[]): boolean {
  const digests = (steps: readonly Step[]) => steps.map(stepDigest).sort().join();
  return digests(before) === digests(after);
}

function changedPart(key: string): Problem {
  const part = sayStep(key);
  return block(
    "state-part-out",
    part,
    `Readers see ${part} already, or may: its words, pictures and descriptions can't be changed.`,
    "Put it back as it was and change only what comes after it.",
  );
}

/**
 * What a new revision of a half-sent post must not touch: every part that is out, or may be, with its pictures and alt texts,
 * in the same place. A problem for each part that differs.
 * @param before the plan as it was being sent. @param all where its steps stand.
 */
export function changesOut(before: Plan, all: Standings, after: Plan): readonly Problem[] {
  const shown = (plan: Plan) => plan.steps.filter(({ repeat }) => repeat === "never");
  const last = shown(before).findLastIndex((step) => {
    const status = all.steps.find((standing) => standing.step === step)?.status ?? "clear";
    return !untaken.includes(status);
  });
  const next = shown(after);
  return shown(before)
    .slice(0, last + 1)
    .flatMap((step, index) => {
      const now = next[index];
      const same = now !== undefined && sameSteps(withPictures(before.steps, step), withPictures(after.steps, now));
      return same ? [] : [changedPart(step.key)];
    });
}
