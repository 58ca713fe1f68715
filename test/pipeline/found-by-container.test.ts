/** A publication that was found by its container, and has no number and address of its own yet. */
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/domain/journal.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { next } from "../../src/pipeline/publish.ts";
import { containerPlan, done, intent, journalOf, outcome, verdict } from "../support/plans.ts";

const times = { now: 10_000_000, watchedMs: 60_000, settleMs: 60_000, lateAt: null };

const plan: Plan = {
  ...containerPlan,
  steps: [
    ...containerPlan.steps,
    { key: "permalink", repeat: "harmless", method: "GET", path: ["/media/", { hole: "publish", field: "id" }], body: {} },
  ],
};

const found = [
  ...done(plan, "container-1", "17"),
  ...done(plan, "ready", "17"),
  intent(plan, "publish"),
  verdict(plan, "publish", { kind: "took", output: { id: "container:17" } }),
];

describe("a post found by its container", () => {
  it("is looked for once by the time of its request", () => {
    expect(next(plan, journalOf(...found), times)).toMatchObject({ kind: "reconcile", step: { key: "permalink" }, intendedAt: 4000 });
  });

  it.each<Verdict>([
    { kind: "took", output: { id: "18", url: "https://www.instagram.com/p/a/" } },
    { kind: "absent" },
    { kind: "unknown", reason: "two" },
    { kind: "later", afterMs: 60_000, reason: "busy" },
  ])("is published, whatever the answer is: %j", (answer) => {
    expect(next(plan, journalOf(...found, verdict(plan, "permalink", answer)), times)).toEqual({ kind: "finish" });
  });

  const numbered = [...done(plan, "container-1"), ...done(plan, "ready"), ...done(plan, "publish", "18")];
  it.each([
    { name: "at first", since: [] },
    { name: "after a kill", since: [intent(plan, "permalink")] },
    { name: "while the platform is busy", since: [outcome(plan, "permalink", { kind: "later", afterMs: 0, reason: "busy" })] },
  ])("is not looked for where its number is known: $name", ({ since }) => {
    const action = next(plan, journalOf(...numbered, ...since), times);
    expect(action).toMatchObject({ kind: "perform", step: { key: "permalink" } });
  });
});
