import { describe, expect, it } from "vitest";
import type { Happening } from "../../../src/domain/journal.ts";
import type { State } from "../../../src/domain/post.ts";
import { mayIntend } from "../../../src/pipeline/guard.ts";
import { isStopped } from "../../../src/pipeline/half-sent.ts";
import { next } from "../../../src/pipeline/publish.ts";
import { approve, cancel, offersOn, reject, reschedule, resumePost, retry, stop, unapprove } from "../../../src/pipeline/review.ts";
import { bench, contentOf, type End, postWith } from "../../support/half-sent-posts.ts";
import { morning } from "../../support/store-fixtures.ts";

const words = ["The cabinet approved a on Monday.", "It takes effect in July.", "It takes effect."];
const halted: Happening = { kind: "moved", transition: "stop", to: "publishing", reason: "Paused: Floods" };
const times = { now: morning + 1e9, watchedMs: 60_000, settleMs: 60_000, lateAt: null };

function post(ends: readonly End[], state: State, ...more: readonly Happening[]) {
  return postWith(contentOf(words), ends, state, more);
}

describe("a pause", () => {
  it("stops a thread that is half out, and no other post", () => {
    expect(stop(post(["done"], "publishing"), "Floods")).toMatchObject({ transition: "stop", set: { dueAt: null } });
    expect(stop(post(["open"], "publishing"), "Floods")).toMatchObject({ transition: "stop" });
    expect(stop(post([], "publishing"), "Floods")).toBeNull();
    expect(stop(post(["refused"], "publishing"), "Floods")).toBeNull();
    expect(stop(post(["done", "done", "done"], "publishing"), "Floods")).toBeNull();
    expect(stop(post(["done"], "failed"), "Floods")).toBeNull();
    expect(stop(post(["done"], "publishing", halted), "Again")).toBeNull();
  });

  it("leaves a doubt and a step in hand to be settled", () => {
    const doubt = stop(post(["done", "doubt"], "publishing"), "Floods");
    expect(doubt?.set).toEqual({});
    const leased = { ...post(["done"], "publishing"), lease: { token: "t", counter: 1, owner: "desk-1/1/1" } };
    expect(stop(leased, "Floods")?.set).toEqual({});
  });

  it("forbids every further part, also when it is over, until a person lets the thread go on", () => {
    const stopped = post(["done"], "publishing", halted);
    expect(mayIntend(stopped, morning, true)).toMatchObject({ code: "state-stopped" });
    const on = post(["done"], "publishing", halted, { kind: "moved", transition: "resume-post", to: "publishing" });
    expect(mayIntend(on, morning, true)).toBeNull();
  });

  it("does not hold a post of which nothing turned out to be out", () => {
    expect(isStopped(post(["refused"], "publishing", halted))).toBe(false);
  });
});

describe("letting a post go on", () => {
  it("starts where it stopped: what was refused is tried, what is out is not", () => {
    const broken = post(["done", "refused"], "failed");
    expect(resumePost(broken, morning)).toMatchObject({ ok: true, value: { set: { dueAt: morning } } });
    const on = post(["done", "refused"], "publishing", { kind: "moved", transition: "resume-post", to: "publishing" });
    expect(next(on.post.plan as never, on.journal, times)).toMatchObject({ kind: "perform", step: { key: "post-2" } });
  });

  it("asks the platform once more about a doubt, and sends nothing in doubt", () => {
    const on = post(["done", "unknown"], "publishing", { kind: "moved", transition: "resume-post", to: "publishing" });
    expect(next(on.post.plan as never, on.journal, times)).toMatchObject({ kind: "reconcile", step: { key: "post-2" } });
  });

  it("gives a hold without a doubt a way out too", () => {
    expect(resumePost(post(["done"], "held"), morning).ok).toBe(true);
    expect(resumePost(post([], "held"), morning).ok).toBe(true);
    expect(cancel(post([], "held")).ok).toBe(true);
  });

  it("is refused, with the right command named, where something else comes first", () => {
    const cases = [
      [post(["done"], "draft"), "approve"],
      [post(["done"], "publishing"), "show"],
      [post(["refused"], "failed"), "retry"],
    ] as const;
    for (const [view, command] of cases)
      expect(resumePost(view, morning)).toMatchObject({ ok: false, problems: [{ remedy: expect.stringContaining(`herald ${command}`) }] });
  });
});

describe("other decisions on a half-sent post", () => {
  it("are refused, each saying what is out and what can be done", () => {
    const view = post(["done", "refused"], "failed");
    const results = [cancel(view), reject(view, "No"), reschedule({ ...view }, bench, { kind: "now" }), retry(view, morning)];
    for (const result of results) expect(result).toMatchObject({ ok: false, problems: [{ code: "state-visible" }] });
    const [problem] = (results[0]?.ok === false && results[0].problems) || [];
    expect(problem?.message).toContain("part 1 (https://x.com/i/status/1)");
    for (const command of ["edit", "resume-post", "take-down", "leave"]) expect(problem?.remedy).toContain(`herald ${command} lusab-42`);
  });

  it("keep the plan that went out when an approval is taken back", () => {
    expect(unapprove(post(["done", "refused"], "approved"))).toMatchObject({ ok: true, value: { set: { dueAt: null } } });
    const whole = unapprove(post([], "approved"));
    expect(whole).toMatchObject({ ok: true, value: { set: { plan: null, digest: null } } });
  });

  it("approve the rest without sending it, and only for the account that has the beginning", () => {
    const view = post(["done", "refused"], "draft");
    expect(approve(view, bench, { kind: "now" })).toMatchObject({ ok: true, value: { set: { dueAt: null } } });
    const other = { ...bench, account: { ...bench.account, remoteId: "999" } };
    expect(approve(view, other, { kind: "now" })).toMatchObject({ ok: false, problems: [{ code: "account-other" }] });
    const changed = contentOf(["It takes effect.", ...words.slice(1)]);
    const slipped = { ...view, post: { ...view.post, content: changed as never } };
    expect(approve(slipped, bench, { kind: "now" })).toMatchObject({ ok: false, problems: [{ code: "state-part-out", where: "part 1" }] });
  });
});

describe("what a person is offered", () => {
  const commandsOn = (view: ReturnType<typeof post>, canDelete = true) =>
    offersOn(view, canDelete).map(({ command }) => command.split(" ")[0]);

  it("settles every post that waits for a person", () => {
    const waiting = [
      post(["done", "unknown"], "held"),
      post(["unknown"], "held"),
      post([], "held"),
      post(["done"], "held"),
      post(["done", "refused"], "failed"),
      post(["refused"], "failed"),
      post([], "missed"),
      post([], "waiting"),
      post([], "draft"),
      post(["done"], "draft"),
      post(["done"], "approved"),
      post(["done"], "publishing", halted),
      post(["done", "doubt"], "publishing", halted),
    ];
    for (const view of waiting) expect(commandsOn(view).length, view.post.state).toBeGreaterThanOrEqual(2);
  });

  it("is the two answers for a doubt, and no deleting where the platform has none", () => {
    expect(commandsOn(post(["done", "unknown"], "held"))).toEqual(["resolve", "resolve", "resume-post", "leave"]);
    expect(commandsOn(post(["done", "refused"], "failed"), false)).toEqual(["edit", "resume-post", "leave"]);
  });

  it("is nothing where nobody is asked", () => {
    for (const state of ["published", "cancelled", "withdrawn", "publishing"] as const) expect(offersOn(post(["done"], state))).toEqual([]);
  });
});
