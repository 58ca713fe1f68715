import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../../src/sandbox/index.ts";
import { ask, askInstagram, drawPicture, openPictureServer, type PictureServer, type Said } from "../../support/stand-ins.ts";

const dayMs = 24 * 3_600_000;
let standIns: StandIns;
let pictures: PictureServer;
let me: string;

beforeEach(async () => {
  standIns = await startStandIns({ readyAfterPolls: 0 });
  pictures = await openPictureServer();
  me = standIns.people.instagram[0]?.id ?? "";
});
afterEach(async () => {
  await standIns.close();
  await pictures.close();
});

async function publish(caption: string): Promise<string> {
  const asking = askInstagram(standIns);
  const image_url = pictures.serve("card.jpg", await drawPicture(1080, 1080));
  const { id } = (await asking("POST", `${me}/media`, { image_url, caption })).body;
  return (await asking("POST", `${me}/media_publish`, { creation_id: id })).body.id;
}

function words({ status, body }: Said): readonly unknown[] {
  return [status, body.error?.code, body.error?.error_subcode];
}

describe("a published post on Instagram", () => {
  it("has a permalink with a shortcode and, by Facebook Login only, its caption", async () => {
    const id = await publish("Words");
    const fields = { fields: "permalink,timestamp,caption,media_type" };
    const byInstagram = await askInstagram(standIns)("GET", id, fields);
    expect(byInstagram.body).toEqual({
      id,
      permalink: expect.stringMatching(/^https:\/\/www\.instagram\.com\/p\/C[\w-]{10}\/$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
      media_type: "IMAGE",
    });
    expect(byInstagram.body.permalink).not.toContain(id);
    expect((await askInstagram(standIns, "facebook")("GET", id, fields)).body.caption).toBe("Words");
  });

  it("is listed with the others, newest first, by time and in pages", async () => {
    const ids: string[] = [];
    for (const caption of ["1", "2", "3"]) {
      ids.unshift(await publish(caption));
      standIns.shiftClock(60_000);
    }
    const list = async (fields: Record<string, string>) =>
      (await askInstagram(standIns)("GET", `${me}/media`, { fields: "id,permalink", ...fields })).body;
    const all = await list({});
    expect(all.data.map((one: { id: string }) => one.id)).toEqual(ids);
    const since = String(Math.floor((standIns.readers()[1]?.publishedAt ?? 0) / 1000));
    expect((await list({ since })).data).toHaveLength(2);
    const page = await list({ limit: "2" });
    expect((await list({ after: page.paging.cursors.after })).data.map((one: { id: string }) => one.id)).toEqual([ids[2]]);
  });

  it("is not there under another id, and has no fields but its own", async () => {
    const id = await publish("Words");
    expect(words(await askInstagram(standIns)("GET", "17900000000099999", { fields: "permalink" }))).toEqual([400, 100, 33]);
    expect(words(await askInstagram(standIns)("GET", id, { fields: "colour" }))).toEqual([400, 100, undefined]);
    expect(words(await askInstagram(standIns)("GET", id, { feilds: "id" }))).toEqual([400, 100, undefined]);
  });
});

describe("Instagram's account", () => {
  it("tells who the login is", async () => {
    const { body } = await askInstagram(standIns)("GET", "me", { fields: "user_id,username,account_type" });
    expect(body).toEqual({ id: me, user_id: me, username: "republicpolicy", account_type: "BUSINESS" });
    const byFacebook = await askInstagram(standIns, "facebook")("GET", me, { fields: "username,name" });
    expect(byFacebook.body).toMatchObject({ id: me, username: "republicpolicy", name: "Republic Policy" });
  });

  it("reports how much of its calls are used", async () => {
    const { headers } = await askInstagram(standIns)("GET", "me");
    expect(JSON.parse(String(headers["x-app-usage"]))).toMatchObject({ call_count: 0 });
    expect(JSON.parse(String(headers["x-business-use-case-usage"]))).toHaveProperty(me);
  });
});

describe("Instagram's tokens", () => {
  const token = () => standIns.people.instagram[0]?.instagramToken ?? "";
  const host = "graph.instagram.com";

  it("are needed, known, and good on their own host only", async () => {
    expect(words(await ask(standIns, { host, path: "/v26.0/me" }))).toEqual([400, 2500, undefined]);
    expect(words(await ask(standIns, { host, path: "/v26.0/me?access_token=IGother" }))).toEqual([401, 190, undefined]);
    expect(words(await ask(standIns, { host: "graph.facebook.com", path: `/v26.0/me?access_token=${token()}` }))).toEqual([
      401,
      190,
      undefined,
    ]);
    expect((await ask(standIns, { host, path: "/v26.0/me", headers: { authorization: `Bearer ${token()}` } })).status).toBe(200);
  });

  it("are no use without a version, or with one that Meta no longer knows", async () => {
    expect(words(await ask(standIns, { host, path: `/me?access_token=${token()}` }))).toEqual([400, 2635, undefined]);
    expect(words(await ask(standIns, { host, path: `/v18.0/me?access_token=${token()}` }))).toEqual([400, 2635, undefined]);
  });

  it("expire after sixty days, and may be revoked before", async () => {
    standIns.rules.revoked = ["instagram"];
    expect(words(await askInstagram(standIns)("GET", "me"))).toEqual([400, 190, 463]);
    standIns.rules.revoked = [];
    standIns.shiftClock(51 * dayMs);
    expect(words(await askInstagram(standIns)("GET", "me"))).toEqual([400, 190, 463]);
  });

  it("are refreshed for sixty days more, but not in their first day", async () => {
    const refresh = (value: string) =>
      ask(standIns, { host, path: `/refresh_access_token?grant_type=ig_refresh_token&access_token=${value}` });
    const { status, body } = await refresh(token());
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.stringMatching(/^IG/), token_type: "bearer", expires_in: 5_184_000 });
    expect(body.access_token).not.toBe(token());
    expect(words(await refresh(body.access_token))).toEqual([400, 10, undefined]);
    standIns.shiftClock(51 * dayMs);
    expect((await ask(standIns, { host, path: `/v26.0/me?access_token=${body.access_token}` })).status).toBe(200);
    expect((await refresh(token())).status).toBe(400);
  });
});
