import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../../src/sandbox/index.ts";
import { mismatches } from "../../../src/sandbox/x/schema.ts";
import { refusalOf, strangerOnX, xClient } from "../../support/stand-ins.ts";

const dayMs = 24 * 3_600_000;
let standIns: StandIns;

beforeEach(async () => {
  standIns = await startStandIns({ oauthSkewMs: 10 * dayMs });
});
afterEach(() => standIns.close());

function post(body: Record<string, unknown>): Promise<{ data: { id: string; text: string } }> {
  return xClient(standIns).v2.post("tweets", body);
}

describe("POST /2/tweets", () => {
  it("answers 201 as X's own description says, with growing ids and rate headers", async () => {
    const x = xClient(standIns);
    const first = await x.v2.post("tweets", { text: "One" }, { fullResponse: true });
    const second = await x.v2.post("tweets", { text: "Two" }, { fullResponse: true });
    expect(mismatches("CreatePostsResponse", first.data)).toEqual([]);
    expect(BigInt(second.data.data.id)).toBeGreaterThan(BigInt(first.data.data.id));
    expect(second.rateLimit).toMatchObject({ limit: 100, remaining: 98 });
    expect(standIns.requests.map((request) => request.status)).toEqual([201, 201]);
  });

  it.each([
    ["an unknown key", { text: "a", colour: "red" }],
    ["a number for a text", { text: 5 }],
    ["a media id that is no number", { text: "a", media: { media_ids: ["abc"] } }],
    ["no media id in media", { text: "a", media: { media_ids: [] } }],
    ["five pictures", { text: "a", media: { media_ids: ["1", "2", "3", "4", "5"] } }],
    ["a reply to nothing", { text: "a", reply: {} }],
    ["no text and no picture", { text: " " }],
    ["nothing", {}],
    ["a picture and a poll", { text: "a", media: { media_ids: ["1"] }, poll: { options: ["a", "b"], duration_minutes: 5 } }],
    ["a picture that was never uploaded", { text: "a", media: { media_ids: ["1"] } }],
  ])("refuses %s with 400", async (_, body) => {
    expect(await refusalOf(post(body))).toMatchObject({ code: 400, data: { type: "https://api.x.com/2/problems/invalid-request" } });
    expect(standIns.readers()).toEqual([]);
  });

  it("counts as X counts: 280 weighted characters, a link 23, an emoji 2", async () => {
    expect(await refusalOf(post({ text: "a".repeat(281) }))).toMatchObject({ code: 403 });
    expect(await refusalOf(post({ text: "ا".repeat(281) }))).toMatchObject({ code: 403 });
    expect(await refusalOf(post({ text: "…".repeat(141) }))).toMatchObject({ code: 403 });
    await post({ text: "a".repeat(280) });
    await post({ text: `${"b".repeat(256)} https://example.org/${"long/".repeat(40)}` });
    expect(standIns.readers()).toHaveLength(2);
  });

  it("takes one cashtag and refuses two, and quotes altogether", async () => {
    await post({ text: "About $OGDC today" });
    expect(await refusalOf(post({ text: "About $OGDC and $PPL" }))).toMatchObject({
      code: 403,
      data: { detail: expect.stringContaining("cashtag") },
    });
    expect(await refusalOf(post({ text: "See", quote_tweet_id: "1" }))).toMatchObject({ code: 403 });
  });

  it("lets an account answer itself and those who mention it, nobody else", async () => {
    const stranger = strangerOnX(standIns);
    const plain = await stranger.v2.post("tweets", { text: "Good morning" });
    const calling = await stranger.v2.post("tweets", { text: "@republicpolicy is this right?" });
    expect(await refusalOf(post({ text: "No", reply: { in_reply_to_tweet_id: plain.data.id } }))).toMatchObject({
      code: 403,
      data: { type: "https://api.x.com/2/problems/not-authorized-for-resource" },
    });
    await post({ text: "Yes", reply: { in_reply_to_tweet_id: calling.data.id } });
    const own = await post({ text: "First" });
    await post({ text: "Second", reply: { in_reply_to_tweet_id: own.data.id } });
    expect((await refusalOf(post({ text: "Lost", reply: { in_reply_to_tweet_id: "12" } }))).code).toBe(403);
  });

  it("refuses a text that stands there from the last day, in whatever spacing", async () => {
    const first = await post({ text: "The budget passed." });
    const refused = await refusalOf(post({ text: "The  budget passed. " }));
    expect(refused).toMatchObject({ code: 403, data: { type: "about:blank", detail: expect.stringContaining("duplicate content") } });
    await strangerOnX(standIns).v2.post("tweets", { text: "The budget passed." });
    await xClient(standIns).v2.delete(`tweets/${first.data.id}`);
    await post({ text: "The budget passed." });
    standIns.shiftClock(dayMs + 1000);
    await post({ text: "The budget passed." });
  });

  it("takes the same text twice where it is told not to be duplicate-proof", async () => {
    standIns.rules.duplicateProof = false;
    await post({ text: "Again" });
    await post({ text: "Again" });
    expect(standIns.readers()).toHaveLength(2);
  });

  it("refuses with 402 when the credits don't cover the post, and thirteen times sooner with a link", async () => {
    standIns.rules.creditsUsd = 0.1;
    const refused = await refusalOf(post({ text: "Read example.org" }));
    expect(refused).toMatchObject({ code: 402, data: { title: "CreditsDepleted" } });
    for (const text of ["1", "2", "3", "4", "5", "6"]) await post({ text });
    expect((await refusalOf(post({ text: "7" }))).code).toBe(402);
    expect(standIns.world().x.spentUsd).toBeCloseTo(0.09);
  });

  it("answers 75 questions a window for users/me, then 429 until the reset that it names", async () => {
    const x = xClient(standIns);
    for (let n = 0; n < 75; n += 1) await x.v2.get("users/me");
    const refused = await refusalOf(x.v2.get("users/me"));
    expect(refused).toMatchObject({ code: 429, headers: { "x-rate-limit-remaining": "0" } });
    const resetsAt = Number(refused.headers["x-rate-limit-reset"]) * 1000;
    standIns.shiftClock(resetsAt - Date.now());
    await x.v2.get("users/me");
  });
});

describe("DELETE /2/tweets/:id", () => {
  it("takes one's own post away, and says 404 where there is none", async () => {
    const x = xClient(standIns);
    const { data } = await post({ text: "Wrong" });
    const said = await x.v2.delete(`tweets/${data.id}`);
    expect(mismatches("DeletePostsResponse", said)).toEqual([]);
    expect(said).toEqual({ data: { deleted: true } });
    expect(standIns.readers()).toEqual([]);
    expect((await refusalOf(x.v2.delete(`tweets/${data.id}`))).code).toBe(404);
    expect((await refusalOf(x.v2.delete("tweets/not-a-number"))).code).toBe(400);
  });

  it("leaves a stranger's post alone", async () => {
    const { data } = await strangerOnX(standIns).v2.post("tweets", { text: "Mine" });
    const refused = await refusalOf(xClient(standIns).v2.delete(`tweets/${data.id}`));
    expect(refused).toMatchObject({ code: 403, data: { detail: "You are not authorized to delete this Tweet." } });
    expect(standIns.readers()).toHaveLength(1);
  });
});
