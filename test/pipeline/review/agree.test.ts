import { describe, expect, it } from "vitest";
import type { Result } from "../../../src/domain/problem.ts";
import type { Change } from "../../../src/domain/view.ts";
import { lookAgain, secondLookDue } from "../../../src/pipeline/approval/second-look.ts";
import { plainStyle } from "../../../src/pipeline/house-rules.ts";
import { approve, ask, askedFor, recompose, reject, reschedule, rewrite, unapprove, type When } from "../../../src/pipeline/review.ts";
import { begin, type Game, honest, play, problemsOf, type Rules, type Stage } from "../../support/approval-game.ts";
import { bench, contentOf } from "../../support/half-sent-posts.ts";
import { hourMs, morning } from "../../support/store-fixtures.ts";

const next: When = { kind: "next" };
const now: When = { kind: "now" };
const later: When = { kind: "at", at: morning + 5 * hourMs };

const yes =
  (when: When = next, alone: string | null = null): Stage =>
  (view, bench) =>
    approve(view, bench, when, undefined, null, alone);
const words =
  (...texts: readonly string[]): Stage =>
  (view, bench) =>
    rewrite(view, JSON.parse(JSON.stringify(contentOf(texts))), bench);

/** Plays the decisions in turn; each must be allowed. */
function played(rules: Rules, ...turns: readonly (readonly [string, Stage])[]): Game {
  return turns.reduce((game, [who, stage]) => {
    const turn = play(game, who, stage);
    if (!turn.result.ok) throw new Error(JSON.stringify(turn.result.problems));
    return turn.game;
  }, begin(rules));
}

function refusal(game: Game, who: string, stage: Stage): readonly string[] {
  return problemsOf(play(game, who, stage).result);
}

function moveOf(result: Result<Change>): string {
  return result.ok ? result.value.transition : problemsOf(result).join();
}

describe("one approver", () => {
  it("is enough where nobody asks for more, also for their own words", () => {
    expect(played({}, ["esha", words(honest)], ["esha", yes()]).view.post.state).toBe("approved");
  });

  it.each([
    ["wali", "rights-approve"],
    ["a passer-by", "rights-stranger"],
    ["herald", "rights-approve"],
  ])("is not %s", (who, code) => {
    expect(refusal(begin(), who, yes())).toEqual([code]);
  });

  it("is whom the account names, by role or by id", () => {
    const rules = { approval: { least: "publisher", people: ["wali"] } } as const;
    expect(refusal(begin(rules), "esha", yes())).toEqual(["rights-approve"]);
    for (const who of ["wali", "parveen", "adnan"]) expect(moveOf(play(begin(rules), who, yes()).result)).toBe("approve");
  });

  it("is somebody else than whose words it has, where the account asks for that", () => {
    const rules = { approval: { others: true } };
    expect(refusal(begin(rules, "esha"), "esha", yes())).toEqual(["approval-own"]);
    const edited = played(rules, ["emad", words(`${honest} It takes effect in July.`)]);
    expect(refusal(edited, "emad", yes())).toEqual(["approval-own"]);
    expect(moveOf(play(edited, "esha", yes()).result)).toBe("approve");
    const anew = (view: Game["view"]) => recompose(view, JSON.parse(JSON.stringify(contentOf([honest]))), true);
    const thrownAway = play(edited, "esha", anew).game;
    expect(refusal(thrownAway, "esha", yes())).toEqual(["approval-own"]);
    expect(moveOf(play(thrownAway, "emad", yes()).result)).toBe("approve");
  });

  it("sends at once only with the rights of a publisher", () => {
    expect(refusal(begin(), "esha", yes(now))).toEqual(["rights-break"]);
    expect(played({}, ["parveen", yes(now)]).view.post).toMatchObject({ state: "approved", scheduledAt: morning });
  });

  it("sends nothing at once before its embargo, nor against a finding", () => {
    const embargoed = begin({}, "wali", { embargo: morning + hourMs });
    expect(refusal(embargoed, "parveen", yes(now))).toEqual(["embargo-before"]);
    expect(refusal(played({}, ["esha", words("The cabinet approved 77 of them.")]), "parveen", yes(now))).toContain("claim-number");
  });
});

describe("two people", () => {
  const two = { approvers: 2 };

  it("must agree: the first voice is kept, the second approves", () => {
    const first = play(begin(two), "esha", yes());
    expect(first.result).toMatchObject({
      ok: true,
      value: { transition: "endorse", note: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
    expect(first.game.view.post).toMatchObject({ state: "draft", plan: null });
    expect(refusal(first.game, "esha", yes())).toEqual(["approval-again"]);
    expect(moveOf(play(first.game, "emad", yes()).result)).toBe("approve");
  });

  it.each<[string, Stage, string]>([
    ["an edit", words(`${honest} It takes effect in July.`), "wali"],
    ["being asked for changes", (view) => ask(view, "Say when."), "emad"],
    ["a recomposing", (view) => recompose(view, view.post.content, false), "wali"],
  ])("lose an earlier voice to %s", (_, stage, who) => {
    const game = played(two, ["esha", yes()], [who, stage]);
    expect(moveOf(play(game, "emad", yes()).result)).toBe("endorse");
    expect(moveOf(play(game, "esha", yes()).result)).toBe("endorse");
  });

  it("must agree anew when the approval was taken back, and when it was changed and changed back", () => {
    const approved = played(two, ["esha", yes()], ["emad", yes()]);
    expect(moveOf(play(play(approved, "esha", unapprove).game, "emad", yes()).result)).toBe("endorse");
    const back = played(two, ["esha", yes()], ["wali", words(`${honest} It takes effect in July.`)], ["wali", words(honest)]);
    expect(moveOf(play(back, "emad", yes()).result)).toBe("endorse");
  });

  it("count only while both may approve", () => {
    const game = played(two, ["esha", yes()]);
    const demoted = {
      ...game,
      staff: game.staff.map((person) => (person.id === "esha" ? { ...person, role: "writer" as const } : person)),
    };
    expect(moveOf(play(demoted, "emad", yes()).result)).toBe("endorse");
    const gone = { ...game, staff: game.staff.filter(({ id }) => id !== "esha") };
    expect(moveOf(play(gone, "emad", yes()).result)).toBe("endorse");
    expect(refusal(gone, "esha", yes())).toEqual(["rights-stranger"]);
  });

  it("send it when the first wished, unless the second says otherwise", () => {
    const at = played(two, ["esha", yes(later)]);
    expect(play(at, "emad", yes()).game.view.post.scheduledAt).toBe(morning + 5 * hourMs);
    expect(play(at, "emad", yes({ kind: "at", at: morning + hourMs })).game.view.post.scheduledAt).toBe(morning + hourMs);
    const over = { ...at, now: morning + 6 * hourMs };
    expect(play(over, "emad", yes()).game.view.post.scheduledAt).toBeGreaterThan(over.now);
    expect(played(two, ["parveen", yes(now)], ["esha", yes()]).view.post.scheduledAt).toBe(morning);
  });

  it("are told when there are too few of them", () => {
    const alone = { ...begin(two), staff: [{ id: "esha", role: "editor" as const }] };
    expect(refusal(alone, "esha", yes())).toEqual(["approval-few"]);
  });

  it("are not there where nobody is configured: the operator decides, and the journal says so", () => {
    const result = approve(
      begin(two).view,
      { ...bench, account: begin(two).account, staff: { actor: { id: "root", role: "operator" }, people: [] } },
      later,
    );
    expect(result).toMatchObject({ ok: true, value: { transition: "approve", note: { reason: expect.stringContaining("asks for 2") } } });
  });
});

describe("a matter that needs care", () => {
  const style = { ...plainStyle, careful: [{ about: "courts", words: ["cabinet"] }] };
  const careful =
    (when: When = next): Stage =>
    (view, bench) =>
      approve(view, { ...bench, style }, when);

  it("needs a second person where more than one may approve, and one where nobody else could", () => {
    const first = play(begin(), "esha", careful());
    expect(moveOf(first.result)).toBe("endorse");
    expect(moveOf(play(first.game, "emad", careful()).result)).toBe("approve");
    const single = { ...begin(), staff: [{ id: "esha", role: "editor" as const }] };
    expect(moveOf(play(single, "esha", careful()).result)).toBe("approve");
  });
});

describe("one person alone where two are asked for", () => {
  const two = { approvers: 2 };
  const why = "The vote is on now.";

  it("sends at once with a publisher's rights and a reason, and a second look is due", () => {
    const game = played(two, ["parveen", yes(now, why)]);
    expect(game.view.post.state).toBe("approved");
    expect(secondLookDue(game.view)).toEqual({ by: "parveen", at: morning, reason: why });
  });

  it.each<[string, string, When]>([
    ["an editor", "rights-break", now],
    ["a publisher with time", "usage-alone", next],
  ])("is not %s", (_, code, when) => {
    expect(refusal(begin(two), code === "rights-break" ? "esha" : "parveen", yes(when, why))).toEqual([code]);
  });

  it("is never before the embargo", () => {
    expect(refusal(begin(two, "wali", { embargo: morning + hourMs }), "parveen", yes(now, why))).toEqual(["embargo-before"]);
  });

  it("may send their own words, but leaves the second look to somebody else who may approve", () => {
    const game = play(begin({ ...two, approval: { others: true } }, "parveen"), "parveen", yes(now, why)).game;
    const looked: Stage = (view, { staff }) => lookAgain(view, staff);
    expect(refusal(game, "parveen", looked)).toEqual(["approval-same"]);
    expect(refusal(game, "wali", looked)).toEqual(["rights-approve"]);
    const after = play(game, "esha", looked);
    expect(after.game.view.post).toMatchObject({ state: "approved", digest: game.view.post.digest });
    expect(secondLookDue(after.game.view)).toBeNull();
    expect(refusal(after.game, "emad", looked)).toEqual(["state-no-look"]);
  });

  it("is marked as alone also where one person is enough, but not for their own words", () => {
    const game = play(begin({ approval: { others: true } }, "parveen"), "parveen", yes(now, why)).game;
    expect(secondLookDue(game.view)).toMatchObject({ by: "parveen" });
  });

  it("needs no second look where enough had agreed, nor when the approval was taken back", () => {
    expect(secondLookDue(played(two, ["esha", yes()], ["parveen", yes(now, why)]).view)).toBeNull();
    expect(secondLookDue(played(two, ["parveen", yes(now, why)], ["esha", unapprove]).view)).toBeNull();
  });
});

describe("asking for changes", () => {
  it("takes an approval back, keeps the note, and is answered by an edit", () => {
    const asked = played({}, ["esha", yes()], ["emad", (view) => ask(view, "Say when it takes effect.")]);
    expect(asked.view.post).toMatchObject({ state: "draft", plan: null, digest: null });
    expect(askedFor(asked.view)).toEqual({ by: "emad", at: morning, note: "Say when it takes effect." });
    expect(askedFor(play(asked, "wali", words(`${honest} It takes effect in July.`)).game.view)).toBeNull();
    expect(refusal(begin(), "wali", (view) => ask(view, "More."))).toEqual(["rights-review"]);
    expect(askedFor(play(asked, "emad", (view) => reject(view, "No.")).game.view)).toBeNull();
  });
});

describe("moving an approved post", () => {
  const move =
    (when: When): Stage =>
    (view, bench) =>
      reschedule(view, bench, when);

  it("keeps its approval, unless an embargo or an expiry then fails", () => {
    const game = play(begin({}, "wali", { expires: morning + 8 * hourMs }), "esha", yes(later)).game;
    const moved = play(game, "emad", move({ kind: "at", at: morning + 6 * hourMs }));
    expect(moved.game.view.post).toMatchObject({ state: "approved", digest: game.view.post.digest, scheduledAt: morning + 6 * hourMs });
    expect(refusal(game, "emad", move({ kind: "at", at: morning + 9 * hourMs }))).toEqual(["time-after-expiry"]);
  });

  it("is refused where its words would then be false", () => {
    const rules = begin({}, "wali", { date: "2026-03-02", paragraphs: ["The cabinet approved a today."] });
    const today = play(rules, "esha", words("The cabinet approved a today.")).game;
    const approved = play(today, "esha", yes({ kind: "at", at: morning + hourMs })).game;
    expect(approved.view.post.state).toBe("approved");
    expect(refusal(approved, "emad", move({ kind: "at", at: morning + 30 * hourMs }))).toEqual([expect.stringMatching(/^time-/)]);
  });
});
