import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../../../src/platforms/platform.ts";
import { x } from "../../../src/platforms/x/index.ts";
import { accountOn, deadlineIn, sent } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

const get = { host: "api.x.com", method: "GET", path: "/2/tweets" } as const;
const soon = () => deadlineIn(30_000);

let play: Play;
let session: Session;
let posts: readonly { readonly id: string }[];
beforeAll(async () => {
  play = await openPlay();
  session = await play.open("x");
});
beforeEach(async () => {
  play.standIns.world().x.posts.length = 0;
  const ids = [];
  for (const text of ["Canals lined", "Schools built"]) {
    const outcome = await session.perform(sent("post-1", "POST", "/2/tweets", { text: `${text} ${Math.random()}` }), soon());
    if (outcome.kind === "done") ids.push({ id: outcome.output.id });
  }
  posts = ids;
  play.standIns.world().x.spentUsd = 0;
});
afterEach(() => play.standIns.faults.clear());
afterAll(() => play.close());

const count = (asked: readonly { readonly id: string }[], deadline = soon()) =>
  session.counts?.(asked, deadline) ?? expect.fail("no counts");
const spent = () => play.standIns.world().x.spentUsd;

describe("counting posts on X", () => {
  it("asks once for all of them, and costs what was reckoned", async () => {
    const before = play.standIns.requests.length;
    const { answers, billed } = await count(posts);
    expect(play.standIns.requests.length).toBe(before + 1);
    expect(play.standIns.requests.at(-1)?.path).toBe("/2/tweets");
    expect(billed).toBe(2);
    expect(x.readCost?.(2, accountOn("x"))).toEqual({ usd: 0.01 });
    expect(spent()).toBeCloseTo(0.01, 9);
    const tally = { likes: 0, reposts: 0, replies: 0, quotes: 0, views: 0, comments: null };
    expect(answers).toEqual([
      { kind: "counted", tally },
      { kind: "counted", tally },
    ]);
  });

  it("finds more with age, the same whenever it is asked, and never less", async () => {
    const [one] = posts;
    const { createdAt } = play.standIns.world().x.posts[0] ?? expect.fail("no post");
    const at = async (hours: number) => {
      const world = play.standIns.world().x.posts;
      world[0] = { ...(world[0] ?? expect.fail("no post")), createdAt: createdAt - hours * 3_600_000 };
      const [answer] = (await count([one ?? { id: "" }])).answers;
      return answer?.kind === "counted" ? (answer.tally.views ?? 0) : Number.NaN;
    };
    const views = [await at(1), await at(24), await at(168), await at(168)];
    expect(views).toEqual(views.toSorted((a, b) => a - b));
    expect(views[0]).toBeGreaterThan(0);
    expect(views[1]).toBeGreaterThan(views[0] ?? 0);
    expect(Math.abs((views[3] ?? 0) - (views[2] ?? 0))).toBeLessThan(2);
  });

  it("knows a deleted post, which costs nothing, and one whose number nobody told", async () => {
    const [gone, there] = posts;
    await session.perform(sent("delete-1", "DELETE", `/2/tweets/${gone?.id}`, {}), soon());
    play.standIns.world().x.spentUsd = 0;
    const { answers, billed } = await count([gone ?? { id: "" }, { id: "unverified" }, there ?? { id: "" }]);
    expect(answers.map(({ kind }) => kind)).toEqual(["gone", "unknown", "counted"]);
    expect(billed).toBe(1);
    expect(spent()).toBeCloseTo(0.005, 9);
    expect(await count([{ id: "unverified" }])).toMatchObject({ answers: [{ kind: "unknown" }], billed: 0 });
  });

  it.each([
    [401, 0],
    [402, 0],
    [403, 0],
    [429, 0],
    [503, 2],
    ["malformed", 2],
  ] as const)("asks again after %s, of which %i may have been billed", async (before, expected) => {
    play.standIns.faults.add({ ...get, before });
    const { answers, billed } = await count(posts);
    expect(answers.map(({ kind }) => kind)).toEqual(["later", "later"]);
    expect(billed).toBe(expected);
  });

  it("counts a lost answer as billed, and one that was never asked for as not", async () => {
    play.standIns.faults.add({ ...get, after: "cut" });
    expect(await count(posts)).toMatchObject({ billed: 2, answers: [{ kind: "later" }, { kind: "later" }] });
    const before = play.standIns.requests.length;
    expect(await count(posts, deadlineIn(0))).toMatchObject({ billed: 0 });
    expect(play.standIns.requests.length).toBe(before);
  });

  it("waits as long as X asks", async () => {
    play.standIns.faults.add({ ...get, before: 429 });
    const [answer] = (await count(posts)).answers;
    expect(answer?.kind === "later" && answer.reason).toContain("429");
  });
});
