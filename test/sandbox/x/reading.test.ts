import fc from "fast-check";
import type { TwitterApi } from "twitter-api-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/edge/clock.ts";
import { type StandIns, startStandIns, usualPeople } from "../../../src/sandbox/index.ts";
import { openKeep } from "../../../src/sandbox/keep.ts";
import { usualRules } from "../../../src/sandbox/rules.ts";
import { postAsRead, textAsRead } from "../../../src/sandbox/x/post-as-read.ts";
import { mismatches } from "../../../src/sandbox/x/schema.ts";
import { drawPicture, refusalOf, strangerOnX, uploadPicture, xClient } from "../../support/stand-ins.ts";

let standIns: StandIns;
let x: TwitterApi;
let timeline: string;

beforeEach(async () => {
  standIns = await startStandIns({ oauthSkewMs: 86_400_000 });
  x = xClient(standIns);
  timeline = `users/${standIns.people.x[0]?.id}/tweets`;
});
afterEach(() => standIns.close());

async function post(text: string, more: Record<string, unknown> = {}): Promise<string> {
  return (await x.v2.post<{ data: { id: string } }>("tweets", { text, ...more })).data.id;
}

async function listed(query: Record<string, string> = {}): Promise<string[]> {
  const said = await x.v2.get(timeline, query);
  return (said.data ?? []).map((one: { text: string }) => one.text);
}

describe("a post as X gives it back", () => {
  it("has its links shortened, its picture's own link at the end and its signs encoded", async () => {
    const media = await uploadPicture(x, await drawPicture(40, 30));
    const id = await post("Q&A <here>: example.org/a, https://example.com/b?c=1", { media: { media_ids: [media] } });
    const fields = { "tweet.fields": "created_at,entities,attachments,referenced_tweets" };
    const said = await x.v2.get(timeline, fields);
    expect(mismatches("GetUsersPostsResponse", said)).toEqual([]);
    const [one] = said.data;
    expect(one.text).toMatch(/^Q&amp;A &lt;here&gt;: https:\/\/t\.co\/\w{10}, https:\/\/t\.co\/\w{10} https:\/\/t\.co\/\w{10}$/);
    const urls = one.entities.urls as { start: number; end: number; url: string; expanded_url: string; media_key?: string }[];
    expect(urls.map((url) => url.expanded_url)).toEqual([
      "http://example.org/a",
      "https://example.com/b?c=1",
      `https://x.com/RepublicPolicy/status/${id}/photo/1`,
    ]);
    for (const url of urls) expect([...one.text].slice(url.start, url.end).join("")).toBe(url.url);
    expect(one.attachments).toEqual({ media_keys: [`3_${media}`] });
    expect(one).not.toHaveProperty("referenced_tweets");
    expect(Math.abs(Date.parse(one.created_at) - Date.now())).toBeLessThan(60_000);
  });

  it("tells whom it answers, by either name of the field", async () => {
    const first = await post("One");
    const second = await post("Two", { reply: { in_reply_to_tweet_id: first } });
    const old = await x.v2.get(`tweets/${second}`, { "tweet.fields": "referenced_tweets,conversation_id" });
    expect(old.data).toMatchObject({ referenced_tweets: [{ type: "replied_to", id: first }], conversation_id: first });
    const recent = await x.v2.get(`tweets/${second}`, { expansions: "referenced_posts" });
    expect(recent.data).toMatchObject({ referenced_posts: [{ type: "replied_to", id: first }] });
    expect(mismatches("GetPostsByIdResponse", recent)).toEqual([]);
  });

  it("can be turned back into what was sent, whatever the text", () => {
    const stage = { clock: systemClock, rules: { ...usualRules }, people: usualPeople, keep: openKeep(undefined) };
    const piece = fc.oneof(
      fc.constantFrom("&", "<", ">", "&amp;", " ", "\n", "😀", "پاکستان", "example.org", "https://example.com/a?b=1&c=2", "t.co"),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const base = { authorId: "1900000000000000001", createdAt: 0, replyTo: null, conversationId: "7", deleted: false };
        const read = textAsRead({ ...base, id: "7", text, mediaIds: [] }, stage);
        expect(restored(read.text, read.urls as never)).toBe(text.replace(/https?:\/\//gi, ""));
        expect(postAsRead({ ...base, id: "7", text, mediaIds: [] }, new Set(), stage).text).toBe(read.text);
      }),
    );
  });
});

/** Links expanded, entities decoded, protocols left out: they were added where the author wrote none. */
function restored(text: string, urls: readonly { start: number; end: number; expanded_url: string }[]): string {
  const chars = [...text];
  let out = "";
  let from = 0;
  for (const url of urls) {
    out += decoded(chars.slice(from, url.start).join("")) + url.expanded_url;
    from = url.end;
  }
  return (out + decoded(chars.slice(from).join(""))).replace(/https?:\/\//gi, "");
}

function decoded(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

describe("X's timeline", () => {
  it("lists the account's own posts, newest first, without deleted ones", async () => {
    await strangerOnX(standIns).v2.post("tweets", { text: "Not ours" });
    const first = await post("One");
    await post("Two", { reply: { in_reply_to_tweet_id: first } });
    const third = await post("Three");
    expect(await listed()).toEqual(["Three", "Two", "One"]);
    expect(await listed({ since_id: first })).toEqual(["Three", "Two"]);
    expect(await listed({ until_id: third })).toEqual(["Two", "One"]);
    expect(await listed({ exclude: "replies,retweets" })).toEqual(["Three", "One"]);
    await x.v2.delete(`tweets/${third}`);
    expect(await listed()).toEqual(["Two", "One"]);
  });

  it("can be asked by time and in pages", async () => {
    const texts = ["1", "2", "3", "4", "5", "6", "7"];
    for (const text of texts) {
      await post(text);
      standIns.shiftClock(1000);
    }
    const third = standIns.world().x.posts[2]?.createdAt ?? 0;
    expect(await listed({ start_time: new Date(third).toISOString() })).toEqual(["7", "6", "5", "4", "3"]);
    expect(await listed({ end_time: new Date(third).toISOString() })).toEqual(["2", "1"]);
    const page = await x.v2.get(timeline, { max_results: "5" });
    expect(page.meta.result_count).toBe(5);
    expect(await listed({ max_results: "5", pagination_token: page.meta.next_token })).toEqual(["2", "1"]);
  });

  it.each([
    { max_results: "4" },
    { max_results: "101" },
    { start_time: "yesterday" },
    { "tweet.fields": "colour" },
    { order: "new" },
    { since_id: "x" },
  ])("refuses %o", async (query) => {
    expect((await refusalOf(x.v2.get(timeline, query as Record<string, string>))).code).toBe(400);
  });

  it("may lag behind, where a test wants it to", async () => {
    standIns.rules.timelineLagMs = 5000;
    await post("Fresh");
    expect(await listed()).toEqual([]);
    standIns.shiftClock(6000);
    expect(await listed()).toEqual(["Fresh"]);
  });

  it("costs what reading one's own posts costs", async () => {
    await post("One");
    await post("Two");
    const before = standIns.world().x.spentUsd;
    await listed();
    expect(standIns.world().x.spentUsd - before).toBeCloseTo(0.002);
    standIns.rules.creditsUsd = before;
    expect((await refusalOf(x.v2.get(timeline))).code).toBe(402);
  });
});

describe("posts by their ids", () => {
  it("are found, and the missing ones named beside them", async () => {
    const id = await post("One");
    const said = await x.v2.get("tweets", { ids: `${id},12` });
    expect(mismatches("GetPostsByIdsResponse", said)).toEqual([]);
    expect(said).toMatchObject({ data: [{ id }], errors: [{ value: "12", resource_type: "tweet" }] });
    expect((await x.v2.get("tweets/12")).errors).toHaveLength(1);
    expect((await refusalOf(x.v2.get("tweets", { ids: "abc" }))).code).toBe(400);
    expect((await refusalOf(x.v2.get("tweets/abc"))).code).toBe(400);
  });
});

describe("users/me", () => {
  it("tells who the login is", async () => {
    const said = await x.v2.get("users/me", { "user.fields": "url,verified" });
    expect(mismatches("GetUsersMeResponse", said)).toEqual([]);
    expect(said.data).toMatchObject({ username: "RepublicPolicy", name: "Republic Policy", verified: false });
  });
});
