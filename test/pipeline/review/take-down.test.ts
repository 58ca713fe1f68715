import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Happening } from "../../../src/domain/journal.ts";
import type { Plan } from "../../../src/domain/plan.ts";
import { block } from "../../../src/domain/problem.ts";
import { mayIntend } from "../../../src/pipeline/guard.ts";
import { isDelete, standingParts } from "../../../src/pipeline/half-sent.ts";
import { next } from "../../../src/pipeline/publish.ts";
import { leave, takeDown } from "../../../src/pipeline/review.ts";
import { standingsOf } from "../../../src/pipeline/standing.ts";
import { registry } from "../../../src/platforms/registry.ts";
import { bench, contentOf, type End, entriesOf, postWith } from "../../support/half-sent-posts.ts";
import { intent, outcome } from "../../support/plans.ts";
import { morning } from "../../support/store-fixtures.ts";

const words = ["One.", "Two.", "Three."];
const times = { now: morning + 1e9, watchedMs: 60_000, settleMs: 60_000, lateAt: null };
const { platform } = bench;

/** Carries the plan out and tells what was deleted, in order; each chance says whether the worker dies, the request is cut, or all is well. */
function carryOut(
  plan: Plan,
  told: readonly Happening[],
  chances: readonly number[],
): { readonly order: readonly string[]; readonly end: string } {
  const story = [...told, { kind: "moved", transition: "take-down", to: "publishing" } as const] as Happening[];
  const order: string[] = [];
  for (const chance of [...chances, ...Array.from({ length: 20 }, () => 9)]) {
    const action = next(plan, entriesOf(story), times);
    if (action.kind !== "perform") return { order, end: action.kind };
    const { step } = action;
    if (!isDelete(step)) throw new Error(`${step.key} is no delete.`);
    const id = "path" in step && typeof step.path === "string" ? (step.path.split("/").at(-1) ?? "") : "";
    story.push(intent(plan, step.key));
    if (chance === 0) continue;
    if (chance > 1) order.push(id);
    story.push(outcome(plan, step.key, chance === 1 ? { kind: "doubt", reason: "cut" } : { kind: "done", output: { id } }));
  }
  return { order, end: "none" };
}

describe("taking a half-sent thread down", () => {
  it("deletes exactly what is out, the last part first, whatever dies on the way", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(fc.nat(3), { maxLength: 6 }), (out, chances) => {
        const view = postWith(contentOf(words, { 0: "A map" }), [...Array.from({ length: out }, (): End => "done"), "refused"], "failed");
        const result = takeDown(view, platform, null, morning);
        if (!result.ok || !result.value.set.plan) throw new Error("It can be taken down.");
        const { order, end } = carryOut(result.value.set.plan, view.journal, chances);
        expect(order).toEqual(Array.from({ length: out }, (_, index) => String(out - index)));
        expect(end).toBe("finish");
      }),
      { numRuns: 500 },
    );
  });

  it("fails where a delete is refused, and never calls the rest done", () => {
    const view = postWith(contentOf(words), ["done", "refused"], "failed");
    const result = takeDown(view, platform, null, morning);
    const plan = result.ok ? result.value.set.plan : null;
    if (!plan) throw new Error("It can be taken down.");
    const problem = block("style-refused", "delete-1", "X refused it.", "Look at X.");
    const refused = outcome(plan, "delete-1", { kind: "refused", problem });
    expect(next(plan, entriesOf([...view.journal, intent(plan, "delete-1"), refused]), times)).toMatchObject({ kind: "fail" });
    const again: Happening = { kind: "moved", transition: "take-down", to: "publishing" };
    const journal = entriesOf([...view.journal, intent(plan, "delete-1"), refused, again]);
    expect(next(plan, journal, times)).toMatchObject({ kind: "perform", step: { key: "delete-1" } });
  });

  it("shows fewer visible parts with every delete", () => {
    const view = postWith(contentOf(words), ["done", "done", "refused"], "failed");
    const result = takeDown(view, platform, null, morning);
    const plan = result.ok ? result.value.set.plan : null;
    if (!plan) throw new Error("It can be taken down.");
    const journal = entriesOf([
      ...view.journal,
      intent(plan, "delete-1"),
      outcome(plan, "delete-1", { kind: "done", output: { id: "2" } }),
    ]);
    expect(standingParts(standingsOf(plan, journal)).map(({ output }) => output.id)).toEqual(["1"]);
  });

  it("deletes both posts of a step that stands twice", () => {
    const content = contentOf(words);
    const first = postWith(content, ["done"], "failed");
    const twice = { ...outcome(first.post.plan as Plan, "post-1", { kind: "done", output: { id: "77" } }), kind: "late" } as Happening;
    const result = takeDown(postWith(content, ["done"], "failed", [twice]), platform, null, morning);
    const deletes = result.ok ? (result.value.set.plan?.steps.filter(isDelete) ?? []) : [];
    expect(deletes.map((step) => ("path" in step ? step.path : ""))).toEqual(["/2/tweets/77", "/2/tweets/1"]);
  });

  it("asks first what became of a part in doubt, and takes the answer", () => {
    const view = postWith(contentOf(words), ["done", "unknown"], "held");
    expect(takeDown(view, platform, null, morning)).toMatchObject({ ok: false, problems: [{ code: "state-doubt" }] });
    const result = takeDown(view, platform, { kind: "took", output: { id: "22" } }, morning);
    expect(result).toMatchObject({ ok: true, value: { before: { kind: "verdict", step: "post-2" } } });
    expect(result.ok && result.value.set.plan?.steps.filter(isDelete)).toHaveLength(2);
  });

  it("says where nothing is out, where a worker is at it, and where the platform deletes nothing", () => {
    const nothing = postWith(contentOf(words), ["refused"], "failed");
    expect(takeDown(nothing, platform, null, morning)).toMatchObject({ ok: false, problems: [{ code: "state-not-visible" }] });
    const broken = postWith(contentOf(words), ["done", "refused"], "failed");
    const leased = { ...broken, lease: { token: "t", counter: 1, owner: "desk-1/1/1" } };
    expect(takeDown(leased, platform, null, morning)).toMatchObject({ ok: false, problems: [{ code: "state-in-hand" }] });
    const refusal = takeDown(broken, registry.instagram, null, morning);
    expect(refusal).toMatchObject({ ok: false, problems: [{ code: "state-no-delete", remedy: expect.stringContaining("herald leave") }] });
  });

  it("is held up neither by an embargo nor by a withdrawn summary, but by a pause", () => {
    const view = postWith(contentOf(words), ["done", "refused"], "failed");
    const result = takeDown(view, platform, null, morning);
    if (!result.ok || !result.value.set.plan) throw new Error("It can be taken down.");
    const { plan, digest } = result.value.set;
    const post = { ...view.post, state: "publishing" as const, plan, digest: digest ?? null };
    const summary = { ...view.summary, withdrawn: true, summary: { ...view.summary.summary, embargo: morning + 1000 } };
    expect(mayIntend({ ...view, post, summary }, morning, true)).toBeNull();
    const pause = { reason: "Floods", since: morning, until: null, by: "Ayesha" };
    expect(mayIntend({ ...view, post, summary, house: { pause } }, morning, true)).toMatchObject({ code: "account-paused" });
  });
});

describe("leaving a half-sent thread", () => {
  it("puts the words that went out back in the place of an unsent edit", () => {
    const broken = postWith(contentOf(words), ["done", "refused"], "draft");
    const edited = { ...broken, post: { ...broken.post, content: contentOf(["One.", "New."]) as never } };
    expect(leave(edited, null)).toMatchObject({ ok: true, value: { transition: "leave", set: { content: contentOf(words) } } });
  });

  it("takes an unanswered doubt along, and refuses where nothing is out", () => {
    expect(leave(postWith(contentOf(words), ["unknown"], "held"), null).ok).toBe(true);
    expect(leave(postWith(contentOf(words), ["unknown"], "held"), { kind: "absent" }).ok).toBe(true);
    expect(leave(postWith(contentOf(words), [], "failed"), null)).toMatchObject({ ok: false, problems: [{ code: "state-not-visible" }] });
  });
});
