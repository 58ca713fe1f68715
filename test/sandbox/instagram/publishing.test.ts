import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../../src/sandbox/index.ts";
import { sha256 } from "../../../src/sandbox/keep.ts";
import { ask, askInstagram, drawPicture, openPictureServer, type PictureServer, type Said } from "../../support/stand-ins.ts";

const dayMs = 24 * 3_600_000;
let standIns: StandIns;
let pictures: PictureServer;
let me: string;
let card: string;
let bytes: Buffer;

beforeEach(async () => {
  standIns = await startStandIns({ readyAfterPolls: 0 });
  pictures = await openPictureServer();
  bytes = await drawPicture(1080, 1350);
  card = pictures.serve("card.jpg", bytes);
  me = standIns.people.instagram[0]?.id ?? "";
});
afterEach(async () => {
  await standIns.close();
  await pictures.close();
});

function create(fields: Record<string, string>): Promise<Said> {
  return askInstagram(standIns)("POST", `${me}/media`, fields);
}

function publish(creation_id: string): Promise<Said> {
  return askInstagram(standIns)("POST", `${me}/media_publish`, { creation_id });
}

async function statusOf(id: string): Promise<string> {
  return (await askInstagram(standIns)("GET", id, { fields: "status_code" })).body.status_code;
}

/** Code and subcode of a refusal. */
function words({ status, body }: Said): readonly unknown[] {
  return [status, body.error?.code, body.error?.error_subcode];
}

describe("a container on Instagram", () => {
  it("really fetches the picture, on either host", async () => {
    const { status, body } = await create({ image_url: card, caption: "A" });
    expect(status).toBe(200);
    expect(body).toEqual({ id: expect.stringMatching(/^\d{17}$/) });
    await askInstagram(standIns, "facebook")("POST", `${me}/media`, { image_url: card });
    expect(pictures.asked).toEqual(["/card.jpg", "/card.jpg"]);
  });

  it("takes JSON and query parameters as well as a form", async () => {
    const token = standIns.people.instagram[0]?.instagramToken ?? "";
    const host = "graph.instagram.com";
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const json = await ask(standIns, {
      host,
      path: `/v25.0/${me}/media`,
      method: "POST",
      headers,
      body: JSON.stringify({ image_url: card }),
    });
    expect(json.status).toBe(200);
    const query = new URLSearchParams({ image_url: card, access_token: token });
    expect((await ask(standIns, { host, path: `/v25.0/${me}/media?${query}`, method: "POST" })).status).toBe(200);
  });

  it.each([
    ["nothing is served", () => "http://127.0.0.1:9/none.jpg", [400, 9004, 2207052]],
    ["the server says 404", () => card.replace("card", "other"), [400, 9004, 2207052]],
    ["the address is missing", () => "", [400, 9004, 2207052]],
    ["the address leads to another machine", () => "http://192.0.2.1/card.jpg", [400, 9004, 2207052]],
    ["the address is not ASCII", () => `${card}?کارڈ`, [400, 9004, 2207052]],
    ["a page is served", () => pictures.serve("page.html", Buffer.from("<html>"), "text/html"), [400, 9004, 2207052]],
    ["it is a PNG under a JPEG's name", async () => pictures.serve("a.jpg", await drawPicture(1080, 1350, "png")), [400, 36001, 2207005]],
    ["it is cut off", () => pictures.serve("cut.jpg", bytes.subarray(0, 40)), [400, 36001, 2207005]],
    ["it is taller than 4:5", async () => pictures.serve("tall.jpg", await drawPicture(1080, 1400)), [400, 36003, 2207009]],
    ["it is wider than 1.91:1", async () => pictures.serve("wide.jpg", await drawPicture(1080, 540)), [400, 36003, 2207009]],
    [
      "it is larger than 8 MiB",
      () => pictures.serve("big.jpg", Buffer.concat([bytes, Buffer.alloc(8 * 1024 * 1024)])),
      [400, 36000, 2207004],
    ],
  ])("is refused where %s", async (_, address, refusal) => {
    expect(words(await create({ image_url: await address() }))).toEqual(refusal);
  });

  it.each([
    ["a caption of 2201 characters", { caption: "a".repeat(2201) }, [400, 36004, 2207010]],
    ["31 hashtags", { caption: Array.from({ length: 31 }, (_, n) => `#tag${n}`).join(" ") }, [400, 100, undefined]],
    ["21 mentions", { caption: Array.from({ length: 21 }, (_, n) => `@name${n}`).join(" ") }, [400, 100, 2207040]],
    ["alternative text of 1001 characters", { alt_text: "a".repeat(1001) }, [400, 100, undefined]],
    ["an unknown parameter", { captoin: "a" }, [400, 100, undefined]],
    ["an unknown media type", { media_type: "IMAGE" }, [400, 100, 2207023]],
    ["a caption on a carousel's picture", { is_carousel_item: "true", caption: "a" }, [400, 100, undefined]],
    ["a video", { video_url: "http://127.0.0.1/a.mp4" }, [400, 352, 2207026]],
  ])("is refused with %s", async (_, fields, refusal) => {
    expect(words(await create({ image_url: card, ...fields }))).toEqual(refusal);
  });

  it("becomes ready after as many questions as the test wants", async () => {
    standIns.rules.readyAfterPolls = 2;
    const { id } = (await create({ image_url: card })).body;
    expect(words(await publish(id))).toEqual([400, 9007, 2207027]);
    expect([await statusOf(id), await statusOf(id), await statusOf(id)]).toEqual(["IN_PROGRESS", "IN_PROGRESS", "FINISHED"]);
  });

  it("is published once; a second time is refused and it stays PUBLISHED", async () => {
    const { id } = (await create({ image_url: card })).body;
    expect((await publish(id)).status).toBe(200);
    expect(words(await publish(id))).toEqual([400, 100, undefined]);
    expect(await statusOf(id)).toBe("PUBLISHED");
    expect(standIns.readers()).toHaveLength(1);
  });

  it("expires after a day, unless it was published", async () => {
    const [lost, shown] = [(await create({ image_url: card })).body.id, (await create({ image_url: card })).body.id];
    await publish(shown);
    standIns.shiftClock(dayMs);
    expect([await statusOf(lost), await statusOf(shown)]).toEqual(["EXPIRED", "PUBLISHED"]);
    expect(words(await publish(lost))).toEqual([400, 24, 2207008]);
    expect(words(await publish("17900000000099999"))).toEqual([400, 24, 2207008]);
  });

  it("is created at most 400 times a day", async () => {
    const now = Date.now();
    const filler = {
      ownerId: me,
      kind: "image",
      caption: "",
      alt: "",
      digest: null,
      children: [],
      createdAt: now,
      pendingPolls: 0,
      mediaId: null,
    } as const;
    for (let n = 0; n < 400; n += 1) standIns.world().instagram.containers.push({ ...filler, id: `filler-${n}` });
    expect(words(await create({ image_url: card }))).toEqual([400, 9, 2207042]);
  });
});

describe("a carousel on Instagram", () => {
  it("shows its pictures in the order of its children, with their alternative texts", async () => {
    standIns.rules.readyAfterPolls = 1;
    const other = await drawPicture(1080, 1080);
    const first = (await create({ image_url: card, is_carousel_item: "true", alt_text: "One" })).body.id;
    const second = (await create({ image_url: pictures.serve("b.jpg", other), is_carousel_item: "true", alt_text: "Two" })).body.id;
    const { id } = (await create({ media_type: "CAROUSEL", children: `${second},${first}`, caption: "Both" })).body;
    expect([await statusOf(id), await statusOf(id)]).toEqual(["IN_PROGRESS", "FINISHED"]);
    expect((await publish(id)).status).toBe(200);
    const [part] = standIns.readers()[0]?.parts ?? [];
    expect(part?.text).toBe("Both");
    expect(part?.pictures.map(({ alt, digest }) => [alt, digest])).toEqual([
      ["Two", sha256(other)],
      ["One", sha256(bytes)],
    ]);
    expect(words(await publish(first))).toEqual([400, 24, 2207008]);
  });

  it("needs two to ten different children, made for it, one's own and not published", async () => {
    const child = (await create({ image_url: card, is_carousel_item: "true" })).body.id;
    const single = (await create({ image_url: card })).body.id;
    const carousel = (...children: string[]) => create({ media_type: "CAROUSEL", children: children.join(",") });
    expect(words(await carousel(child))).toEqual([400, 100, 2207028]);
    expect(words(await carousel(child, child))).toEqual([400, 100, 2207028]);
    expect(words(await carousel(...Array.from({ length: 11 }, (_, n) => String(n))))).toEqual([400, 100, 2207028]);
    expect(words(await carousel(child, single))).toEqual([400, 24, 2207008]);
    expect(words(await carousel(child, "1"))).toEqual([400, 24, 2207008]);
    expect(words(await create({ media_type: "CAROUSEL", children: `${child},1`, image_url: card }))).toEqual([400, 100, undefined]);
  });
});

describe("Instagram's daily quota", () => {
  it("is told, counts what was published, and is kept", async () => {
    standIns.rules.quotaTotal = 1;
    const limit = () => askInstagram(standIns)("GET", `${me}/content_publishing_limit`, { fields: "quota_usage,config" });
    expect((await limit()).body).toEqual({ data: [{ quota_usage: 0, config: { quota_total: 1, quota_duration: 86400 } }] });
    const [one, two] = [(await create({ image_url: card })).body.id, (await create({ image_url: card })).body.id];
    await publish(one);
    expect((await limit()).body.data[0].quota_usage).toBe(1);
    expect(words(await publish(two))).toEqual([403, 9, 2207042]);
    expect(await statusOf(two)).toBe("FINISHED");
    const bad = await askInstagram(standIns)("GET", `${me}/content_publishing_limit`, { since: "1" });
    expect(words(bad)).toEqual([400, 100, undefined]);
  });
});

describe("an Instagram account", () => {
  it("is nobody else's", async () => {
    const stranger = standIns.people.instagram[1]?.id ?? "";
    expect(words(await askInstagram(standIns)("POST", `${stranger}/media`, { image_url: card }))).toEqual([400, 100, 33]);
  });
});
