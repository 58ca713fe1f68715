import { describe, expect, it } from "vitest";
import type { Summary } from "../../../src/domain/summary.ts";
import { plainStyle } from "../../../src/pipeline/house-rules.ts";
import { announced, approve, ask, autoStep, chosenSource, noticeMs, rewrite, stopAuto, unapprove } from "../../../src/pipeline/review.ts";
import { accountWith, begin, type Game, honest, play, problemsOf, type Rules, type Stage } from "../../support/approval-game.ts";
import { contentOf } from "../../support/half-sent-posts.ts";
import { hourMs, morning } from "../../support/store-fixtures.ts";

const feed = "https://example.org/feed?item=7";
const rules = { approval: { auto: ["https://example.org/feed*"] } };

const house: Stage = (view, bench) => {
  const change = autoStep(view, bench);
  return change ? { ok: true, value: change } : { ok: false, problems: [] };
};

function fresh(more: Partial<Summary> = {}, given: Rules = rules): Game {
  return begin(given, "herald", { source: feed, ...more });
}

function later(game: Game, ms: number): Game {
  return { ...game, now: game.now + ms };
}

/** What the house does now: a transition, or nothing. */
function does(game: Game): string {
  const { result } = play(game, "herald", house);
  return result.ok ? result.value.transition : "nothing";
}

describe("a draft from a chosen source on which nothing is found", () => {
  it("is announced, and approved a quarter of an hour later if nobody stops it", () => {
    const notice = play(fresh(), "herald", house).game;
    expect(announced(notice.view)).toMatchObject({ at: morning + noticeMs });
    expect(does(notice)).toBe("nothing");
    expect(does(later(notice, noticeMs - 1))).toBe("nothing");
    const done = play(later(notice, noticeMs), "herald", house);
    expect(done.result).toMatchObject({
      ok: true,
      value: { transition: "approve", note: { reason: expect.stringContaining("house's rule") } },
    });
    expect(done.game.view.post).toMatchObject({ state: "approved", scheduledAt: expect.any(Number), digest: expect.any(String) });
  });

  it.each<[string, string, Stage]>([
    ["stop-auto", "wali", (view) => stopAuto(view)],
    ["an edit", "wali", (view, bench) => rewrite(view, JSON.parse(JSON.stringify(contentOf([honest]))), bench)],
    ["being asked for changes", "esha", (view) => ask(view, "Say when.")],
    ["a person's own approval taken back", "esha", (view, bench) => approve(view, bench, { kind: "next" })],
  ])("is left to people after %s", (_, who, stage) => {
    const notice = play(fresh(), "herald", house).game;
    const stopped = play(notice, who, stage);
    expect(stopped.result.ok).toBe(true);
    const game = stopped.game.view.post.state === "approved" ? play(stopped.game, who, unapprove).game : stopped.game;
    expect(announced(game.view)).toBeNull();
    expect(does(later(game, noticeMs))).toBe("nothing");
  });

  it("is announced anew where what would be approved is another", () => {
    const notice = play(fresh(), "herald", house).game;
    const other = { ...later(notice, noticeMs), account: { ...notice.account, remoteId: "77" } };
    expect(does(other)).toBe("announce");
    expect(does(later(play(other, "herald", house).game, noticeMs))).toBe("approve");
  });

  it("is announced again after a crash only if it was not before", () => {
    const notice = play(fresh(), "herald", house).game;
    const again = play(later(notice, hourMs), "herald", house);
    expect(again.result).toMatchObject({ ok: true, value: { transition: "approve" } });
  });
});

describe("the house leaves to people", () => {
  it.each<[string, Game]>([
    ["another source", fresh({ source: "https://example.org/other" })],
    ["an opinion", fresh({ kind: "opinion", author: "A. Author" })],
    ["everything, where it names no source", fresh({}, {})],
    ["an account that asks for two people", fresh({}, { ...rules, approvers: 2 })],
    ["what is a day old", later(fresh(), 25 * hourMs)],
    ["an account without a login", { ...fresh(), account: { ...accountWith(rules), remoteId: null } }],
    [
      "an account without a free slot",
      { ...fresh(), account: { ...accountWith(rules), timetable: { ...accountWith(rules).timetable, slots: [] } } },
    ],
  ])("%s", (_, game) => {
    expect(does(game)).toBe("nothing");
  });

  it("a correction, a withdrawn story, and what is paused", () => {
    const { view, ...game } = fresh();
    const pause = { reason: "Wait.", since: morning, until: null, by: "esha" };
    const mistake = { corrects: "other", way: "reply", mistakes: [{ was: "a", now: "b" }], of: { id: "1" } } as const;
    expect(does({ ...game, view: { ...view, post: { ...view.post, correction: mistake } } })).toBe("nothing");
    expect(does({ ...game, view: { ...view, summary: { ...view.summary, withdrawn: true } } })).toBe("nothing");
    expect(does({ ...game, view: { ...view, account: { ...view.account, pause } } })).toBe("nothing");
    expect(does({ ...game, view: { ...view, house: { pause } } })).toBe("nothing");
  });

  it("whatever has a finding, a mere warning and a matter that needs care among them", () => {
    const styled =
      (style: typeof plainStyle): Stage =>
      (view, bench) =>
        house(view, { ...bench, style });
    const careful = { ...plainStyle, careful: [{ about: "courts", words: ["cabinet"] }] };
    const spelled = { ...plainStyle, prefer: [{ write: "Cabinet", not: ["cabinet"] }] };
    expect(play(fresh(), "herald", styled(plainStyle)).result.ok).toBe(true);
    expect(play(fresh(), "herald", styled(careful)).result.ok).toBe(false);
    expect(play(fresh(), "herald", styled(spelled)).result.ok).toBe(false);
    const notice = later(play(fresh(), "herald", house).game, noticeMs);
    expect(play(notice, "herald", styled(careful)).result.ok).toBe(false);
  });

  it("nothing that somebody else asks for in its name", () => {
    expect(play(fresh(), "esha", house).result.ok).toBe(false);
  });
});

describe("stopping the house", () => {
  it("is anybody's, and is refused where nothing was announced", () => {
    expect(problemsOf(play(fresh(), "wali", (view) => stopAuto(view)).result)).toEqual(["state-stop-auto"]);
    const notice = play(fresh(), "herald", house).game;
    expect(problemsOf(play(notice, "a passer-by", (view) => stopAuto(view)).result)).toEqual(["rights-stranger"]);
  });
});

describe("a pattern of sources", () => {
  it.each([
    ["https://example.org/feed*", "https://example.org/feed", true],
    ["https://example.org/feed*", "https://example.org/feed?a=1", true],
    ["https://example.org/feed*", "https://exampleXorg/feed", false],
    ["*.md", "budget.md", true],
    ["*.md", "budget.md.txt", false],
    ["wire", "wire", true],
    ["wire", "my wire", false],
  ])("%s with %s: %s", (pattern, source, answers) => {
    const account = accountWith({ approval: { auto: [pattern] } });
    expect(chosenSource({ source }, account)).toBe(answers ? pattern : null);
  });
});
