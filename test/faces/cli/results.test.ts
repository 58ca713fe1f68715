import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Outcomes, Tally } from "../../../src/domain/result.ts";
import { sayComparison, sayCost, sayCount } from "../../../src/faces/cli/say-results.ts";
import { compare } from "../../../src/pipeline/results.ts";
import { type Home, makeHome } from "../../support/herald.ts";

const hourMs = 3_600_000;
const tally: Tally = { likes: 12, reposts: 0, replies: null, quotes: null, views: null, comments: 3 };
const count = { mark: "1h", fate: "counted", at: hourMs, tally, note: null, by: null } as const;
const outcomes: Outcomes = {
  ...{ post: "lusab-42", account: "x", platform: "x", outAt: 0 },
  traits: { kind: "thread", card: null, theme: null, photo: false, words: "herald", weekday: "mon", slot: null },
  counts: [count],
};

describe("results on a terminal", () => {
  it("say what was counted, how late, by whom, and what is missing", () => {
    expect(sayCount(count, outcomes)).toBe("  1 h  likes 12, reposts 0, comments 3");
    expect(sayCount({ ...count, at: 1.8 * hourMs, by: "ayesha" }, outcomes)).toContain("(taken late, after 2 h) (typed by ayesha)");
    const open = { ...count, at: null, tally: null };
    expect(sayCount({ ...open, fate: "waiting" }, outcomes)).toBe("  1 h  not yet");
    expect(sayCount({ ...open, fate: "gone", note: "It was taken down." }, outcomes)).toBe("  1 h  gone: It was taken down.");
  });

  it("rank nothing of which there are too few, and say so", () => {
    const [found] = compare([outcomes], { mark: "1h", aspect: "kind", measure: "likes" });
    expect(found && sayComparison(found)).toMatch(
      /thread +1 posts {2}likes 12 of 1 {2}answers 3 of 1 {2}shares 0 of 1 {2}views – {2}too few to say/,
    );
  });

  it("say what they cost, or would", () => {
    const cost = { account: "x", isOn: true, month: "2026-11", spentUsd: 0.135, mostUsd: 2, eachUsd: 0.005 };
    expect(sayCost(cost)).toBe("x: counting a post costs up to $0.005; $0.135 of $2.00 spent on it in 2026-11.");
    expect(sayCost({ ...cost, isOn: false })).toContain("results: { read: true, usdPerMonth: 2 }");
  });
});

describe("herald results", () => {
  let home: Home;
  beforeAll(() => {
    home = makeHome({}, "together");
  });
  afterAll(() => home.remove());

  it("lists, compares and writes a table, and refuses what it doesn't know", async () => {
    expect(await home.json(["results"])).toMatchObject({ posts: [], costs: [{ account: "sandbox-x", spentUsd: 0 }] });
    expect(await home.json(["results", "--by", "slot", "--since", "2026-01-01 00:00"])).toMatchObject({ comparisons: [] });
    const file = join(home.directory, "slots.xlsx");
    expect((await home.run(["results", "--by", "slot", "--table", file])).code).toBe(0);
    expect(existsSync(file)).toBe(true);
    expect((await home.run(["results", "--by", "slot", "--table", file])).code).toBe(2);
    expect((await home.run(["results", "--by", "luck"])).code).toBe(2);
    expect((await home.run(["results", "none", "--likes", "3"])).code).toBe(2);
    expect((await home.run(["results", "none", "--mark", "1h", "--likes", "3"])).code).toBe(1);
  });
});
