/** Answers that come in when the journal has moved on. */
import { describe, expect, it } from "vitest";
import type { Happening, Outcome } from "../../src/domain/journal.ts";
import { next } from "../../src/pipeline/publish.ts";
import { outputsOf, standingsOf } from "../../src/pipeline/standing.ts";
import { containerPlan, done, intent, journalOf, outcome, threadPlan, verdict } from "../support/plans.ts";

const times = { now: 10_000_000, watchedMs: 60_000, settleMs: 60_000, lateAt: null };

function late(key: string, what: Outcome, plan = threadPlan): Happening {
  return { ...outcome(plan, key, what), kind: "late" } as Happening;
}

const first: Outcome = { kind: "done", output: { id: "first" } };

/** Sent, not found, sent again; then the first send turns out to have worked. */
const sentTwice = [
  ...done(threadPlan, "media-1"),
  intent(threadPlan, "post-1"),
  verdict(threadPlan, "post-1", { kind: "absent" }),
  intent(threadPlan, "post-1"),
  late("post-1", first),
];

describe("a picture that is gone when a part is sent again", () => {
  const gone = outcome(threadPlan, "post-1", { kind: "restart", from: "media-1", reason: "expired" });
  const absent = verdict(threadPlan, "post-1", { kind: "absent" });
  const again = [...done(threadPlan, "media-1"), intent(threadPlan, "post-1"), absent, intent(threadPlan, "post-1"), gone];

  it("may have gone with the first send: the platform is asked once more", () => {
    expect(next(threadPlan, journalOf(...again), times)).toMatchObject({ kind: "reconcile", step: { key: "post-1" } });
  });

  it("is uploaded anew when the platform says absent twice", () => {
    const journal = journalOf(...again, absent, intent(threadPlan, "post-1"), gone);
    expect(next(threadPlan, journal, times)).toMatchObject({ kind: "perform", step: { key: "media-1" } });
  });

  it("is uploaded anew at once where nothing was in doubt", () => {
    const journal = journalOf(...done(threadPlan, "media-1"), intent(threadPlan, "post-1"), gone);
    expect(next(threadPlan, journal, times)).toMatchObject({ kind: "perform", step: { key: "media-1" } });
  });
});

describe("an answer that comes late", () => {
  it.each<Outcome>([
    { kind: "later", afterMs: 0, reason: "busy" },
    { kind: "doubt", reason: "cut" },
    { kind: "restart", from: "media-1", reason: "expired" },
    { kind: "refused", problem: { code: "x", where: "part 1", message: "No.", remedy: "Mend it.", severity: "block" } },
  ])("keeps the step from being sent a third time, whatever the second came to: %j", (second) => {
    const journal = journalOf(...sentTwice, outcome(threadPlan, "post-1", second));
    expect(outputsOf(standingsOf(threadPlan, journal)).get("post-1")).toEqual({ id: "first" });
    const action = next(threadPlan, journal, times);
    expect(action.kind === "perform" && action.step.key).not.toBe("post-1");
  });

  it("lets the second come in first: only then it is known what it made", () => {
    expect(next(threadPlan, journalOf(...sentTwice), times).kind).toBe("reconcile");
    const journal = journalOf(...sentTwice, verdict(threadPlan, "post-1", { kind: "absent" }));
    expect(next(threadPlan, journal, times)).toMatchObject({ kind: "perform", step: { key: "post-2" } });
  });

  it("settles a doubt that was still open", () => {
    const doubt = outcome(threadPlan, "post-1", { kind: "doubt", reason: "cut" });
    const journal = journalOf(...done(threadPlan, "media-1"), intent(threadPlan, "post-1"), doubt, late("post-1", first));
    expect(next(threadPlan, journal, times)).toMatchObject({ kind: "perform", step: { key: "post-2" } });
  });

  it("spares a harmless step its repetition", () => {
    const journal = journalOf(
      intent(containerPlan, "container-1"),
      intent(containerPlan, "container-1"),
      late("container-1", first, containerPlan),
      outcome(containerPlan, "container-1", { kind: "doubt", reason: "cut" }),
    );
    expect(next(containerPlan, journal, times)).toMatchObject({ kind: "perform", step: { key: "ready" } });
  });
});
