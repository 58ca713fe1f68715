import { describe, expect, it } from "vitest";
import { topics } from "../../src/domain/incident.ts";
import type { Happening, Outcome, Verdict } from "../../src/domain/journal.ts";
import { block } from "../../src/domain/problem.ts";
import { watchOver } from "../../src/notify/watch.ts";
import { done, outcome, threadPlan, verdict } from "../support/plans.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { morning } from "../support/store-fixtures.ts";
import { pauseBy, viewAfter } from "./views.ts";

const watch = watchOver([accountOn("x")]);
const { post } = viewAfter("claim", undefined);

describe("what becomes of a post", () => {
  it.each([
    ["hold", "held"],
    ["fail", "failed"],
    ["miss", "missed"],
    ["stop", "stopped"],
  ] as const)("%s opens one incident, known by the post's revision", (transition, kind) => {
    const view = viewAfter(transition, "No answer came.");
    const opened = watch.ofPost(view, morning)(null);
    expect(opened).toMatchObject({
      id: `${kind}:lusab-42:7`,
      topic: "post:lusab-42",
      kind,
      post: "lusab-42",
      account: "x",
      reason: "No answer came.",
    });
    expect(watch.ofPost(view, morning + 99)(opened)?.id).toBe(opened?.id);
  });

  it.each(["approve", "publish", "settle", "retry", "cancel", "reject", "taken-down", "leave"] as const)("%s ends it", (transition) => {
    const open = watch.ofPost(viewAfter("hold", "Nobody knows."), morning)(null);
    expect(open).not.toBeNull();
    expect(watch.ofPost(viewAfter(transition, undefined), morning)(open)).toBeNull();
  });

  it("tells of a pause together with the post whose question was refused for it", () => {
    const problem = block("account-credits", "account x", "X answered 402.", "Add credits.");
    const refused = verdict(threadPlan, "post-1", { kind: "unknown", reason: "X could not be asked.", problem });
    const unknown = verdict(threadPlan, "post-1", { kind: "unknown", reason: "Two posts look alike." });
    expect(watch.ofPost(viewAfter("hold", "r", { happenings: [refused] }), morning)(null)?.covers).toBe(topics.pause("x"));
    expect(watch.ofPost(viewAfter("hold", "r", { happenings: [refused, unknown] }), morning)(null)?.covers).toBeNull();
  });
});

describe("a pause", () => {
  it("by the engine is told once, with the account that stands still", () => {
    const engine = pauseBy("worker desk-1/4242/77");
    expect(watch.ofPause("x", engine)(null)).toMatchObject({
      id: `paused:x:${morning}`,
      kind: "paused",
      account: "x",
      reason: engine.reason,
    });
    expect(watch.ofPause(null, engine)(null)).toMatchObject({ account: null, topic: topics.pause(null) });
  });

  it("by a person is known to people, and takes the engine's place", () => {
    const open = watch.ofPause("x", pauseBy("worker desk-1/4242/77"))(null);
    expect(watch.ofPause("x", pauseBy("Ayesha"))(open)).toBeNull();
    expect(watch.ofPause("x", null)(open)).toBeNull();
  });
});

describe("a platform that can't be reached", () => {
  const said = (what: Outcome): Happening => outcome(threadPlan, "post-1", what);
  const answered = (what: Verdict): Happening => verdict(threadPlan, "post-1", what);
  const away = said({ kind: "later", afterMs: 0, reason: "X could not be reached (ENOTFOUND).", unreachable: true });
  const open = watch.ofAnswer(post, away, morning)(null);

  it("is one incident for all posts of all its accounts, until it answers", () => {
    expect(open).toMatchObject({ id: `unreachable:x:${morning}`, topic: "platform:x", platform: "x", account: null, post: null });
    for (let minute = 1; minute <= 100; minute += 1) expect(watch.ofAnswer(post, away, morning + minute)(open)).toBe(open);
    const asked = answered({ kind: "later", afterMs: 0, reason: "X could not be asked.", unreachable: true });
    expect(watch.ofAnswer(post, asked, morning)(open)).toBe(open);
    expect(watch.ofAnswer(post, asked, morning)(null)?.kind).toBe("unreachable");
  });

  it.each<Happening>([
    said({ kind: "done", output: { id: "1" } }),
    said({ kind: "refused", problem: block("style-refused", "part 1", "No.", "Change it.") }),
    said({ kind: "denied", problem: block("account-credits", "account x", "402.", "Pay.") }),
    said({ kind: "restart", from: "media-1", reason: "Stale." }),
    answered({ kind: "took", output: { id: "1" } }),
    answered({ kind: "absent" }),
    answered({ kind: "unknown", reason: "Two look alike." }),
  ])("is over with an answer: %o", (answer) => {
    expect(watch.ofAnswer(post, answer, morning)(open)).toBeNull();
    expect(watch.ofAnswer(post, answer, morning)(null)).toBeNull();
  });

  it.each<Happening>([
    said({ kind: "doubt", reason: "The connection was cut." }),
    said({ kind: "later", afterMs: 0, reason: "This worker was held up." }),
    { kind: "intent", step: "post-1", stepDigest: "d" },
  ])("is neither over nor begun with %o", (neither) => {
    expect(watch.ofAnswer(post, neither, morning)(open)).toBe(open);
    expect(watch.ofAnswer(post, neither, morning)(null)).toBeNull();
  });
});

describe("two ids for one step", () => {
  const late = (id: string): Happening =>
    ({ ...outcome(threadPlan, "post-1", { kind: "done", output: { id } }), kind: "late" }) as Happening;
  const took = (id: string) => verdict(threadPlan, "post-1", { kind: "took", output: { id } });
  const twice = (...happenings: readonly Happening[]) => watch.ofOutputs(viewAfter("publish", undefined, { happenings }));

  it("may be a duplicate, whichever way they became known", () => {
    const first = done(threadPlan, "post-1", "900");
    expect(twice(...first, late("901"))(null)).toMatchObject({ id: "duplicate:lusab-42:900+901", kind: "duplicate", ids: ["900", "901"] });
    expect(twice(...first, took("901"))(null)).toMatchObject({ ids: ["900", "901"] });
    expect(twice(took("902"), late("903"))(null)).toMatchObject({ ids: ["902", "903"] });
  });

  it("is none where the id is the same, where the steps differ, where nobody sees it, or where it names the container", () => {
    expect(twice(...done(threadPlan, "post-1", "900"), took("900"))(null)).toBeNull();
    expect(twice(...done(threadPlan, "post-1", "900"), ...done(threadPlan, "post-2", "901"))(null)).toBeNull();
    expect(twice(...done(threadPlan, "media-1", "900"), ...done(threadPlan, "media-1", "901"))(null)).toBeNull();
    expect(twice(took("container:17"), late("903"))(null)).toBeNull();
  });

  it("stays open until a person has seen to it", () => {
    const open = twice(...done(threadPlan, "post-1", "900"), late("901"))(null);
    expect(twice(...done(threadPlan, "post-1", "900"))(open)).toBe(open);
  });
});
