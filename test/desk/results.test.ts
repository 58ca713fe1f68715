import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { done } from "../../src/desk/done.ts";
import { exportPages, exportPieces } from "../../src/desk/export.ts";
import { compareResults, postResults, typeCounts } from "../../src/desk/results.ts";
import { readingCosts } from "../../src/desk/results-cost.ts";
import { comparisonFile } from "../../src/desk/results-table.ts";
import type { Store } from "../../src/storage/store.ts";
import { type CountingDesk, layCounting, noTally } from "../support/counted-posts.ts";
import { youtubePost } from "../support/desk-posts.ts";
import { codes, layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";
import { draftOf, summaryOf } from "../support/store-fixtures.ts";
import { wholeExport } from "../support/whole-export.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let place: PeopleDesk;
let counting: CountingDesk;
beforeEach(async () => {
  place = await layPeopleDesk();
  counting = layCounting(place);
});
afterEach(() => place.remove());

const countsOf = async (id: string) => (await counting.desk.store.results.of(id))?.counts ?? [];
const fates = async (id: string) => (await countsOf(id)).map(({ fate }) => fate);
async function pass(ms: number): Promise<void> {
  place.clock.pass(ms);
  await counting.look();
}

describe("a post that came out", () => {
  it("is counted an hour, a day and a week later, once each", async () => {
    const id = await counting.publish("x", 1);
    await counting.look();
    expect(await fates(id)).toEqual(["waiting", "waiting", "waiting"]);
    await pass(59 * minuteMs);
    expect(counting.asked).toEqual([]);
    await pass(minuteMs);
    await pass(22 * hourMs);
    expect(await fates(id)).toEqual(["counted", "waiting", "waiting"]);
    await pass(hourMs);
    await pass(144 * hourMs);
    await pass(hourMs);
    await pass(400 * hourMs);
    expect(counting.asked.length).toBe(3);
    expect(counting.asked[0]).toEqual([{ id: expect.stringMatching(/^\d+$/), url: expect.stringContaining("https://x.com/i/status/") }]);
    expect(await countsOf(id)).toMatchObject([1, 24, 168].map(() => ({ fate: "counted", tally: { ...noTally, likes: 3 }, by: null })));
    const [result] = await postResults(counting.desk, { since: 0 });
    expect(result).toMatchObject({ post: id, account: "sandbox-x", zone: "Asia/Karachi", url: expect.stringContaining("https://x.com/") });
  });

  it("is asked about together with the account's others", async () => {
    for (const number of [1, 2, 3]) await counting.publish("x", number);
    await counting.publish("instagram", 4);
    await counting.look();
    await pass(hourMs + minuteMs);
    expect(counting.asked.map((posts) => posts.length).toSorted()).toEqual([1, 3]);
  });

  it("is counted late where Herald was off, with the age that it had, and not at all where that is more than twice the mark", async () => {
    const id = await counting.publish("x", 1);
    await pass(100 * minuteMs);
    const [hour] = await countsOf(id);
    expect(hour).toMatchObject({ fate: "counted", at: place.clock.now() });
    const other = await counting.publish("x", 2);
    await pass(121 * minuteMs);
    expect(await fates(other)).toEqual(["skipped", "waiting", "waiting"]);
  });

  it("is asked about with the login as it stands by then, and later where there is none", async () => {
    const id = await counting.publish("x", 1);
    await counting.look();
    counting.logins = { ready: async () => null };
    await pass(hourMs);
    expect(counting.asked).toEqual([]);
    expect((await countsOf(id))[0]).toMatchObject({ fate: "waiting", note: "There is no login to ask with just now." });
    const renewed = { ...(counting.desk.settings.secrets.get("sandbox-x") ?? {}), X_ACCESS_SECRET: "renewed-since" };
    counting.logins = { ready: async () => ({ secret: renewed, generation: 2 }) };
    await pass(hourMs);
    expect(counting.opened).toEqual([renewed]);
    expect((await countsOf(id))[0]).toMatchObject({ fate: "counted", tally: { likes: 3 } });
  });

  it("that is found no more, or was taken down, is noted", async () => {
    const id = await counting.publish("x", 1);
    counting.answer = () => ({ kind: "gone", reason: "X has no such post any more." });
    await counting.look();
    await pass(hourMs);
    expect((await countsOf(id))[0]).toMatchObject({ fate: "gone", tally: null, note: "X has no such post any more." });
  });
});

describe("a platform that doesn't tell", () => {
  it("is asked again, later and later, until it is too late, and the post stays what it is", async () => {
    const id = await counting.publish("x", 1);
    const before = await counting.desk.store.view(id);
    counting.answer = () => ({ kind: "later", afterMs: 0, reason: "X answered 401: Unauthorized." });
    await counting.look();
    for (let minutes = 0; minutes < 240; minutes += 1) await pass(minuteMs);
    const tries = counting.asked.length;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(6);
    expect((await countsOf(id))[0]).toMatchObject({ fate: "skipped", note: "X answered 401: Unauthorized." });
    expect(await counting.desk.store.view(id)).toEqual(before);
    expect(await counting.desk.store.accounts()).toEqual([]);
    expect(await counting.desk.store.openIncidents()).toEqual([]);
  });

  it("is given the time that it asks for", async () => {
    await counting.publish("x", 1);
    counting.answer = () => ({ kind: "later", afterMs: 40 * minuteMs, reason: "X answered 429." });
    await counting.look();
    await pass(hourMs);
    await pass(39 * minuteMs);
    expect(counting.asked.length).toBe(1);
    await pass(2 * minuteMs);
    expect(counting.asked.length).toBe(2);
  });

  it("harms nothing where its session breaks off", async () => {
    const id = await counting.publish("x", 1);
    counting.answer = () => {
      throw new Error("out of order");
    };
    await counting.look();
    await pass(hourMs);
    expect((await countsOf(id))[0]).toMatchObject({ fate: "waiting", note: "Asking broke off." });
  });
});

describe("what counting costs", () => {
  const spent = async () => (await readingCosts(counting.desk))[0]?.spentUsd;

  it("never exceeds what the settings give for the month, and starts anew with the next", async () => {
    counting = layCounting(place, { results: { read: true, usdPerMonth: 0.011 } });
    for (const number of [1, 2, 3]) await counting.publish("x", number);
    await counting.look();
    await pass(hourMs);
    expect(counting.asked.map((posts) => posts.length)).toEqual([2]);
    expect(await spent()).toBe(0.01);
    await pass(24 * hourMs);
    expect(counting.asked.length).toBe(1);
    expect((await postResults(counting.desk, { since: 0 })).flatMap(({ counts }) => counts.map(({ note }) => note))).toContain(
      "This month's $0.01 for counting are used up.",
    );
    place.clock.pass(30 * 24 * hourMs);
    const id = await counting.publish("x", 4);
    await counting.look();
    await pass(hourMs);
    expect((await countsOf(id))[0]?.fate).toBe("counted");
  });

  it("is given back where the platform certainly billed nothing", async () => {
    await counting.publish("x", 1);
    counting.billed = () => 0;
    await counting.look();
    await pass(hourMs);
    expect(await spent()).toBe(0);
  });

  it("is nothing by default, for X is not asked then, and Instagram is", async () => {
    counting = layCounting({ ...place, desk: { ...place.desk, settings: { ...place.desk.settings, mode: "live" } } });
    const [onX, onInstagram] = [await counting.publish("x", 1), await counting.publish("instagram", 2)];
    await counting.look();
    await pass(hourMs + minuteMs);
    expect((await countsOf(onX))[0]).toMatchObject({ fate: "waiting", note: "Counting this account's posts is off." });
    expect((await countsOf(onInstagram))[0]?.fate).toBe("counted");
    expect(counting.asked.length).toBe(1);
    expect(await readingCosts(counting.desk)).toMatchObject([{ account: "sandbox-x", isOn: false, eachUsd: 0.005, spentUsd: 0 }]);
  });
});

describe("counts that no API gives", () => {
  const typed = { mark: "1h", likes: 12, comments: 3 } as const;

  it("may be typed when their time has come, by whoever posts by hand", async () => {
    const id = await counting.publish("youtube-community", 1);
    value(await done(counting.desk, id, { kind: "url", url: youtubePost("a") }));
    await counting.look();
    expect(codes(await typeCounts(counting.desk, id, typed))).toEqual(["input-results"]);
    await pass(hourMs);
    expect((await countsOf(id))[0]).toMatchObject({ fate: "by-hand", note: expect.stringContaining("No API gives counts") });
    const writer = { ...counting.desk, actor: { id: "wali", role: "writer" } } as const;
    expect(codes(await typeCounts(writer, id, typed))).toEqual(["rights-hand-off"]);
    expect(codes(await typeCounts(counting.desk, id, { ...typed, likes: -1 }))).toEqual(["input-results"]);
    expect(codes(await typeCounts(counting.desk, id, { ...typed, likes: null, comments: null }))).toEqual(["input-results"]);
    value(await typeCounts(counting.desk, id, typed));
    value(await typeCounts(counting.desk, id, { ...typed, likes: 13 }));
    expect((await countsOf(id))[0]).toMatchObject({ fate: "counted", by: "Ayesha", tally: { ...noTally, likes: 13, comments: 3 } });
    expect(counting.asked).toEqual([]);
  });

  it("are never typed over what a platform told", async () => {
    const id = await counting.publish("x", 1);
    await counting.look();
    await pass(hourMs);
    expect(codes(await typeCounts(counting.desk, id, typed))).toEqual(["input-results"]);
    expect(codes(await typeCounts(counting.desk, "none", typed))).toEqual(["input-results"]);
  });
});

describe("results as tables", () => {
  it("are read a page at a time, however many posts there are, and come to the same file in pieces", async () => {
    for (const number of [1, 2]) await counting.publish("x", number);
    await counting.desk.store.add(
      summaryOf("many"),
      Array.from({ length: 120 }, (_, index) => draftOf(`post-${index}`)),
      0,
      "ayesha",
    );
    const asked: number[] = [];
    const { store } = counting.desk;
    const views: Store["views"] = (wanted) => {
      asked.push("state" in wanted ? Number.POSITIVE_INFINITY : wanted.length);
      return store.views(wanted);
    };
    const posts = () => expect.fail("All posts were read at once.");
    const desk = { ...counting.desk, store: { ...store, views, posts } };
    const pages = value(exportPages(desk, "results"));
    const pieces = Buffer.concat(await Array.fromAsync(exportPieces(pages)));
    expect(Math.max(...asked)).toBeLessThanOrEqual(50);
    expect(asked.length).toBeGreaterThan(3);
    const whole = value(await wholeExport(desk, "results"));
    expect(whole.rows).toHaveLength(2);
    expect(pieces.equals(await whole.file("csv"))).toBe(true);
  });

  it("stand beside each post that is out, and in a comparison of their own", async () => {
    for (const number of [1, 2]) await counting.publish("x", number);
    await counting.look();
    await pass(hourMs);
    const table = value(await wholeExport(counting.desk, "results"));
    expect(table.columns).toContain("likes 24 h");
    expect(table.rows).toMatchObject(
      [1, 2].map(() => ({ "likes 1 h": "3", "views 1 h": "", "age 1 h": "60 min", kind: "single", words: "herald" })),
    );
    const question = { mark: "1h", aspect: "kind", measure: "likes" } as const;
    const { comparisons } = await compareResults(counting.desk, { since: 0 }, question);
    const rows = parse(Buffer.from(await comparisonFile(comparisons, "csv")), { bom: true, columns: true });
    expect(rows).toMatchObject([
      {
        account: "sandbox-x",
        after: "1 h",
        group: "all",
        posts: "2",
        "likes median": "3",
        "likes n": "2",
        "views median": "",
        verdict: "",
      },
      { group: "single post", verdict: "too few to say (under 5) by likes" },
    ]);
  });
});
