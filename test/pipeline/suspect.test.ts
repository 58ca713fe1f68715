import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry, Happening } from "../../src/domain/journal.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Post, State } from "../../src/domain/post.ts";
import type { PostView } from "../../src/domain/view.ts";
import { type Action, next } from "../../src/pipeline/publish.ts";
import { standingsOf } from "../../src/pipeline/standing.ts";
import { suspicionOf } from "../../src/pipeline/suspect.ts";
import { containerPlan, done, handoffPlan, intent, journalOf, outcome, threadPlan } from "../support/plans.ts";

const reason = "Another copy may have sent it.";
const times = { now: 3_600_000, watchedMs: 60_000, settleMs: 1_000, lateAt: null };

function viewOf(plan: Plan | null, journal: readonly Entry[], state: State = "publishing"): PostView {
  const post: Post = {
    id: "p",
    summaryId: "s",
    account: plan?.account ?? "x",
    platform: plan?.platform ?? "x",
    state,
    revision: 1,
    content: {},
    edited: false,
    plan,
    digest: null,
    scheduledAt: 0,
    dueAt: 0,
    createdAt: 0,
  };
  const summary = { id: "s", fingerprint: "f", language: "en", kind: "news", paragraphs: [], tags: [], source: "s.md" } as const;
  const account = { id: post.account, pause: null, remoteId: null, name: null, url: null };
  return { post, summary: { summary, addedAt: 0, withdrawn: false }, journal, lease: null, account, house: { pause: null }, taken: [] };
}

/** What is doubted, and of that what can be asked about: `post-1? post-2`. */
function doubted(plan: Plan, journal: readonly Entry[], state?: State): string {
  const suspicion = suspicionOf(viewOf(plan, journal, state), reason);
  const asked = new Set(suspicion?.intents.map((entry) => ("step" in entry ? entry.step : "")));
  return (suspicion?.verdicts ?? [])
    .flatMap((entry) => ("step" in entry ? [`${entry.step}${asked.has(entry.step) ? "?" : ""}`] : []))
    .join(" ");
}

const moved = (transition: "resume-post" | "settle"): Happening => ({ kind: "moved", transition, to: "publishing" });

/** What the engine does until it waits for an answer: harmless steps succeed, everything else is told. */
function driven(plan: Plan, journal: readonly Entry[]): readonly Action[] {
  const actions: Action[] = [];
  let entries: readonly Happening[] = journal;
  for (let round = 0; round < 50; round += 1) {
    const action = next(plan, journalOf(...entries), times);
    actions.push(action);
    if (action.kind !== "perform" || action.step.repeat === "never") return actions;
    entries = [...entries, ...done(plan, action.step.key, `again-${round}`)];
  }
  throw new Error("It never comes to rest.");
}

/** The journal with the doubts in it, and what a person then lets go on. */
function inCopy(plan: Plan, journal: readonly Entry[], then: readonly Happening[] = []): readonly Entry[] {
  const suspicion = suspicionOf(viewOf(plan, journal), reason);
  return journalOf(...journal, ...(suspicion?.intents ?? []), ...(suspicion?.verdicts ?? []), ...then);
}

describe("what is doubted in a copied database", () => {
  test("every step that shows and was not sent here; the platform can be asked where all that it was made from is known", () => {
    expect(doubted(threadPlan, [])).toBe("post-1 post-2?");
    expect(doubted(threadPlan, journalOf(...done(threadPlan, "media-1")))).toBe("post-1? post-2?");
    expect(doubted(containerPlan, journalOf(intent(containerPlan, "container-1")))).toBe("publish");
    expect(doubted(containerPlan, journalOf(...done(containerPlan, "container-1")))).toBe("publish");
    expect(doubted(containerPlan, journalOf(...done(containerPlan, "container-1"), ...done(containerPlan, "ready")))).toBe("publish?");
    expect(doubted(handoffPlan, [])).toBe("hand-off");
  });

  test("not what was sent, nor what is in doubt already", () => {
    const sent = [...done(threadPlan, "media-1"), ...done(threadPlan, "post-1")];
    expect(doubted(threadPlan, journalOf(...sent))).toBe("post-2?");
    expect(doubted(threadPlan, journalOf(...sent, intent(threadPlan, "post-2")))).toBe("");
    const doubt = outcome(threadPlan, "post-2", { kind: "doubt", reason: "cut" });
    expect(doubted(threadPlan, journalOf(...sent, intent(threadPlan, "post-2"), doubt))).toBe("");
  });

  test("where a person must set it going first, only the rest of what is half out", () => {
    const sent = journalOf(...done(threadPlan, "media-1"), ...done(threadPlan, "post-1"));
    for (const state of ["failed", "draft"] as const) {
      expect(suspicionOf(viewOf(threadPlan, [], state), reason)).toBeNull();
      expect(doubted(threadPlan, sent, state)).toBe("post-2?");
    }
    expect(suspicionOf(viewOf(null, []), reason)).toBeNull();
  });

  test("is held with its reason, and stays held, where the platform can't be asked, when a person lets it go on", () => {
    const started = journalOf(intent(containerPlan, "container-1"));
    const held = { kind: "hold", reason };
    expect(driven(containerPlan, inCopy(containerPlan, started)).at(-1)).toEqual(held);
    expect(driven(containerPlan, inCopy(containerPlan, started, [moved("resume-post")])).at(-1)).toEqual(held);
  });

  test("is asked about from the time of the copy on, where it can be, when a person lets it go on", () => {
    const sent = journalOf(...done(threadPlan, "media-1"), ...done(threadPlan, "post-1"));
    const journal = inCopy(threadPlan, sent, [moved("resume-post")]);
    const copiedAt = journal.find((entry) => entry.kind === "intent" && entry.step === "post-2")?.at;
    expect(driven(threadPlan, journal).at(-1)).toMatchObject({ kind: "reconcile", step: { key: "post-2" }, intendedAt: copiedAt });
  });

  test("whenever the copy was made, nothing that shows is sent before an answer, whoever lets it go on how often", () => {
    const plans = [threadPlan, containerPlan, handoffPlan];
    const lives = fc.constantFrom(...plans).chain((plan) =>
      fc.record({
        plan: fc.constant(plan),
        length: fc.nat({ max: plan.steps.length * 2 }),
        going: fc.array(fc.constantFrom(moved("resume-post"), moved("settle"))),
      }),
    );
    fc.assert(
      fc.property(lives, ({ plan, length, going }) => {
        const whole = plan.steps.flatMap(({ key }) => done(plan, key));
        const journal = inCopy(plan, journalOf(...whole.slice(0, length)), going);
        const unsent = standingsOf(plan, journal).steps.some(({ step, status }) => step.repeat === "never" && status !== "done");
        const last = driven(plan, journal).at(-1);
        expect(last?.kind).toBe(unsent ? (last?.kind === "reconcile" ? "reconcile" : "hold") : "finish");
      }),
      { numRuns: 500 },
    );
  });
});
