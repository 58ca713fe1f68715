import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/domain/journal.ts";
import type { Session } from "../../../src/platforms/platform.ts";
import { instagramLogin } from "../../../src/sandbox/index.ts";
import { overOnceHeard } from "../../support/over-once-heard.ts";
import { deadlineIn, sent } from "../../support/platform-fixtures.ts";
import { openPlay, type Play } from "../../support/platform-play.ts";

const ig = "17841400000000001";
const host = "graph.instagram.com";
const publications = { host, method: "POST", path: /media_publish$/ } as const;

let play: Play;
let session: Session;
const soon = () => deadlineIn(30_000);

beforeAll(async () => {
  play = await openPlay();
  session = await play.open("instagram");
});
afterEach(() => play.standIns.faults.clear());
afterAll(() => play.close());

function idOf(outcome: Outcome): string {
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.output.id;
}

function container(fields: Readonly<Record<string, boolean | string>> = { caption: "Wheat & cotton\n#گندم" }) {
  return sent("container-1", "POST", `/v26.0/${ig}/media`, { image_url: { media: play.digest }, alt_text: "A map", ...fields });
}

const ready = (id: string) => sent("ready", "GET", `/v26.0/${id}`, { fields: "status_code,status" });
const publish = (id: string) => sent("publish", "POST", `/v26.0/${ig}/media_publish`, { creation_id: id });
const permalink = (id: string) => sent("permalink", "GET", `/v26.0/${encodeURIComponent(id)}`, { fields: "permalink,timestamp" });
const doubtOf = (id: string) => ({ step: publish(id), intendedAt: 0, reason: "", known: async () => new Set<string>(), rivals: [] });

async function readyContainer(): Promise<string> {
  const id = idOf(await session.perform(container(), soon()));
  while ((await session.perform(ready(id), soon())).kind === "later");
  return id;
}

describe("publishing on Instagram", () => {
  it("prepares, polls, publishes and reads the address", async () => {
    const id = idOf(await session.perform(container(), soon()));
    expect(await session.perform(ready(id), soon())).toMatchObject({ kind: "later", afterMs: 1000 });
    expect(await session.perform(ready(id), soon())).toEqual({ kind: "done", output: { id } });
    const media = idOf(await session.perform(publish(id), soon()));
    const address = await session.perform(permalink(media), soon());
    expect(address).toMatchObject({
      kind: "done",
      output: { id: media, url: expect.stringMatching(/^https:\/\/www\.instagram\.com\/p\//) },
    });
    expect(play.standIns.readers().at(-1)?.parts).toMatchObject([{ text: "Wheat & cotton\n#گندم", pictures: [{ alt: "A map" }] }]);
    expect(play.dates.at(-1)).not.toBeNull();
  });

  it("publishes a carousel", async () => {
    const child = () => session.perform(container({ is_carousel_item: true }), soon());
    const children = [idOf(await child()), idOf(await child())];
    const parent = sent("container", "POST", `/v26.0/${ig}/media`, { media_type: "CAROUSEL", children, caption: "Two" });
    const id = idOf(await session.perform(parent, soon()));
    while ((await session.perform(ready(id), soon())).kind === "later");
    expect((await session.perform(publish(id), soon())).kind).toBe("done");
    expect(play.standIns.readers().at(-1)?.parts[0]?.pictures.length).toBe(2);
  });

  it("asks no one for the address of a post without a number", async () => {
    const before = play.standIns.requests.length;
    expect(await session.perform(permalink("container:5"), soon())).toEqual({ kind: "done", output: { id: "container:5" } });
    expect(await session.perform(permalink("C8xYz012345"), soon())).toEqual({
      kind: "done",
      output: { id: "C8xYz012345", url: "https://www.instagram.com/p/C8xYz012345/" },
    });
    expect(play.standIns.requests.length).toBe(before);
  });

  it("keeps its token out of addresses", async () => {
    await session.perform(ready("1"), soon());
    expect(play.standIns.requests.every(({ query }) => !("access_token" in query))).toBe(true);
  });
});

describe("trouble on the way to Instagram", () => {
  it.each(["cut", "cut-midway", "malformed", "empty", "html", 500, "hang"] as const)(
    "makes a publication doubtful: %s, and its container tells",
    async (after) => {
      const id = await readyContainer();
      play.standIns.faults.add({ ...publications, after });
      expect(await session.perform(publish(id), overOnceHeard(play.standIns, /media_publish$/))).toMatchObject({ kind: "doubt" });
      expect(await session.reconcile(doubtOf(id), soon())).toEqual({ kind: "took", output: { id: `container:${id}` } });
    },
  );

  it("finds a publication absent that never happened", async () => {
    const id = await readyContainer();
    play.standIns.faults.add({ ...publications, before: "cut" });
    expect(await session.perform(publish(id), soon())).toMatchObject({ kind: "doubt" });
    expect(await session.reconcile(doubtOf(id), soon())).toEqual({ kind: "absent" });
  });

  it("does not know of a container that is gone or has expired", async () => {
    expect(await session.reconcile(doubtOf("999"), soon())).toMatchObject({ kind: "unknown" });
    const id = await readyContainer();
    play.standIns.shiftClock(25 * 3_600_000);
    const verdict = await session.reconcile(doubtOf(id), soon());
    const again = await session.perform(publish(id), soon());
    play.standIns.shiftClock(-25 * 3_600_000);
    expect(verdict).toMatchObject({ kind: "unknown" });
    expect(again).toMatchObject({ kind: "restart", from: "container-1" });
  });

  it.each([
    [500, "later"],
    [429, "later"],
    ["cut", "later"],
    ["malformed", "later"],
    [401, "unknown"],
    [403, "unknown"],
  ] as const)("answers %s with %s when it can't ask", async (before, kind) => {
    play.standIns.faults.add({ host, method: "GET", before });
    expect(await session.reconcile(doubtOf("5"), soon())).toMatchObject({ kind });
  });

  it("sends nothing when the lease went while the connection was made", async () => {
    const id = await readyContainer();
    const before = play.standIns.requests.length;
    let asked = 0;
    const leftMs = () => (asked++ === 0 ? 5000 : 0);
    expect(await session.perform(publish(id), { leftMs, signal: deadlineIn(5000).signal })).toMatchObject({ kind: "later" });
    expect(play.standIns.requests.length).toBe(before);
  });
});

describe("trouble before a connection to Instagram stands", () => {
  it.each([{ connect: "refuse" }, { connect: "hang" }, { connect: "cut" }, { handshake: "stall" }, { handshake: "cut" }] as const)(
    "puts the publication off, nothing was sent: %j",
    async (fault) => {
      // The other host, to which no connection is open yet.
      const [person] = play.standIns.people.instagram;
      const elsewhere = await play.open("instagram", person ? instagramLogin(person, "facebook") : {});
      play.standIns.faults.add({ host: "graph.facebook.com", ...fault });
      const before = play.standIns.requests.length;
      expect(await elsewhere.perform(publish("5"), deadlineIn(500))).toMatchObject({ kind: "later" });
      expect(play.standIns.requests.length).toBe(before);
    },
  );
});

describe("who Instagram says it is", () => {
  it.each(["instagram", "facebook"] as const)("is the account of the token, by the login of %s", async (by) => {
    const [person] = play.standIns.people.instagram;
    const mine = await play.open("instagram", person ? instagramLogin(person, by) : {});
    expect(await mine.verify(soon())).toMatchObject({ ok: true, remoteId: ig, name: "@republicpolicy" });
    expect(play.standIns.requests.at(-1)?.host).toBe(`graph.${by}.com`);
  });

  it.each(["instagram", "facebook"] as const)("is not another account than the token's, by the login of %s", async (by) => {
    const [, stranger] = play.standIns.people.instagram;
    const login = stranger ? instagramLogin(stranger, by) : {};
    const theirs = await play.open("instagram", { ...login, INSTAGRAM_USER_ID: ig });
    expect(await theirs.verify(soon())).toMatchObject({ ok: false, problem: { code: "account-other" } });
  });

  it("is nobody with a token that has expired", async () => {
    play.standIns.rules.revoked = ["instagram"];
    const standing = await session.verify(soon());
    play.standIns.rules.revoked = [];
    expect(standing).toMatchObject({ ok: false, problem: { code: "account-credential" } });
  });

  it("tells how many posts are left today, or nothing", async () => {
    const used = play.standIns.readers().filter(({ platform }) => platform === "instagram").length;
    expect(await session.capacity?.(soon())).toMatchObject({ left: 50 - used });
    play.standIns.faults.add({ host, before: 500 });
    expect(await session.capacity?.(soon())).toBeNull();
  });
});
