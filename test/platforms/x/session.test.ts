import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Doubt } from "../../../src/domain/journal.ts";
import type { Session } from "../../../src/platforms/platform.ts";
import { xLogin } from "../../../src/sandbox/index.ts";
import { overOnceHeard } from "../../support/over-once-heard.ts";
import { deadlineIn, sent } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

const words = "Wheat support price rises: Rs 3,900 & more for growers.";
const post = (text: string) => sent("post-1", "POST", "/2/tweets", { text });
const posts = { host: "api.x.com", method: "POST", path: "/2/tweets" } as const;

let play: Play;
let session: Session;
const soon = () => deadlineIn(30_000);

beforeAll(async () => {
  play = await openPlay({ duplicateProof: false });
  session = await play.open("x");
});
afterEach(() => play.standIns.faults.clear());
afterAll(() => play.close());

function sentSince(count: number): readonly string[] {
  return play.standIns.requests.slice(count).map(({ method, path }) => `${method} ${path.replace(/\d{5,}/, "N")}`);
}

function doubtOf(text: string, known: readonly string[] = [], step = post(text)): Doubt {
  return { step, intendedAt: Date.now(), reason: "", known: async (ids) => new Set(ids.filter((id) => known.includes(id))), rivals: [] };
}

describe("posting on X", () => {
  it("uploads in raw steps, describes the picture, and posts with it", async () => {
    const before = play.standIns.requests.length;
    const body = { media: { media: play.digest }, media_category: "tweet_image", media_type: "image/jpeg" };
    const media = await session.perform(sent("media-1", "POST", "/2/media/upload", body), soon());
    if (media.kind !== "done") throw new Error(JSON.stringify(media));
    const { id } = media.output;
    const alt = sent("alt-1", "POST", "/2/media/metadata", { id, metadata: { alt_text: { text: "A map" } } });
    expect(await session.perform(alt, soon())).toMatchObject({ kind: "done" });
    const posted = await session.perform(sent("post-1", "POST", "/2/tweets", { text: words, media: { media_ids: [id] } }), soon());
    expect(posted).toMatchObject({ kind: "done", output: { url: expect.stringMatching(/^https:\/\/x\.com\/i\/status\/\d+$/) } });
    expect(sentSince(before)).toEqual([
      "POST /2/media/upload/initialize",
      "POST /2/media/upload/N/append",
      "POST /2/media/upload/N/finalize",
      "POST /2/media/metadata",
      "POST /2/tweets",
    ]);
    expect(play.standIns.readers().at(-1)?.parts).toMatchObject([{ text: words, pictures: [{ alt: "A map" }] }]);
    expect(play.dates.every((date) => Math.abs(Date.parse(date ?? "") - Date.now()) < 5000)).toBe(true);
  });

  it("waits while X processes a picture", async () => {
    play.standIns.rules.processingPolls = 1;
    const body = { media: { media: play.digest }, media_category: "tweet_image", media_type: "image/jpeg" };
    const before = play.standIns.requests.length;
    const outcome = await session.perform(sent("media-1", "POST", "/2/media/upload", body), deadlineIn(10_000));
    play.standIns.rules.processingPolls = 0;
    expect(outcome.kind).toBe("done");
    expect(sentSince(before)).toContain("GET /2/media/upload");
  });

  it("deletes, and finds a deleted post deleted", async () => {
    const posted = await session.perform(post("To be taken back"), soon());
    if (posted.kind !== "done") throw new Error(JSON.stringify(posted));
    const step = sent("delete-1", "DELETE", `/2/tweets/${posted.output.id}`, {});
    expect(await session.perform(step, soon())).toEqual({ kind: "done", output: { id: posted.output.id } });
    expect(await session.perform(step, soon())).toMatchObject({ kind: "done" });
  });
});

describe("trouble on the way to X", () => {
  it.each(["cut", "cut-midway", "malformed", "empty", "html", 500, 503] as const)(
    "makes a post doubtful: %s, after it took effect",
    async (after) => {
      play.standIns.faults.add({ ...posts, after });
      const before = play.standIns.world().x.posts.length;
      expect(await session.perform(post(`Trouble ${after}`), soon())).toMatchObject({ kind: "doubt" });
      expect(play.standIns.world().x.posts.length).toBe(before + 1);
    },
  );

  it("makes a post doubtful that gets no answer in time, and asks once", async () => {
    play.standIns.faults.add({ ...posts, after: "hang" });
    const before = play.standIns.requests.length;
    expect(await session.perform(post("Hanging"), overOnceHeard(play.standIns, /\/2\/tweets$/))).toMatchObject({ kind: "doubt" });
    expect(sentSince(before)).toEqual(["POST /2/tweets"]);
  });

  it("counts the whole life of a request, also of an answer that dribbles", async () => {
    play.standIns.faults.add({ ...posts, after: { dribbleMs: 200 } });
    // Whoever counted only how long nothing comes would wait for the whole of it, and call it done.
    expect(await session.perform(post("Dribbling"), overOnceHeard(play.standIns, /\/2\/tweets$/, 700))).toMatchObject({ kind: "doubt" });
  });

  it.each([{ connect: "refuse" }, { connect: "cut" }, { handshake: "cut" }] as const)(
    "is put off where nothing was sent: %j",
    async (fault) => {
      play.standIns.faults.add({ host: "api.x.com", ...fault });
      const before = play.standIns.requests.length;
      expect(await session.perform(post("Unsent"), soon())).toMatchObject({ kind: "later" });
      expect(sentSince(before)).toEqual([]);
    },
  );

  it.each([{ connect: "hang" }, { handshake: "stall" }] as const)("sends nothing after the deadline: %j", async (fault) => {
    play.standIns.faults.add({ host: "api.x.com", ...fault });
    const before = play.standIns.requests.length;
    expect(await session.perform(post("Too late"), deadlineIn(400))).toMatchObject({ kind: "later" });
    expect(sentSince(before)).toEqual([]);
  });

  it("sends nothing when the lease went while the connection was made", async () => {
    const before = play.standIns.requests.length;
    const { signal } = deadlineIn(5000);
    let asked = 0;
    // Holds when the request begins, and no longer when the connection stands.
    const leftMs = () => (asked++ === 0 ? 5000 : 0);
    expect(await session.perform(post("Without a lease"), { leftMs, signal })).toMatchObject({ kind: "later" });
    expect(sentSince(before)).toEqual([]);
  });

  it("passes on what X says", async () => {
    play.standIns.faults.add({ ...posts, before: 429 });
    expect(await session.perform(post("Limited"), soon())).toMatchObject({ kind: "later" });
    play.standIns.faults.add({ ...posts, before: 402 });
    expect(await session.perform(post("Unpaid"), soon())).toMatchObject({ kind: "denied", problem: { code: "account-credits" } });
    const unknown = sent("post-1", "POST", "/2/tweets", { text: "No such picture", media: { media_ids: ["123"] } });
    expect(await session.perform(unknown, soon())).toMatchObject({ kind: "restart", from: "media-1" });
  });
});

describe("reading back on X", () => {
  it("finds the post that was sent, with its link and its escaped signs", async () => {
    const text = "Cotton & rice: imports < exports, see https://example.com/cotton?a=1&b=2 or example.org";
    const posted = await session.perform(post(text), soon());
    if (posted.kind !== "done") throw new Error(JSON.stringify(posted));
    expect(await session.reconcile(doubtOf(text), soon())).toEqual({ kind: "took", output: posted.output });
    expect(await session.reconcile(doubtOf(text, [posted.output.id]), soon())).toEqual({ kind: "absent" });
  });

  it("finds it though our clock was a day ahead when the intent was written", async () => {
    const text = "A clock that jumped over a day.";
    await session.perform(post(text), soon());
    const doubt = { ...doubtOf(text), intendedAt: Date.now() + 26 * 3_600_000 };
    expect(await session.reconcile(doubt, soon())).toMatchObject({ kind: "took" });
  });

  it.each([
    [500, "later"],
    [429, "later"],
    ["cut", "later"],
    ["malformed", "later"],
    [401, "unknown"],
    [402, "unknown"],
  ] as const)("answers %s with %s when it can't ask", async (before, kind) => {
    play.standIns.faults.add({ host: "api.x.com", method: "GET", before });
    expect(await session.reconcile(doubtOf("Never posted, quite unlike all others"), soon())).toMatchObject({ kind });
  });
});

describe("who X says it is", () => {
  it("is the account of the tokens", async () => {
    expect(await session.verify(soon())).toMatchObject({ ok: true, name: "@RepublicPolicy", remoteId: "1900000000000000001" });
  });

  it("is nobody with tokens that don't hold", async () => {
    const secret = { ...play.standIns.logins.x, X_ACCESS_SECRET: "wrong" };
    expect(await (await play.open("x", secret)).verify(soon())).toMatchObject({ ok: false, problem: { code: "account-credential" } });
  });

  it("keeps strangers' tokens apart", async () => {
    const [, stranger] = play.standIns.people.x;
    if (!stranger) throw new Error("no stranger");
    const theirs = await play.open("x", xLogin(stranger));
    expect(await theirs.verify(soon())).toMatchObject({ ok: true, name: `@${stranger.handle}` });
  });
});
