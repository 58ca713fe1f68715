import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cancel } from "../../src/desk/decide.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { done } from "../../src/desk/done.ts";
import { giveBack, handOffs, keepAddresses, quarterFrom, take } from "../../src/desk/hand-off.ts";
import { pause, resume } from "../../src/desk/pause.ts";
import { reportOf } from "../../src/desk/report.ts";
import { watchOver } from "../../src/notify/watch.ts";
import { approveFor, drafts, viewOf, youtubePost } from "../support/desk-posts.ts";
import { codes, layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";
import { sendAll } from "../support/published.ts";
import { hourMs, minuteMs, morning, owner, way } from "../support/store-fixtures.ts";

let place: PeopleDesk;
let desk: Desk;
const as = (id: string): Desk => ({ ...desk, actor: { id, role: "editor" } });
beforeEach(async () => {
  place = await layPeopleDesk();
  desk = place.desk;
});
afterEach(() => place.remove());

async function waiting(): Promise<string> {
  const id = (await drafts(desk))("youtube-community");
  await approveFor(desk, id, { kind: "now" });
  expect((await sendAll(desk, id)).post.state).toBe("waiting");
  return id;
}

async function ahead(story = {}): Promise<string> {
  const id = (await drafts(desk, story))("youtube-community");
  return approveFor(desk, id, { kind: "at", at: morning + 5 * hourMs });
}

describe("taking a hand-off", () => {
  it("is its intent, and keeps others out for a quarter of an hour", async () => {
    const id = await waiting();
    value(await take(as("esha"), id));
    expect(way(await viewOf(desk, id))).toMatch(/hand-off intent take$/);
    expect((await handOffs(desk)).due.map(({ taken }) => taken?.by)).toEqual(["esha"]);
    const refused = await take(as("emad"), id);
    expect(codes(refused)).toEqual(["state-taken"]);
    expect(refused.ok ? "" : refused.problems[0]?.message).toContain("esha");
    value(await take(as("esha"), id));
    place.clock.pass(15 * minuteMs);
    value(await take(as("emad"), id));
    expect((await handOffs(desk)).due.map(({ taken }) => taken?.by)).toEqual(["emad"]);
  });

  it("stands in the way of a cancellation until they say that it was not posted", async () => {
    const id = await waiting();
    value(await take(as("esha"), id));
    expect(codes(await cancel(desk, [id]))).toEqual(["state-visible"]);
    expect(codes(await giveBack(as("emad"), id))).toEqual(["state-taken"]);
    value(await giveBack(as("esha"), id));
    expect((await viewOf(desk, id)).post.state).toBe("waiting");
    expect(codes(await giveBack(as("esha"), id))).toEqual(["state-not-taken"]);
    value(await cancel(desk, [id]));
  });

  it("is refused while it is paused, after its expiry, and where no hand is needed", async () => {
    const id = await waiting();
    value(await pause(desk, null, "Wrong figures.", null));
    expect(codes(await take(desk, id))).toEqual(["account-paused"]);
    value(await resume(desk, null));
    value(await take(desk, id));
    const post = (await drafts(desk, { number: 2 }))("x");
    await approveFor(desk, post, { kind: "at", at: morning + 5 * hourMs });
    expect(codes(await take(desk, post))).toEqual(["state-no-hand-off"]);
    const mortal = (await drafts(desk, { number: 3, expires: morning + hourMs }))("youtube-community");
    await approveFor(desk, mortal, { kind: "at", at: morning + minuteMs });
    place.clock.pass(hourMs);
    expect(codes(await take(desk, mortal))).toEqual(["time-expired"]);
  });
});

describe("a hand-off before its time", () => {
  it("waits from then on, no worker begins it, and it is set in the platform's scheduler", async () => {
    const id = await ahead();
    expect((await handOffs(desk)).early.map(({ view }) => view.post.id)).toEqual([id]);
    expect(codes(await done(desk, id, { kind: "unverified" }))).toEqual(["state-not-taken"]);
    value(await take(desk, id));
    expect((await viewOf(desk, id)).post).toMatchObject({ state: "waiting", dueAt: null });
    expect(await desk.store.claim(id, null, owner, morning + 6 * hourMs)).toBeNull();
    value(await done(desk, id, { kind: "scheduled", at: morning + 5 * hourMs }));
    const { unaddressed, early } = await handOffs(desk);
    expect(early).toEqual([]);
    expect(unaddressed).toMatchObject([{ view: { post: { id, state: "published" } }, scheduledFor: morning + 5 * hourMs }]);
  });

  it("goes back into the queue with its time and its approval", async () => {
    const id = await ahead();
    const before = (await viewOf(desk, id)).post;
    value(await take(desk, id));
    value(await giveBack(desk, id));
    const after = (await viewOf(desk, id)).post;
    expect(after).toEqual({ ...before, revision: before.revision + 2 });
    expect((await sendAll(desk, id)).post.state).toBe("waiting");
  });

  it("can't be taken under embargo, nor where what is stored is not what was approved", async () => {
    const under = (await drafts(desk, { embargo: morning + 4 * hourMs }))("youtube-community");
    await approveFor(desk, under, { kind: "at", at: morning + 5 * hourMs });
    expect(codes(await take(desk, under))).toEqual(["embargo-future"]);
    const id = await ahead({ number: 2 });
    const { plan } = (await viewOf(desk, id)).post;
    if (!plan) throw new Error("It has no plan.");
    const swapped = { ...plan, content: { text: "Something else", images: [] } };
    const change = { transition: "schedule", set: { plan: swapped }, note: {} } as const;
    value(await desk.store.decide([id], () => ({ ok: true, value: change }), morning, "test"));
    expect(codes(await take(desk, id))).toEqual(["state-digest"]);
  });

  it("names the next quarter of an hour, and says where that is later", () => {
    expect(quarterFrom(Date.UTC(2026, 2, 2, 9, 0))).toBe(Date.UTC(2026, 2, 2, 9, 0));
    expect(quarterFrom(Date.UTC(2026, 2, 2, 9, 0, 1))).toBe(Date.UTC(2026, 2, 2, 9, 15));
    expect(quarterFrom(Date.UTC(2026, 2, 2, 9, 46))).toBe(Date.UTC(2026, 2, 2, 10, 0));
  });
});

describe("addresses that come later", () => {
  it("are kept several at once; a wrong one is said and changes nothing", async () => {
    const ids: string[] = [];
    for (const number of [1, 2, 3]) {
      const id = (await drafts(desk, { number }))("youtube-community");
      await approveFor(desk, id, { kind: "now" });
      await sendAll(desk, id);
      value(await done(desk, id, { kind: "unverified" }));
      ids.push(id);
    }
    const [one = "", two = "", three = ""] = ids;
    const given = new Map([
      [one, youtubePost("a")],
      [two, youtubePost("a")],
      [three, "https://www.youtube.com/watch?v=1"],
    ]);
    const { kept, problems } = await keepAddresses(desk, given);
    expect(kept).toBe(1);
    expect(problems.map(({ code }) => code)).toEqual(["link-known", "link-post"]);
    expect(reportOf(desk, await viewOf(desk, one))).toMatchObject({ state: "published", url: youtubePost("a") });
    expect((await handOffs(desk)).unaddressed.map(({ view }) => view.post.id).toSorted()).toEqual([two, three].toSorted());
    expect(watchOver(desk.settings.accounts).ofOutputs(await viewOf(desk, one))(null)).toBeNull();
    expect(codes(await done(desk, one, { kind: "url", url: youtubePost("b") }))).toEqual(["state-not-waiting"]);
  });
});

describe("a post that somebody made by hand", () => {
  const address = "https://x.com/republicpolicy/status/1890000000000000001";

  it("is published with its address, and no worker sends it any more", async () => {
    const id = (await drafts(desk))("x");
    await approveFor(desk, id, { kind: "at", at: morning + 2 * hourMs });
    expect(codes(await done(desk, id, { kind: "unverified" }))).toEqual(["usage-done"]);
    value(await done(desk, id, { kind: "url", url: address }));
    const view = await viewOf(desk, id);
    expect(reportOf(desk, view)).toMatchObject({ state: "published", url: address });
    expect(await desk.store.claim(id, null, owner, morning + 3 * hourMs)).toBeNull();
    expect(await desk.store.due(morning + 9 * hourMs)).toEqual([]);
  });

  it("is refused while a worker publishes it, and of a draft", async () => {
    const id = (await drafts(desk))("x");
    expect(codes(await done(desk, id, { kind: "url", url: address }))).toEqual(["state-not-waiting"]);
    await approveFor(desk, id, { kind: "now" });
    await desk.store.claim(id, null, owner, morning);
    expect(codes(await done(desk, id, { kind: "url", url: address }))).toEqual(["state-not-waiting"]);
  });
});
