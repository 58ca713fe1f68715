import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../../../src/platforms/platform.ts";
import { deadlineIn } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

const soon = () => deadlineIn(30_000);
const one = { id: "17900000000000101", url: "https://www.instagram.com/p/C101/" };
const other = { id: "17900000000000102" };

let play: Play;
let session: Session;
beforeAll(async () => {
  play = await openPlay();
  session = await play.open("instagram");
});
beforeEach(() => {
  const { media } = play.standIns.world().instagram;
  media.length = 0;
  const ownerId = play.standIns.people.instagram[0]?.id ?? "";
  const publishedAt = Date.now() - 86_400_000;
  for (const { id } of [one, other])
    media.push({ id, ownerId, containerId: "5", shortcode: `C${id}`, caption: "A chart", pictures: [], publishedAt });
  play.standIns.rules.insights = false;
});
afterEach(() => play.standIns.faults.clear());
afterAll(() => play.close());

const count = (asked: readonly { readonly id: string }[], deadline = soon()) =>
  session.counts?.(asked, deadline) ?? expect.fail("no counts");
const path = (id: string) => ({ host: "graph.instagram.com", method: "GET", path: `/v26.0/${id}` }) as const;

describe("counting posts on Instagram", () => {
  it("takes likes and comments, and asks once for views that it has no right to", async () => {
    const before = play.standIns.requests.length;
    const { answers, billed } = await count([one, other]);
    const tally = { likes: expect.any(Number), comments: expect.any(Number), views: null, reposts: null, replies: null, quotes: null };
    expect(answers).toEqual(answers.map(() => ({ kind: "counted", tally, note: expect.stringContaining("the right to read insights") })));
    expect(answers.length).toBe(2);
    expect(billed).toBe(0);
    expect(play.standIns.requests.slice(before).map((asked) => asked.path)).toEqual([
      `/v26.0/${one.id}`,
      `/v26.0/${one.id}/insights`,
      `/v26.0/${other.id}`,
    ]);
  });

  it("takes views where it has the right", async () => {
    play.standIns.rules.insights = true;
    const { answers } = await count([one]);
    expect(answers).toEqual([{ kind: "counted", tally: expect.objectContaining({ views: expect.any(Number) }) }]);
  });

  it("says what is hidden and what isn't there yet", async () => {
    play.standIns.faults.add({ ...path(`${one.id}/insights`), before: 500 });
    const [answer] = (await count([one])).answers;
    expect(answer).toMatchObject({ kind: "counted", note: expect.stringContaining("Instagram answered 500") });
  });

  it("asks again for what isn't found, and goes on with the others", async () => {
    play.standIns.world().instagram.media.shift();
    const { answers } = await count([one, other]);
    expect(answers[0]).toMatchObject({ kind: "later", reason: expect.stringContaining("It may be deleted.") });
    expect(answers[1]?.kind).toBe("counted");
  });

  it("asks nothing more once its login is refused", async () => {
    play.standIns.rules.revoked = ["instagram"];
    const before = play.standIns.requests.length;
    const { answers } = await count([one, other]);
    play.standIns.rules.revoked = [];
    expect(answers.map(({ kind }) => kind)).toEqual(["later", "later"]);
    expect(play.standIns.requests.length).toBe(before + 1);
  });

  it("asks nothing of posts that it knows by their container or address only, nor when the time is over", async () => {
    const before = play.standIns.requests.length;
    expect((await count([{ id: "container:5" }, { id: "C101" }])).answers.map(({ kind }) => kind)).toEqual(["unknown", "unknown"]);
    expect((await count([one], deadlineIn(0))).answers).toMatchObject([{ kind: "later" }]);
    expect(play.standIns.requests.length).toBe(before);
  });
});
