import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Count, Outcomes, Tally, Traits } from "../../../src/domain/result.ts";
import { spreadOf } from "../../../src/pipeline/results/numbers.ts";
import { ageAt, compare, fewest, isTooLate, sayAge, triedAgainAt } from "../../../src/pipeline/results.ts";

const traits: Traits = { kind: "single", card: "headline", theme: "dark", photo: false, words: "herald", weekday: "mon", slot: "09:00" };
const none: Tally = { likes: null, reposts: null, replies: null, quotes: null, views: null, comments: null };
const outAt = Date.UTC(2026, 10, 2, 4);

let last = 0;
function posted(tally: Partial<Tally>, change: Partial<Traits> = {}, more: Partial<Outcomes> & { readonly late?: number } = {}): Outcomes {
  const { late = 1, ...rest } = more;
  const count: Count = {
    mark: "24h",
    fate: "counted",
    at: outAt + late * ageAt["24h"],
    tally: { ...none, ...tally },
    note: null,
    by: null,
  };
  last += 1;
  return { post: `post-${last}`, account: "x", platform: "x", outAt, traits: { ...traits, ...change }, counts: [count], ...rest };
}
const several = (likes: readonly number[], change: Partial<Traits> = {}) => likes.map((each) => posted({ likes: each }, change));
const question = { aspect: "kind", mark: "24h", measure: "likes" } as const;
const only = (posts: readonly Outcomes[], asked: Parameters<typeof compare>[1] = question) =>
  compare(posts, asked)[0] ?? expect.fail("nothing");

describe("a comparison", () => {
  it("calls better or worse only what has five posts and its whole middle half on one side", () => {
    const { groups, all } = only([
      ...several([1, 2, 3, 4, 5, 6], { kind: "thread" }),
      ...several([20, 21, 22, 23, 24]),
      ...several([900, 901, 902, 903], { kind: "opinion" }),
    ]);
    expect(all.measured.likes.median).toBe(21);
    expect(groups.map(({ name, posts, verdict }) => [name, posts, verdict])).toEqual([
      ["single post", 5, "usual"],
      ["thread", 6, "below"],
      // However good: four could be chance, and stand last.
      ["opinion", 4, "few"],
    ]);
    expect(groups[2]?.measured.likes).toEqual({ n: 4, median: 902, middle: null });
  });

  it("keeps accounts apart, leaves out what was counted late, and says how many", () => {
    const other = posted({ likes: 900 }, {}, { account: "instagram", platform: "instagram" });
    const edit = posted({ likes: 900 }, { kind: "edit" });
    const [first, second] = compare([other, edit, ...several([1, 2]), posted({ likes: 900 }, {}, { late: 1.3 })], question);
    expect(first?.account).toBe("instagram");
    expect(second).toMatchObject({ account: "x", late: 1, all: { posts: 2, measured: { likes: { n: 2, median: 2 } } } });
  });

  it("adds reposts to quotes and replies to comments, and counts only posts whose platform tells", () => {
    const posts = [posted({ likes: 1, reposts: 2, quotes: 3 }), posted({ likes: 1, comments: 7 }), posted({ replies: 4 })];
    const { measured } = only(posts).all;
    expect(measured.shares).toEqual({ n: 1, median: 5, middle: null });
    expect(measured.answers).toMatchObject({ n: 2, median: 6 });
    expect([measured.likes.n, measured.views]).toEqual([2, { n: 0, median: null, middle: null }]);
  });

  it.each([
    ["card", { card: null }, "no picture"],
    ["photo", { photo: true }, "photograph"],
    ["photo", { card: null }, "no picture"],
    ["theme", { theme: "light" }, "light"],
    ["slot", { weekday: "fri" }, "fri 09:00"],
    ["slot", { slot: null }, "outside the slots"],
    ["time", {}, "09:00"],
    ["weekday", { weekday: "sun" }, "sun"],
    ["words", { words: "editor" }, "an editor"],
    ["account", {}, "x"],
  ] as const)("by %s takes %j as %s", (aspect, change, name) => {
    expect(only([posted({ likes: 1 }, change)], { ...question, aspect }).groups.map((group) => group.name)).toEqual([name]);
  });

  it("lists what is too small to rank in the week's order", () => {
    const posts = (["sun", "wed", "mon"] as const).map((weekday) => posted({ likes: 1 }, { weekday }));
    expect(only(posts, { ...question, aspect: "weekday" }).groups.map(({ name }) => name)).toEqual(["mon", "wed", "sun"]);
  });

  it("never ranks by fewer than five, whatever the numbers", () => {
    const likes = fc.array(fc.nat(10_000), { maxLength: 12 });
    fc.assert(
      fc.property(likes, likes, (one, other) => {
        const [found] = compare([...several(one), ...several(other, { kind: "thread" })], question);
        for (const { verdict, posts, measured } of found?.groups ?? []) {
          expect(verdict === "few").toBe(posts < fewest);
          if (verdict === "above") expect(measured.likes.median).toBeGreaterThan(found?.all.measured.likes.median ?? Number.NaN);
        }
      }),
    );
  });
});

describe("a few numbers", () => {
  it("have a median between their least and their greatest, and a middle half around it from five on", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 }), (values) => {
        const { median, middle, n } = spreadOf(values);
        expect(n).toBe(values.length);
        expect(median).toBeGreaterThanOrEqual(Math.min(...values));
        expect(median).toBeLessThanOrEqual(Math.max(...values));
        expect(middle === null).toBe(values.length < fewest);
        if (middle && median !== null) expect(middle[0] <= median && median <= middle[1]).toBe(true);
      }),
    );
  });

  it("of even length have their median between the two in the middle", () => {
    expect(spreadOf([9, 1, 3, 5]).median).toBe(4);
  });
});

describe("marks", () => {
  it("are not taken from more than twice the age", () => {
    expect(isTooLate("1h", 0, 2 * 3_600_000)).toBe(false);
    expect(isTooLate("1h", 0, 2 * 3_600_000 + 1)).toBe(true);
  });

  it("that failed are tried again later and later, and not before the platform allows", () => {
    const pauses = [1, 2, 3, 12].map((tries) => triedAgainAt(0, tries, 0) / 60_000);
    expect(pauses).toEqual([5, 10, 20, 360]);
    expect(triedAgainAt(0, 1, 7_200_000)).toBe(7_200_000);
  });

  it("say how old a post was", () => {
    expect([61, 150, 26 * 60, 170 * 60].map((minutes) => sayAge(minutes * 60_000))).toEqual(["61 min", "3 h", "26 h", "7.1 d"]);
  });
});
