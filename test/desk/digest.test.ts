import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { digestJson, digestNow } from "../../src/desk/digest.ts";
import { composeDigest, digestAudience, digestComposer, wishDigest } from "../../src/desk/digest-letters.ts";
import { pause } from "../../src/desk/pause.ts";
import { wholeText } from "../../src/notify/letters/words.ts";
import { approveFor, drafts } from "../support/desk-posts.ts";
import { codes, comeIn, deskOf, layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";
import { sendAll } from "../support/published.ts";
import { hourMs, morning } from "../support/store-fixtures.ts";

const email = {
  smtp: { host: "127.0.0.1", port: 25, secure: false, plain: true, auth: null },
  from: "h@example.org",
  to: ["desk@example.org"],
};

describe("the morning digest", () => {
  let laid: PeopleDesk;
  beforeEach(async () => {
    laid = await layPeopleDesk();
  });
  afterEach(() => laid.remove());
  const mailed = () => ({
    ...laid.desk,
    settings: { ...laid.desk.settings, notify: { webhookUrl: "https://hooks.example/t", email, telegram: null } },
  });

  test("tells what goes out, what waits, what failed, what is paused and what came out", async () => {
    const { desk, clock } = laid;
    const of = await drafts(desk);
    const other = await drafts(desk, { number: 2 });
    await approveFor(desk, of("x"), { kind: "at", at: morning + 2 * hourMs });
    await approveFor(desk, other("x"), { kind: "at", at: morning + 30 * hourMs });
    const instagram = desk.settings.accounts.find(({ platform }) => platform === "instagram")?.id ?? "";
    value(await pause(desk, instagram, "Floods.", null));
    const digest = await digestNow(desk);
    expect(digest.today.map(({ id, at }) => [id, at])).toEqual([[of("x"), morning + 2 * hourMs]]);
    expect(digest.waits.map(({ id }) => id).toSorted()).toEqual(
      [of("instagram"), of("youtube-community"), other("instagram"), other("youtube-community")].toSorted(),
    );
    expect(digest.paused).toMatchObject([{ reason: "Floods." }]);
    await desk.store.begin(of("x"), "host/1/1", morning + 2 * hourMs, () => ({
      kind: "miss",
      change: { transition: "miss", set: { dueAt: null }, note: { reason: "It was too late." } },
      problem: { code: "t", where: "", message: "", remedy: "", severity: "block" },
    }));
    const after = await digestNow(desk);
    expect([after.today, after.trouble.map(({ id, kind, why }) => [id, kind, why])]).toEqual([
      [],
      [[of("x"), "missed", "It was too late."]],
    ]);
    clock.pass(3 * 24 * hourMs);
    expect((await digestNow(desk)).trouble).toEqual([]);
    expect(JSON.stringify(digestJson(digest))).toContain(new Date(morning + 2 * hourMs).toISOString());
  });

  test("begins what waits with what is due by hand: of many only the first are shown", async () => {
    const { desk } = laid;
    const of = await drafts(desk);
    await approveFor(desk, of("youtube-community"), { kind: "now" });
    await sendAll(desk, of("youtube-community"));
    const [first, ...rest] = (await digestNow(desk)).waits;
    expect(first).toMatchObject({ id: of("youtube-community"), why: "hand-off" });
    expect(rest.map(({ why }) => why)).toEqual(["approval", "approval"]);
  });

  test("tells of yesterday's posts where readers see them, and of no other day's", async () => {
    const { desk, clock } = laid;
    const of = await drafts(desk);
    await approveFor(desk, of("x"), { kind: "at", at: morning + hourMs });
    const output = { id: "7", url: "https://x.com/outlet/status/7" };
    const before = { kind: "verdict", step: "post-1", stepDigest: "d", verdict: { kind: "took", output } } as const;
    const byHand = { transition: "by-hand", set: { dueAt: null }, note: {}, before } as const;
    value(await desk.store.decide([of("x")], () => ({ ok: true, value: byHand }), morning + 2 * hourMs, "ayesha"));
    expect((await digestNow(desk)).published).toEqual([]);
    clock.pass(24 * hourMs);
    expect((await digestNow(desk)).published).toMatchObject([{ id: of("x"), url: output.url, at: morning + 2 * hourMs }]);
    clock.pass(24 * hourMs);
    expect((await digestNow(desk)).published).toEqual([]);
  });

  test("is worked out once for many readers, without what failed long ago, and anew after a minute", async () => {
    const desk = mailed();
    const zara = await comeIn(desk, "Zara", "admin");
    await comeIn(desk, "Bilal", "writer");
    await drafts(deskOf(desk, zara));
    const asked: string[] = [];
    const { store } = desk;
    const posts: typeof store.pages.posts = (question, after, limit) => {
      asked.push(question.state ?? "any");
      return store.pages.posts(question, after, limit);
    };
    const compose = digestComposer({ ...desk, store: { ...store, pages: { ...store.pages, posts } } });
    const letters = [];
    for (const person of ["zara", "bilal"]) letters.push(await compose({ person, way: "email" }));
    expect(letters.map((letter) => letter?.text.items.some((item) => item.startsWith("What waits for you")))).toEqual([true, false]);
    expect(asked.toSorted()).toEqual(["draft", "held", "waiting"]);
    laid.clock.pass(61_000);
    await compose({ person: "zara", way: "email" });
    expect(asked).toHaveLength(6);
  });

  test("says of an embargo that there is one, and not what is under it", async () => {
    const { desk } = laid;
    await drafts(desk, { embargo: morning + 5 * hourMs });
    const letter = await composeDigest(mailed(), { person: "*", way: "email" });
    expect(letter?.to).toEqual(["desk@example.org"]);
    expect(letter && wholeText(letter.text)).toContain("under embargo");
    expect(letter && wholeText(letter.text)).not.toMatch(/canal/i);
  });

  test("goes to people by their own ways, once there are any, and else to the house", async () => {
    const desk = mailed();
    expect(await digestAudience(desk)).toEqual([
      { person: "*", way: "email" },
      { person: "*", way: "webhook" },
    ]);
    const [zara, bilal] = [await comeIn(desk, "Zara", "admin"), await comeIn(desk, "Bilal", "writer")];
    const everybody = ["bilal", "zara"].map((person) => ({ person, way: "email" }));
    expect((await digestAudience(desk)).toSorted((one, other) => one.person.localeCompare(other.person))).toEqual(everybody);
    expect(codes(await wishDigest(deskOf(desk, bilal), "zara", false))).toEqual(["rights-people"]);
    value(await wishDigest(deskOf(desk, bilal), "bilal", false));
    expect(await digestAudience(desk)).toEqual([{ person: "zara", way: "email" }]);
    expect(codes(await wishDigest(deskOf(desk, zara), "nobody", false))).toEqual(["input-unknown-person"]);
    value(await wishDigest(deskOf(desk, zara), "bilal", true));
    expect(await digestAudience(desk)).toHaveLength(2);
    expect(await composeDigest(desk, { person: "zara", way: "email" })).toBeNull();
  });

  test("names who may approve each draft, first those that wait for its reader", async () => {
    const desk = mailed();
    const zara = await comeIn(desk, "Zara", "admin");
    await comeIn(desk, "Bilal", "writer");
    const of = await drafts(deskOf(desk, zara));
    const waits = (await digestNow(desk)).waits.filter(({ id }) => id === of("x"));
    expect(waits).toMatchObject([{ why: "approval", people: ["zara"] }]);
    const letters = await Promise.all(["zara", "bilal"].map((person) => composeDigest(desk, { person, way: "email" })));
    expect(letters.map((letter) => letter?.text.items.some((item) => item.startsWith("What waits for you")))).toEqual([true, false]);
  });
});
