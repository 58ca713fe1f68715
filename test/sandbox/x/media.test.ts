import type { TwitterApi } from "twitter-api-v2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../../src/sandbox/index.ts";
import { sha256 } from "../../../src/sandbox/keep.ts";
import { mismatches } from "../../../src/sandbox/x/schema.ts";
import { drawPicture, refusalOf, strangerOnX, uploadPicture, xClient } from "../../support/stand-ins.ts";

const dayMs = 24 * 3_600_000;
const noMedia = { code: 400, data: { errors: [{ message: "Your media IDs are invalid." }] } };
let standIns: StandIns;
let x: TwitterApi;
let bytes: Buffer;

beforeEach(async () => {
  standIns = await startStandIns({ oauthSkewMs: 10 * dayMs });
  x = xClient(standIns);
  bytes = await drawPicture(400, 300);
});
afterEach(() => standIns.close());

async function begin(total = bytes.length, type = "image/jpeg"): Promise<string> {
  const asked = { media_type: type, media_category: "tweet_image", total_bytes: total };
  const said = await x.v2.post<{ data: { id: string } }>("media/upload/initialize", asked);
  expect(mismatches("InitializeMediaUploadResponse", said)).toEqual([]);
  return said.data.id;
}

function append(id: string, segment_index: number, media: Buffer): Promise<unknown> {
  return x.v2.post(`media/upload/${id}/append`, { segment_index, media }, { forceBodyMode: "form-data" });
}

function attach(id: string, text = "With a picture"): Promise<unknown> {
  return x.v2.post("tweets", { text, media: { media_ids: [id] } });
}

describe("a picture's way into a post on X", () => {
  it("goes in pieces, in any order, in either encoding, and arrives byte for byte", async () => {
    const id = await begin();
    await x.v2.post(`media/upload/${id}/append`, { segment_index: 1, media: bytes.subarray(100).toString("base64") });
    const said = await append(id, 0, bytes.subarray(0, 100));
    expect(mismatches("AppendMediaUploadResponse", said)).toEqual([]);
    const done = await x.v2.post(`media/upload/${id}/finalize`);
    expect(mismatches("FinalizeMediaUploadResponse", done)).toEqual([]);
    await attach(id);
    expect(standIns.readers()[0]?.parts[0]?.pictures[0]?.digest).toBe(sha256(bytes));
  });

  it("is refused without its size, type or category, over 5 MB, or as something else", async () => {
    const good = { media_type: "image/jpeg", media_category: "tweet_image", total_bytes: 10 };
    for (const wrong of [
      { total_bytes: undefined },
      { total_bytes: 6_000_000 },
      { media_type: "image/bmp" },
      { media_category: "poster" },
    ]) {
      expect((await refusalOf(x.v2.post("media/upload/initialize", { ...good, ...wrong }))).code).toBe(400);
    }
  });

  it("can't be finalised with bytes missing, a gap, or another format than announced", async () => {
    const short = await begin();
    await append(short, 0, bytes.subarray(1));
    expect((await refusalOf(x.v2.post(`media/upload/${short}/finalize`))).code).toBe(400);
    const gap = await begin();
    await append(gap, 1, bytes);
    expect((await refusalOf(x.v2.post(`media/upload/${gap}/finalize`))).code).toBe(400);
    const png = await begin(bytes.length, "image/png");
    await append(png, 0, bytes);
    expect((await refusalOf(x.v2.post(`media/upload/${png}/finalize`))).code).toBe(400);
  });

  it("is refused in a post while unfinished, to strangers, a second time, and after a day", async () => {
    const unfinished = await begin();
    expect(await refusalOf(attach(unfinished))).toMatchObject(noMedia);
    const id = await uploadPicture(x, bytes);
    const foreign = strangerOnX(standIns).v2.post("tweets", { text: "Stolen", media: { media_ids: [id] } });
    expect(await refusalOf(foreign)).toMatchObject(noMedia);
    expect(await refusalOf(x.v2.post("tweets", { text: "Twice", media: { media_ids: [id, id] } }))).toMatchObject(noMedia);
    await attach(id);
    expect(await refusalOf(attach(id, "Another text"))).toMatchObject(noMedia);
    const old = await uploadPicture(x, bytes);
    standIns.shiftClock(dayMs + 1000);
    expect(await refusalOf(attach(old, "Too late"))).toMatchObject(noMedia);
  });

  it("waits for processing where X takes its time", async () => {
    standIns.rules.processingPolls = 2;
    const id = await uploadPicture(x, bytes);
    expect(await refusalOf(attach(id))).toMatchObject(noMedia);
    const states: string[] = [];
    while (states.at(-1) !== "succeeded") {
      const said = await x.v2.get("media/upload", { command: "STATUS", media_id: id });
      expect(mismatches("GetMediaUploadStatusResponse", said)).toEqual([]);
      states.push(said.data.processing_info.state);
    }
    expect(states).toEqual(["pending", "pending", "succeeded"]);
    await attach(id);
  });

  it("carries its alternative text, up to 1000 characters, on one's own pictures", async () => {
    const id = await uploadPicture(x, bytes);
    const describeAs = (text: string, media = id) => x.v2.post("media/metadata", { id: media, metadata: { alt_text: { text } } });
    expect((await refusalOf(describeAs("a".repeat(1001)))).code).toBe(400);
    expect((await refusalOf(describeAs("x", "99"))).code).toBe(404);
    expect((await refusalOf(strangerOnX(standIns).v2.post("media/metadata", { id, metadata: { alt_text: { text: "x" } } }))).code).toBe(
      404,
    );
    const said = await describeAs("A map of the Indus");
    expect(mismatches("CreateMediaMetadataResponse", said)).toEqual([]);
    await attach(id);
    expect(standIns.readers()[0]?.parts[0]?.pictures[0]?.alt).toBe("A map of the Indus");
  });

  it("may come at once, as JSON or as a form", async () => {
    const json = await x.v2.post("media/upload", { media: bytes.toString("base64"), media_category: "tweet_image" });
    expect(mismatches("MediaUploadResponse", json)).toEqual([]);
    const form = { media: bytes, media_category: "tweet_image" };
    const sent = await x.v2.post("media/upload", form, { forceBodyMode: "form-data" });
    await x.v2.post("tweets", { text: "Two", media: { media_ids: [json.data.id, sent.data.id] } });
    const digests = standIns.readers()[0]?.parts[0]?.pictures.map((picture) => picture.digest);
    expect(digests).toEqual([sha256(bytes), sha256(bytes)]);
    expect((await refusalOf(x.v2.post("media/upload", { media: "AAAA", media_category: "tweet_image" }))).code).toBe(400);
    expect((await refusalOf(x.v2.post("media/upload", { media: "AAAA" }))).code).toBe(400);
  });
});
