import { describe, expect, it } from "vitest";
import type { Override } from "../../../src/domain/override.ts";
import type { Stand } from "../../../src/pipeline/overrides.ts";
import { approve, findingsFor, recompose, reschedule, rewrite } from "../../../src/pipeline/review.ts";
import { bench, contentOf, postWith } from "../../support/half-sent-posts.ts";
import { morning } from "../../support/store-fixtures.ts";

const honest = "The cabinet approved a on Monday.";
const wrong = "It takes effect in 77 days.";
const at = { kind: "at", at: morning + 3_600_000 } as const;

function draft(...texts: readonly string[]) {
  return postWith(contentOf(texts), [], "draft");
}

function stand(...codes: readonly string[]): Stand {
  return { wishes: codes.map((code) => ({ code })), reason: "The gazette says so." };
}

describe("approving against a finding", () => {
  it("is refused without a reason, and says how to give one", () => {
    const result = approve(draft(honest, wrong), bench, at);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "claim-number", remedy: expect.stringContaining("--override claim-number") }],
    });
  });

  it("is possible with a reason, which goes with the approval", () => {
    const result = approve(draft(honest, wrong), bench, at, undefined, stand("claim-number"));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.value.overrides).toMatchObject([
      { code: "claim-number", finding: expect.stringContaining("77"), reason: "The gazette says so." },
    ]);
  });

  it("needs no second reason for the same words, here or in a sibling post", () => {
    const first = approve(draft(honest, wrong), bench, at, undefined, stand("claim-number"));
    const overrides = (first.ok ? (first.value.overrides ?? []) : []).map((one): Override => ({ ...one, by: "Ayesha", at: morning }));
    const sibling = { ...draft(`${honest} ${wrong}`), overrides };
    const result = approve(sibling, bench, at);
    expect(result.ok).toBe(true);
    expect(result.ok && result.value.overrides).toBeUndefined();
    expect(reschedule({ ...sibling, post: { ...sibling.post, state: "approved" } }, bench, at).ok).toBe(true);
  });

  it("never lifts a limit of the platform", () => {
    const long = draft(`${honest} ${"Effect ".repeat(60)}`);
    expect(approve(long, bench, at, undefined, stand("length-over", "claim-name"))).toMatchObject({
      ok: false,
      problems: [{ code: "length-over" }],
    });
  });

  it("is judged at the very time for which it asks", () => {
    const found = findingsFor(draft(honest, wrong), bench, at);
    expect(found.ok && found.value.judged.map(({ code }) => code)).toContain("claim-number");
    expect(findingsFor(draft(honest), bench, { kind: "at", at: morning - 1 }).ok).toBe(false);
  });

  it("is refused where another post of the account says the same, by a reason of its own kind", () => {
    const recent = [{ id: "lusab-42", texts: [honest] }];
    expect(approve(draft(honest), { ...bench, recent }, at)).toMatchObject({ ok: false, problems: [{ code: "style-repeated" }] });
    expect(approve(draft(honest), { ...bench, recent }, at, undefined, stand("style-repeated")).ok).toBe(true);
  });
});

describe("composing anew", () => {
  const json = (...texts: readonly string[]) => JSON.parse(JSON.stringify(contentOf(texts)));
  const mine = "The cabinet, at last, approved a on Monday.";

  it("keeps an editor's words, edit after edit, and takes what is new", () => {
    const view = draft(honest, "It takes effect in July.");
    const first = rewrite(view, json(mine, "It takes effect in July."), bench);
    if (!first.ok) throw new Error("not edited");
    const edited = { ...view, post: { ...view.post, ...first.value.set } };
    const second = rewrite(edited, json(mine, "It takes effect in July. At once."), bench);
    if (!second.ok) throw new Error("not edited again");
    expect(second.value.set.composed).toEqual(json(honest, "It takes effect in July."));
    const now = json(honest, "It takes effect in July.", "It takes effect.");
    const again = recompose({ ...edited, post: { ...edited.post, ...second.value.set } }, now, false);
    expect(again).toMatchObject({
      ok: true,
      value: {
        set: { content: json(mine, "It takes effect in July. At once.", "It takes effect."), edited: true, composed: now, plan: null },
        note: {},
      },
    });
  });

  it("says in the journal what gave way", () => {
    const view = draft(honest);
    const edited = { ...view, post: { ...view.post, content: json(mine), edited: true, composed: json(honest) } };
    const other = "The cabinet approved a on Monday, it said.";
    expect(recompose(edited, json(other), false)).toMatchObject({ ok: true, value: { note: { reason: expect.stringContaining(other) } } });
  });

  it("keeps all of an editor's words where nobody knows what they began with, and throws them away only when told to", () => {
    const view = draft(honest);
    const edited = { ...view, post: { ...view.post, content: json(mine), edited: true } };
    expect(recompose(edited, json(honest), false)).toMatchObject({ ok: true, value: { set: { content: json(mine), edited: true } } });
    expect(recompose(edited, json(honest), true)).toMatchObject({
      ok: true,
      value: { set: { content: json(honest), edited: false, composed: null } },
    });
  });
});
