import { describe, expect, it } from "vitest";
import type { State } from "../../../src/domain/post.ts";
import { followsStory } from "../../../src/pipeline/review/revise.ts";
import { type Fate, fateOf, leave, retract, revise, takeDown, withdrawn } from "../../../src/pipeline/review.ts";
import { registry } from "../../../src/platforms/registry.ts";
import { bench, contentOf, type End, postWith } from "../../support/half-sent-posts.ts";
import { morning } from "../../support/store-fixtures.ts";

const { platform } = bench;
const words = ["One.", "Two."];
const post = (ends: readonly End[], state: State) => postWith(contentOf(words), ends, state);
const cases: readonly (readonly [string, ReturnType<typeof post>, Fate])[] = [
  ["a draft", post([], "draft"), "stop"],
  ["an approved post", post([], "approved"), "stop"],
  ["a post in a worker's hands of which nothing is out", post([], "publishing"), "stop"],
  ["a thread between two parts", post(["done"], "publishing"), "halt"],
  ["a published post", post(["done", "done"], "published"), "delete"],
  ["a thread that broke", post(["done", "refused"], "failed"), "delete"],
  ["a thread that a person left", post(["done", "refused"], "cancelled"), "delete"],
  ["a post in doubt", post(["done", "unknown"], "held"), "doubt"],
  ["a cancelled post", post([], "cancelled"), "leave"],
];

describe("withdrawing a story", () => {
  it.each(cases)("knows what becomes of %s, and does that", (_, view, fate) => {
    expect(fateOf(view, platform)).toBe(fate);
    const transition = { stop: "withdraw", halt: "stop", delete: "retract", hand: "retract", doubt: undefined, leave: undefined }[fate];
    expect(withdrawn(view, platform, "Retracted.")?.transition).toBe(transition);
  });

  it("leaves it to a hand where no program may delete", () => {
    expect(fateOf(post(["done", "done"], "published"), registry.instagram)).toBe("hand");
  });

  it("proposes no deletion twice", () => {
    const view = post(["done", "done"], "published");
    const change = withdrawn(view, platform, "Retracted.");
    if (!change?.set.plan) throw new Error("No proposal.");
    const proposed = { ...view, post: { ...view.post, ...change.set, state: "draft" as const } };
    expect(fateOf(proposed, platform)).toBe("leave");
    expect(takeDown(proposed, platform, null, morning)).toMatchObject({ ok: false, problems: [{ code: "state-take-down" }] });
    expect(leave(proposed, null)).toMatchObject({ ok: true, value: { transition: "leave" } });
  });

  it("waits for the worker that has the post in hand", () => {
    const view = { ...post(["done", "refused"], "failed"), lease: { token: "t", counter: 1, owner: "desk-1/1/1" } };
    expect(retract(view, platform, "Retracted.")).toMatchObject({ ok: false, problems: [{ code: "state-in-hand" }] });
  });
});

describe("a changed story", () => {
  it("is followed by what readers have not seen and nobody dropped", () => {
    const follows = cases.filter(([, view]) => followsStory(view)).map(([name]) => name);
    expect(follows).toEqual(["a draft", "an approved post", "a post in a worker's hands of which nothing is out"]);
    expect(revise(post([], "approved"), contentOf(["Anew."]) as never, {})).toMatchObject({
      value: { transition: "revise", set: { plan: null, digest: null, scheduledAt: null, dueAt: null } },
    });
    expect(revise(post(["done"], "failed"), contentOf(["Anew."]) as never, {})).toMatchObject({ ok: false });
  });
});
