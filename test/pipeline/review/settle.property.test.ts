import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../src/domain/journal.ts";
import { next } from "../../../src/pipeline/publish.ts";
import { type Answer, settle } from "../../../src/pipeline/review.ts";
import { outputsOf, standingsOf } from "../../../src/pipeline/standing.ts";
import { contentOf, type End, entriesOf, postWith } from "../../support/half-sent-posts.ts";
import { morning } from "../../support/store-fixtures.ts";

const times = { now: morning + 1e9, watchedMs: 60_000, settleMs: 60_000, lateAt: null };
const doubts = fc.constantFrom<End>("doubt", "unknown", "open");
const words = ["One.", "Two.", "Three.", "Four."];

/** A held thread with so many parts out, the next in doubt, and an id that may be one of its own. */
const cases = fc.record({ out: fc.nat(3), doubt: doubts, id: fc.nat(6).map(String), took: fc.boolean() });

describe("a person's answer to a doubt", () => {
  it("is about the part in doubt alone, and never turns one part's id into another's", () => {
    fc.assert(
      fc.property(cases, ({ out, doubt, id, took }) => {
        const ends: readonly End[] = [...Array.from({ length: out }, (): End => "done"), doubt];
        const view = postWith(contentOf(words), ends, "held");
        const plan = view.post.plan;
        if (!plan) throw new Error("A held post has a plan.");
        const before = outputsOf(standingsOf(plan, view.journal));
        const answer: Answer = took ? { kind: "took", output: { id } } : { kind: "absent" };
        const result = settle(view, answer, morning);
        const isOwn = [...before.values()].some((output) => output.id === id);
        expect(result.ok).toBe(!took || !isOwn);
        if (!result.ok || !result.value.before) return;
        const { transition } = result.value;
        const after = [...view.journal, ...entriesOf([result.value.before, { kind: "moved", transition, to: "publishing" }])];
        const now = outputsOf(standingsOf(plan, after));
        expect([...now].filter(([key]) => before.has(key))).toEqual([...before]);
        expect([...now.keys()].filter((key) => !before.has(key))).toEqual(took ? [`post-${out + 1}`] : []);
        const action = next(plan, after, times);
        const goesOn = took ? `post-${out + 2}` : `post-${out + 1}`;
        if (out + (took ? 1 : 0) === words.length) expect(action.kind).toBe("finish");
        else expect(action).toMatchObject({ kind: "perform", step: { key: goesOn } });
      }),
      { numRuns: 1000 },
    );
  });

  it("is taken of nothing but a held post with a part in doubt", () => {
    const absent: Extract<Verdict, { kind: "absent" }> = { kind: "absent" };
    for (const view of [
      postWith(contentOf(words), ["done", "done"], "held"),
      postWith(contentOf(words), ["done", "unknown"], "publishing"),
    ])
      expect(settle(view, absent, morning)).toMatchObject({ ok: false, problems: [{ code: "state-no-doubt" }] });
  });
});
