import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry, Happening, Outcome, Verdict } from "../../src/domain/journal.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { block } from "../../src/domain/problem.ts";
import { stepDigest } from "../../src/pipeline/digest.ts";
import { next } from "../../src/pipeline/publish.ts";
import { containerPlan, handoffPlan, intent, journalOf, outcome, threadPlan, verdict } from "../support/plans.ts";

const plans: readonly Plan[] = [threadPlan, containerPlan, handoffPlan];
const problem = block("x-test", "step", "No.", "Mend it.");

const outcomes = fc.oneof<fc.Arbitrary<Outcome>[]>(
  fc.string({ minLength: 1, maxLength: 4 }).map((id) => ({ kind: "done", output: { id } })),
  fc.nat(5000).map((afterMs) => ({ kind: "later", afterMs, reason: "later" })),
  fc.constant({ kind: "refused", problem }),
  fc.constant({ kind: "denied", problem }),
  fc.constant({ kind: "doubt", reason: "doubt" }),
  fc.constantFrom("media-1", "container-1", "post-1", "nowhere").map((from) => ({ kind: "restart", from, reason: "stale" })),
);

const verdicts = fc.oneof<fc.Arbitrary<Verdict>[]>(
  fc.constant({ kind: "took", output: { id: "found" } }),
  fc.constant({ kind: "absent" }),
  fc.constant({ kind: "unknown", reason: "unknown" }),
  fc.constant({ kind: "later", afterMs: 0, reason: "later" }),
);

const moves = fc.constantFrom<Happening[]>(
  { kind: "moved", transition: "retry", to: "approved" },
  { kind: "moved", transition: "settle", to: "publishing" },
  { kind: "moved", transition: "approve", to: "approved" },
  { kind: "moved", transition: "claim", to: "publishing" },
);

function happenings(plan: Plan): fc.Arbitrary<Happening> {
  const key = fc.constantFrom(...plan.steps.map((step) => step.key));
  const late = fc.tuple(key, outcomes).map(([step, what]): Happening => ({ ...outcome(plan, step, what), kind: "late" }) as Happening);
  return fc.oneof(
    { weight: 4, arbitrary: key.map((step) => intent(plan, step)) },
    { weight: 4, arbitrary: fc.tuple(key, outcomes).map(([step, what]) => outcome(plan, step, what)) },
    { weight: 2, arbitrary: fc.tuple(key, verdicts).map(([step, what]) => verdict(plan, step, what)) },
    { weight: 1, arbitrary: late },
    { weight: 1, arbitrary: moves },
  );
}

/** Journals in any order, also ones that no engine would write: safety must not lean on good manners. */
const cases = fc
  .constantFrom(...plans)
  .chain((plan) => fc.record({ plan: fc.constant(plan), story: fc.array(happenings(plan), { maxLength: 40 }) }));

/** Answers after which a step certainly had no effect, so that it may be sent again. */
const certain: readonly string[] = ["later", "denied", "refused", "restart"];

/** True when the last send of the step, if any, is known to have had no effect. */
function mayBeSent(journal: readonly Entry[], digest: string): boolean {
  const last = journal.findLastIndex((entry) => entry.kind === "intent" && entry.stepDigest === digest);
  if (last < 0) return true;
  const about = journal.slice(last + 1).filter((entry) => "stepDigest" in entry && entry.stepDigest === digest);
  return about.some(
    (entry) =>
      (entry.kind === "verdict" && entry.verdict.kind === "absent") || (entry.kind === "outcome" && certain.includes(entry.outcome.kind)),
  );
}

const times = { now: 10_000_000, watchedMs: 60_000, settleMs: 60_000, lateAt: null };

describe("the next step, over random journals", () => {
  it("never sends a step that shows again without knowing that it had no effect", () => {
    fc.assert(
      fc.property(cases, ({ plan, story }) => {
        const journal = journalOf(...story);
        const action = next(plan, journal, times);
        if (action.kind !== "perform" || action.step.repeat !== "never") return;
        expect(mayBeSent(journal, stepDigest(action.step))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it("never sends a step that was done", () => {
    fc.assert(
      fc.property(cases, ({ plan, story }) => {
        const action = next(plan, journalOf(...story), times);
        if (action.kind !== "perform" || action.step.repeat !== "never") return;
        const digest = stepDigest(action.step);
        const about = story.filter((entry) => "stepDigest" in entry && entry.stepDigest === digest);
        const last = about.at(-1);
        expect(last?.kind === "outcome" && last.outcome.kind === "done").toBe(false);
        expect(last?.kind === "verdict" && last.verdict.kind === "took").toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it("never acts on a later part before the earlier ones are done", () => {
    fc.assert(
      fc.property(cases, ({ plan, story }) => {
        const action = next(plan, journalOf(...story), times);
        if (action.kind !== "perform") return;
        const earlier = plan.steps.slice(0, plan.steps.indexOf(action.step)).filter(({ repeat }) => repeat === "never");
        for (const step of earlier) {
          const digest = stepDigest(step);
          const ends = story.some(
            (entry) =>
              "stepDigest" in entry &&
              entry.stepDigest === digest &&
              ((entry.kind !== "verdict" && "outcome" in entry && entry.outcome.kind === "done") ||
                (entry.kind === "verdict" && entry.verdict.kind === "took")),
          );
          expect(ends).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("gives the same answer to the same question", () => {
    fc.assert(
      fc.property(cases, ({ plan, story }) => {
        expect(next(plan, journalOf(...story), times)).toEqual(next(plan, journalOf(...story), times));
      }),
    );
  });
});

describe("the next step, with a platform that answers at random and a worker that crashes at random", () => {
  /** Plays a whole publication; counts what readers would see of each step. */
  function play(plan: Plan, chances: readonly number[]): ReadonlyMap<string, number> {
    const story: Happening[] = [];
    const shown = new Map<string, number>();
    for (const chance of chances) {
      const action = next(plan, journalOf(...story), { ...times, now: 1e12 });
      if (action.kind === "reconcile") {
        const took = shown.has(action.step.key);
        story.push(verdict(plan, action.step.key, took ? { kind: "took", output: { id: "found" } } : { kind: "absent" }));
      } else if (action.kind === "perform" || action.kind === "hand-off") {
        const { key } = action.step;
        story.push(intent(plan, key));
        const effect = chance % 4 < 2;
        if (effect) shown.set(key, (shown.get(key) ?? 0) + 1);
        if (chance % 7 === 0) continue;
        const unclear: Outcome = { kind: "doubt", reason: "cut" };
        const clear: Outcome = effect ? { kind: "done", output: { id: key } } : { kind: "later", afterMs: 0, reason: "busy" };
        story.push(outcome(plan, key, chance % 3 === 0 ? unclear : clear));
      } else break;
    }
    return shown;
  }

  it("shows every step that shows once at most, where the platform tells the truth", () => {
    fc.assert(
      fc.property(fc.constantFrom(...plans), fc.array(fc.nat(1000), { maxLength: 60 }), (plan, chances) => {
        const shown = play(plan, chances);
        for (const { key, repeat } of plan.steps) if (repeat === "never") expect(shown.get(key) ?? 0).toBeLessThanOrEqual(1);
      }),
      { numRuns: 5000 },
    );
  });
});
