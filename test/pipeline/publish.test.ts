import { describe, expect, it } from "vitest";
import type { Happening, Outcome } from "../../src/domain/journal.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { block } from "../../src/domain/problem.ts";
import { type Action, backOffMs, next } from "../../src/pipeline/publish.ts";
import { containerPlan, done, handoffPlan, intent, journalOf, outcome, threadPlan, verdict } from "../support/plans.ts";

const settled = { now: 1_000_000, watchedMs: 60_000, settleMs: 60_000, lateAt: null };
const later: Outcome = { kind: "later", afterMs: 0, reason: "busy" };
const doubt: Outcome = { kind: "doubt", reason: "cut off" };

function actionAfter(plan: Plan, ...happenings: readonly Happening[]): Action {
  return next(plan, journalOf(...happenings), settled);
}

function keyOf(action: Action): string {
  return "step" in action ? `${action.kind} ${action.step.key}` : action.kind;
}

describe("what to do next", () => {
  it("takes the steps in order and finishes after the last", () => {
    const media = done(threadPlan, "media-1");
    const first = [...media, ...done(threadPlan, "post-1")];
    const second = [...first, ...done(threadPlan, "post-2")];
    expect(keyOf(actionAfter(threadPlan))).toBe("perform media-1");
    expect(keyOf(actionAfter(threadPlan, ...media))).toBe("perform post-1");
    expect(keyOf(actionAfter(threadPlan, ...first))).toBe("perform post-2");
    expect(keyOf(actionAfter(threadPlan, ...second))).toBe("perform permalink");
    expect(keyOf(actionAfter(threadPlan, ...second, ...done(threadPlan, "permalink")))).toBe("finish");
  });

  it("hands a post to a person where no machine may publish it", () => {
    expect(keyOf(actionAfter(handoffPlan))).toBe("hand-off hand-off");
  });

  it("repeats a harmless step that was cut off, and gives up after eight times", () => {
    const cut = [intent(threadPlan, "media-1"), outcome(threadPlan, "media-1", doubt)];
    expect(keyOf(actionAfter(threadPlan, ...cut))).toBe("perform media-1");
    const eight = Array.from({ length: 8 }, () => cut).flat();
    expect(actionAfter(threadPlan, ...eight)).toMatchObject({ kind: "fail", problem: { code: "state-step-failed" } });
  });

  it("asks the platform about a step that shows, never repeats it", () => {
    const media = done(threadPlan, "media-1");
    const cut = [...media, intent(threadPlan, "post-1"), outcome(threadPlan, "post-1", doubt)];
    expect(keyOf(actionAfter(threadPlan, ...cut))).toBe("reconcile post-1");
  });

  it("takes an intent without an outcome for a doubt", () => {
    const crashed = [...done(threadPlan, "media-1"), intent(threadPlan, "post-1")];
    expect(keyOf(actionAfter(threadPlan, ...crashed))).toBe("reconcile post-1");
  });

  it("lets the last request settle before it asks", () => {
    const journal = journalOf(...done(threadPlan, "media-1"), intent(threadPlan, "post-1"));
    expect(next(threadPlan, journal, { ...settled, watchedMs: 20_000 })).toMatchObject({ kind: "wait", ms: 40_000 });
  });

  it("takes the platform's word that a step took effect", () => {
    const took = [
      ...done(threadPlan, "media-1"),
      intent(threadPlan, "post-1"),
      verdict(threadPlan, "post-1", { kind: "took", output: { id: "7" } }),
    ];
    expect(keyOf(actionAfter(threadPlan, ...took))).toBe("perform post-2");
  });

  it("sends again what the platform says is absent, twice at most", () => {
    const media = done(threadPlan, "media-1");
    const absent = [intent(threadPlan, "post-1"), outcome(threadPlan, "post-1", doubt), verdict(threadPlan, "post-1", { kind: "absent" })];
    expect(keyOf(actionAfter(threadPlan, ...media, ...absent))).toBe("perform post-1");
    expect(keyOf(actionAfter(threadPlan, ...media, ...absent, ...absent))).toBe("perform post-1");
    expect(actionAfter(threadPlan, ...media, ...absent, ...absent, ...absent)).toMatchObject({ kind: "hold" });
  });

  it("holds the post where the platform cannot say", () => {
    const unknown = [intent(threadPlan, "post-1"), verdict(threadPlan, "post-1", { kind: "unknown", reason: "two look alike" })];
    expect(actionAfter(threadPlan, ...done(threadPlan, "media-1"), ...unknown)).toEqual({ kind: "hold", reason: "two look alike" });
  });

  it("puts a question off five times, then holds", () => {
    const question = verdict(threadPlan, "post-1", { kind: "later", afterMs: 0, reason: "unreachable" });
    const asked = [...done(threadPlan, "media-1"), intent(threadPlan, "post-1"), question];
    expect(keyOf(actionAfter(threadPlan, ...asked))).toBe("reconcile post-1");
    expect(keyOf(actionAfter(threadPlan, ...asked, question, question, question, question))).toBe("hold");
  });

  it("waits as long as the platform asks, and backs off where it names no time", () => {
    const named = journalOf(
      intent(threadPlan, "media-1"),
      outcome(threadPlan, "media-1", { kind: "later", afterMs: 90_000, reason: "rate limit" }),
    );
    expect(next(threadPlan, named, { ...settled, now: 1000 })).toMatchObject({ kind: "wait", ms: 90_000 });
    const unnamed = [intent(threadPlan, "media-1"), outcome(threadPlan, "media-1", later)];
    const waits = [1, 2, 3, 4].map((times) => {
      const journal = journalOf(...Array.from({ length: times }, () => unnamed).flat());
      return next(threadPlan, journal, { ...settled, now: journal.at(-1)?.at ?? 0 });
    });
    expect(waits.map((wait) => (wait.kind === "wait" ? wait.ms : 0))).toEqual([1000, 2000, 4000, 8000]);
  });

  it("is not kept waiting by a clock that jumped back", () => {
    const journal = journalOf(
      intent(threadPlan, "media-1"),
      outcome(threadPlan, "media-1", { kind: "later", afterMs: 5000, reason: "busy" }),
    );
    expect(next(threadPlan, journal, { ...settled, now: -1000 })).toMatchObject({ kind: "wait", ms: 5000 });
    expect(keyOf(next(threadPlan, journal, { ...settled, now: -86_400_000 }))).toBe("perform media-1");
  });

  it("fails with the platform's words where the content is refused", () => {
    const problem = block("length-text", "part 2", "Too long.", "Shorten it.");
    const refused = [
      ...done(threadPlan, "media-1"),
      intent(threadPlan, "post-1"),
      outcome(threadPlan, "post-1", { kind: "refused", problem }),
    ];
    expect(actionAfter(threadPlan, ...refused)).toEqual({ kind: "fail", problem });
  });

  it("starts over from a stale picture, and keeps what is out", () => {
    const parts = [...done(threadPlan, "media-1"), ...done(threadPlan, "post-1"), intent(threadPlan, "post-2")];
    const restarted = [...parts, outcome(threadPlan, "post-2", { kind: "restart", from: "media-1", reason: "expired" })];
    expect(keyOf(actionAfter(threadPlan, ...restarted))).toBe("perform media-1");
    expect(keyOf(actionAfter(threadPlan, ...restarted, ...done(threadPlan, "media-1", "new")))).toBe("perform post-2");
  });

  it("starts over three times, then holds", () => {
    const round = [
      ...done(containerPlan, "container-1"),
      intent(containerPlan, "ready"),
      outcome(containerPlan, "ready", { kind: "restart", from: "container-1", reason: "expired" }),
    ];
    expect(keyOf(actionAfter(containerPlan, ...round, ...round, ...round))).toBe("perform container-1");
    expect(keyOf(actionAfter(containerPlan, ...round, ...round, ...round, ...round))).toBe("hold");
  });

  it("makes a picture anew that never gets ready, once, and then fails", () => {
    const poll = [intent(containerPlan, "ready"), outcome(containerPlan, "ready", later)];
    const polls = Array.from({ length: 20 }, () => poll).flat();
    const container = done(containerPlan, "container-1");
    expect(keyOf(actionAfter(containerPlan, ...container, ...polls))).toBe("perform container-1");
    expect(actionAfter(containerPlan, ...container, ...polls, ...container, ...polls)).toMatchObject({
      kind: "fail",
      problem: { code: "state-not-ready" },
    });
  });

  it("misses a post whose time has passed before anything of it shows, and never after", () => {
    const late = { ...settled, lateAt: 500_000 };
    expect(next(threadPlan, journalOf(...done(threadPlan, "media-1")), late)).toMatchObject({ kind: "miss" });
    expect(keyOf(next(threadPlan, journalOf(...done(threadPlan, "media-1"), ...done(threadPlan, "post-1")), late))).toBe("perform post-2");
    expect(keyOf(next(threadPlan, journalOf(...done(threadPlan, "media-1"), intent(threadPlan, "post-1")), late))).toBe("reconcile post-1");
    expect(keyOf(next(handoffPlan, [], late))).toBe("hand-off hand-off");
  });

  it("never lets a permalink fail or hold a post that is out", () => {
    const out = [...done(threadPlan, "media-1"), ...done(threadPlan, "post-1"), ...done(threadPlan, "post-2")];
    const attempt = (what: Outcome) => [intent(threadPlan, "permalink"), outcome(threadPlan, "permalink", what)];
    const refused = attempt({ kind: "refused", problem: block("state-gone", "permalink", "Gone.", "Look.") });
    expect(keyOf(actionAfter(threadPlan, ...out, ...refused))).toBe("finish");
    expect(keyOf(actionAfter(threadPlan, ...out, ...attempt(doubt), ...attempt(later), ...attempt(doubt)))).toBe("finish");
  });

  it("goes on after a person's retry, without forgetting a doubt", () => {
    const retry: Happening = { kind: "moved", transition: "retry", to: "approved" };
    const problem = block("length-text", "part 1", "Too long.", "Shorten it.");
    const refused = [
      ...done(threadPlan, "media-1"),
      intent(threadPlan, "post-1"),
      outcome(threadPlan, "post-1", { kind: "refused", problem }),
    ];
    expect(keyOf(actionAfter(threadPlan, ...refused, retry))).toBe("perform post-1");
    const crashed = [...done(threadPlan, "media-1"), intent(threadPlan, "post-1")];
    expect(keyOf(actionAfter(threadPlan, ...crashed, retry))).toBe("reconcile post-1");
  });

  it("believes a late answer that a step was done", () => {
    const { stepDigest, step } = intent(threadPlan, "post-1") as Extract<Happening, { kind: "intent" }>;
    const late: Happening = { kind: "late", step, stepDigest, outcome: { kind: "done", output: { id: "9" } } };
    const absent = [...done(threadPlan, "media-1"), intent(threadPlan, "post-1"), verdict(threadPlan, "post-1", { kind: "absent" })];
    expect(keyOf(actionAfter(threadPlan, ...absent, late))).toBe("perform post-2");
  });
});

describe("backing off", () => {
  it("doubles from a second to the most allowed", () => {
    expect([0, 1, 2, 3, 9, 40].map((tries) => backOffMs(tries, 300_000))).toEqual([0, 1000, 2000, 4000, 256_000, 300_000]);
  });
});
