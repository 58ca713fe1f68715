import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Account, Budget, PlatformId, Timetable } from "../../src/domain/account.ts";
import { block } from "../../src/domain/problem.ts";
import type { News } from "../../src/notify/news.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { editor, way } from "../support/store-fixtures.ts";
import { openWorkerPlay, turn, type WorkerPlay, work, workUntilIdle } from "../support/worker-play.ts";

/** A Monday, nine in the morning in Karachi. */
const nine = Date.UTC(2026, 2, 2, 4);
const [secondMs, minuteMs, hourMs, dayMs] = [1000, 60_000, 3_600_000, 86_400_000];

interface Settings {
  readonly timetable?: Partial<Timetable>;
  readonly budget?: Budget;
}

function accountWith({ timetable = {}, budget = {} }: Settings, platform: PlatformId = "x"): Account {
  const account = accountOn(platform);
  return { ...account, budget, timetable: { ...account.timetable, minGapMs: 20 * minuteMs, lateAfterMs: 3 * hourMs, ...timetable } };
}

let play: WorkerPlay;
const open = async (...accounts: readonly Account[]) => {
  play = await openWorkerPlay(nine, accounts.length > 0 ? accounts : [accountWith({})]);
};
const told = (kind: News["kind"]) => play.news.filter((news) => news.kind === kind);
const shown = () => play.sent.filter(({ step }) => step.startsWith("post-"));
const minutesOf = () => shown().map(({ post, at }) => [post, (at - nine) / minuteMs]);

afterEach(() => play.close());

describe("after downtime", () => {
  beforeEach(() => open());

  it("sends what is still news by the time editors gave, a gap apart, and reports the rest as missed", async () => {
    const times = { stale: -181, third: -20, first: -179, second: -60 };
    for (const [id, minutes] of Object.entries(times)) await play.approve(id, nine + minutes * minuteMs);
    await work(play, play.begin(), hourMs);
    expect(minutesOf()).toEqual([
      ["first", 0],
      ["second", 20],
      ["third", 40],
    ]);
    expect(told("missed")).toMatchObject([{ post: { id: "stale" }, problem: { code: "time-late" } }]);
    expect(await play.stateOf("stale")).toBe("missed");
  });

  it("counts the gap from when the last post really went out, across a restart", async () => {
    await play.approve("one", nine - hourMs);
    await turn(play.begin());
    await play.approve("two", nine - 30 * minuteMs);
    play.clock.pass(19 * minuteMs + 59_999);
    const worker = play.begin();
    await workUntilIdle(worker);
    expect(shown()).toHaveLength(1);
    expect(told("waiting")).toMatchObject([{ post: { id: "two" }, until: nine + 20 * minuteMs, passing: true }]);
    play.clock.pass(1);
    await turn(worker);
    expect(minutesOf()).toEqual([
      ["one", 0],
      ["two", 20],
    ]);
  });

  it("keeps the order that editors gave among posts that wait for the same moment", async () => {
    for (const [id, minutes] of Object.entries({ opener: 0, zebra: 5, apple: 10 })) await play.approve(id, nine + minutes * minuteMs);
    await work(play, play.begin(), hourMs);
    expect(minutesOf()).toEqual([
      ["opener", 0],
      ["zebra", 20],
      ["apple", 40],
    ]);
  });

  it("sends at once what an editor approved for now", async () => {
    await play.approve("one", nine);
    await play.approve("urgent", nine + minuteMs, { atOnce: true });
    await play.approve("two", nine + minuteMs);
    await work(play, play.begin(), 30 * minuteMs);
    expect(minutesOf()).toEqual([
      ["one", 0],
      ["urgent", 1],
      ["two", 21],
    ]);
  });

  it("sends the parts of a thread one after the other", async () => {
    await play.approve("thread", nine, { parts: 3 });
    await turn(play.begin());
    expect(minutesOf()).toEqual([
      ["thread", 0],
      ["thread", 0],
      ["thread", 0],
    ]);
  });
});

describe("a budget", () => {
  it("of posts a day lets the rest wait for the next days' slots, each told once and shown", async () => {
    const slots = [{ days: ["mon", "tue", "wed", "thu", "fri", "sat"] as const, times: ["09:00", "13:00"] }];
    await open(accountWith({ budget: { postsPerDay: 1 }, timetable: { slots, minGapMs: 0 } }));
    for (const id of ["a", "b", "c"]) await play.approve(id, nine);
    const worker = play.begin();
    await workUntilIdle(worker);
    expect(minutesOf()).toEqual([["a", 0]]);
    expect(told("waiting")).toMatchObject([
      { post: { id: "b" }, until: nine + dayMs },
      { post: { id: "c" }, until: nine + 2 * dayMs },
    ]);
    const postponed = await play.store.postponed();
    expect(postponed.map(({ post }) => [post.id, post.state, post.scheduledAt])).toEqual([
      ["b", "approved", nine + dayMs],
      ["c", "approved", nine + 2 * dayMs],
    ]);
    expect(postponed[0]?.journal.at(-1)).toMatchObject({ transition: "schedule", reason: expect.stringContaining("1 post a day") });
    await work(play, worker, 2 * dayMs, hourMs);
    expect(shown().map(({ post, at }) => [post, (at - nine) / dayMs])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
    expect(told("missed")).toEqual([]);
    expect(told("waiting")).toHaveLength(2);
  });

  it("of dollars a month waits for the next month, at the same time of day where there are no slots", async () => {
    await open(accountWith({ budget: { usdPerMonth: 0.5 } }));
    play.script.usd = 0.2;
    for (const id of ["a", "b", "c"]) await play.approve(id, nine, { atOnce: true });
    await workUntilIdle(play.begin());
    expect(shown().map(({ post }) => post)).toEqual(["a", "b"]);
    expect((await play.store.view("c"))?.post).toMatchObject({ state: "approved", scheduledAt: Date.UTC(2026, 3, 1, 4) });
  });

  it("that a post breaks by itself is a person's to raise", async () => {
    await open(accountWith({ budget: { usdPerMonth: 0.1 } }));
    play.script.usd = 0.2;
    await play.approve("dear", nine);
    await workUntilIdle(play.begin());
    expect(told("missed")).toMatchObject([{ problem: { code: "account-budget", message: expect.stringContaining("$0.10 a month") } }]);
  });

  it("takes back what nothing came of, and counts a half-sent thread once, however often it is claimed", async () => {
    await open(accountWith({ budget: { postsPerDay: 2 }, timetable: { minGapMs: 0 } }));
    const refused = {
      kind: "refused",
      problem: { code: "x-test", where: "post", message: "No.", remedy: "Mend it.", severity: "block" },
    } as const;
    play.script.outcome = ({ post, step }) => (post === "bad" || (post === "half" && step === "post-2") ? refused : undefined);
    await play.approve("bad", nine);
    await play.approve("half", nine, { parts: 2 });
    const worker = play.begin();
    await workUntilIdle(worker);
    expect(await Promise.all([play.stateOf("bad"), play.stateOf("half")])).toEqual(["failed", "failed"]);
    const retry = { transition: "retry", set: { scheduledAt: nine, dueAt: nine }, note: { scheduledAt: nine } } as const;
    for (let round = 0; round < 3; round += 1) {
      await play.store.decide(["half"], () => ({ ok: true, value: retry }), nine, editor);
      await workUntilIdle(worker);
    }
    await play.approve("good", nine);
    await play.approve("late", nine);
    await workUntilIdle(worker);
    expect(await Promise.all([play.stateOf("good"), play.stateOf("late")])).toEqual(["published", "approved"]);
  });

  it("of the platform is asked before it can be used up, and waited for until it resets", async () => {
    await open(accountWith({ timetable: { minGapMs: 0 } }, "instagram"));
    let [left, asked] = [7, 0];
    play.script.capacity = () => {
      asked += 1;
      return { left, resetsAt: play.clock.now() + 10 * hourMs };
    };
    play.script.outcome = () => {
      left -= 1;
      return undefined;
    };
    const ids = Array.from({ length: 8 }, (_, index) => `post-of-${index}`);
    for (const id of ids) await play.approve(id, nine);
    const worker = play.begin();
    await workUntilIdle(worker);
    expect(shown().map(({ post }) => post)).toEqual(ids.slice(0, 7));
    expect(asked).toBe(7);
    expect(told("waiting")).toMatchObject([{ post: { id: "post-of-7" }, until: nine + 10 * hourMs }]);
    play.clock.pass(10 * hourMs);
    left = 50;
    await turn(worker);
    expect(await play.stateOf("post-of-7")).toBe("published");
  });

  it("of the platform that can't be asked stops nothing", async () => {
    await open(accountWith({}, "instagram"));
    play.script.capacity = () => null;
    await play.approve("one", nine);
    await turn(play.begin());
    expect(await play.stateOf("one")).toBe("published");
  });
});

describe("a pause at a post's time", () => {
  beforeEach(() => open());
  const pause = (until: number | null, by = editor) => play.store.pause(null, { reason: "flood", since: play.clock.now(), until, by });

  it.each(["resumed", "over by itself"])("leaves it to a person once it is %s", async (how) => {
    const worker = play.begin();
    await play.approve("during", nine + 5 * minuteMs);
    await play.approve("after", nine + 10 * minuteMs);
    await pause(how === "resumed" ? null : nine + 10 * minuteMs);
    await work(play, worker, 9 * minuteMs);
    expect(await play.stateOf("during")).toBe("approved");
    if (how === "resumed") await play.store.resume(null);
    await workUntilIdle(worker);
    expect(told("missed")).toMatchObject([{ post: { id: "during" }, problem: { code: "time-paused" } }]);
    expect(shown().map(({ post }) => post)).toEqual(["after"]);
  });

  it("also leaves it where readers have seen nothing of a post that is under way", async () => {
    const worker = play.begin();
    play.script.outcome = ({ step }) => (step === "media-1" ? { kind: "later", afterMs: minuteMs, reason: "processing" } : undefined);
    await play.approve("slow", nine, { picture: true });
    await turn(worker);
    await pause(null);
    play.clock.pass(10 * minuteMs);
    await play.store.resume(null);
    await workUntilIdle(worker);
    expect(shown()).toEqual([]);
    expect(way(await play.store.view("slow"))).toBe("add approve claim intent outcome miss");
  });

  it("that a platform's refusal brought about harms no post", async () => {
    const worker = play.begin();
    await play.approve("one", nine + minuteMs);
    await pause(null, "worker desk-1/1/1");
    play.clock.pass(10 * minuteMs);
    await play.store.resume(null);
    await turn(worker);
    expect(await play.stateOf("one")).toBe("published");
  });
});

describe("an embargo", () => {
  it("that outlasts a post's time is waited for to the millisecond", async () => {
    await open();
    await play.approve("one", nine, { summary: { embargo: nine + 4 * hourMs + 1 } });
    const worker = play.begin();
    await workUntilIdle(worker);
    play.clock.pass(4 * hourMs);
    await turn(worker);
    expect(shown()).toEqual([]);
    play.clock.pass(1);
    await turn(worker);
    expect(minutesOf()).toEqual([["one", 240 + 1 / minuteMs]]);
  });
});

describe("an embargo found when a step is to be sent", () => {
  it("is waited for exactly, not for a lease", async () => {
    await open();
    const embargo = nine + 7 * minuteMs + 1;
    await play.approve("one", nine, { summary: { embargo } });
    const claimed = await play.store.claim("one", null, "elsewhere/1/1", nine);
    await play.store.release("one", claimed?.lease.token ?? "", nine);
    const worker = play.begin();
    await turn(worker);
    expect((await play.store.view("one"))?.post).toMatchObject({ state: "publishing", dueAt: embargo });
    play.clock.pass(embargo - nine);
    await turn(worker);
    expect(shown().map(({ at }) => at)).toEqual([embargo]);
  });
});

describe("a clock that jumps", () => {
  beforeEach(() => open(accountWith({ timetable: { minGapMs: 0 } })));
  const deaf = { kind: "later", afterMs: hourMs, reason: "unreachable" } as const;

  it.each([dayMs, -dayMs])("by %d ms posts nothing early or twice, misses nothing, and tells once", async (jumpMs) => {
    const worker = play.begin();
    await play.approve("before", nine);
    await play.approve("meanwhile", nine + 30 * minuteMs);
    await play.approve("tomorrow", nine + dayMs);
    await work(play, worker, 5 * minuteMs);
    play.clock.jump(jumpMs);
    await work(play, worker, 50 * minuteMs);
    expect(shown().map(({ post }) => post)).toEqual(["before"]);
    expect(told("clock")).toHaveLength(1);
    expect(await play.store.openIncidents()).toMatchObject([{ kind: "clock", reason: expect.stringContaining("by a platform's") }]);
    play.clock.jump(-jumpMs);
    await work(play, worker, 10 * minuteMs);
    expect(shown().map(({ post }) => post)).toEqual(["before", "meanwhile"]);
    expect(await play.store.openIncidents()).toEqual([]);
    await work(play, worker, dayMs, 10 * minuteMs);
    expect(shown().map(({ post, at }) => [post, at >= nine + dayMs])).toEqual([
      ["before", false],
      ["meanwhile", false],
      ["tomorrow", true],
    ]);
    expect(told("missed")).toEqual([]);
    expect(told("clock")).toHaveLength(1);
  });

  it.each([dayMs, -dayMs])("by %d ms lets a half-sent thread go on, once", async (jumpMs) => {
    const worker = play.begin();
    let busy = true;
    play.script.outcome = ({ step }) => (step === "post-2" && busy ? { ...deaf, afterMs: minuteMs } : undefined);
    await play.approve("thread", nine, { parts: 3 });
    await turn(worker);
    busy = false;
    play.clock.jump(jumpMs);
    await work(play, worker, 2 * minuteMs);
    expect(await play.stateOf("thread")).toBe("published");
    play.clock.jump(-jumpMs);
    await work(play, worker, 2 * minuteMs);
    expect(shown().map(({ step }) => step)).toEqual(["post-1", "post-2", "post-2", "post-3"]);
    expect(await play.stateOf("thread")).toBe("published");
  });

  it.each([dayMs, -dayMs])("by %d ms under a post that readers haven't seen lets it wait, and then go on", async (jumpMs) => {
    const worker = play.begin();
    let ready = false;
    play.script.outcome = ({ step }) => (step === "media-1" && !ready ? { ...deaf, afterMs: 10 * minuteMs } : undefined);
    await play.approve("slow", nine, { picture: true });
    await turn(worker);
    play.clock.jump(jumpMs);
    await work(play, worker, 15 * minuteMs);
    expect(shown()).toEqual([]);
    expect(await play.stateOf("slow")).toBe("publishing");
    ready = true;
    play.clock.jump(-jumpMs);
    await work(play, worker, 20 * minuteMs);
    expect(shown().map(({ post }) => post)).toEqual(["slow"]);
  });

  it("makes nothing expire that is under way", async () => {
    const worker = play.begin();
    play.script.outcome = ({ step }) => (step === "media-1" && play.sent.length === 1 ? { ...deaf, afterMs: minuteMs } : undefined);
    await play.approve("brief", nine, { picture: true, summary: { expires: nine + 2 * hourMs } });
    await turn(worker);
    play.clock.jump(dayMs);
    await work(play, worker, 5 * minuteMs);
    expect(await play.stateOf("brief")).toBe("publishing");
    play.clock.jump(-dayMs);
    await work(play, worker, 5 * minuteMs);
    expect(await play.stateOf("brief")).toBe("published");
  });

  it("while a platform is asked how much it takes is noticed before anything begins", async () => {
    await play.close();
    await open(accountWith({ timetable: { minGapMs: 0 } }, "instagram"));
    play.script.capacity = () => {
      if (play.sent.length === 0) play.clock.jump(dayMs);
      return null;
    };
    await play.approve("one", nine);
    await turn(play.begin());
    expect(await play.stateOf("one")).toBe("approved");
  });

  it("is no reason to pause an account whose platform refuses requests for it", async () => {
    const worker = play.begin();
    const problem = block("account-clock", "account x", "Timestamp out of bounds.", "Set the clock.");
    play.script.outcome = ({ step }) => {
      if (step === "post-1") play.clock.jump(dayMs);
      const isRight = play.clock.now() === play.clock.truth();
      return step === "post-1" || isRight ? undefined : { kind: "denied", problem };
    };
    await play.approve("thread", nine, { parts: 2 });
    await work(play, worker, 5 * minuteMs);
    expect(told("paused")).toEqual([]);
    expect(await play.stateOf("thread")).toBe("publishing");
    play.clock.jump(-dayMs);
    await work(play, worker, minuteMs);
    expect(await play.stateOf("thread")).toBe("published");
    expect(shown().map(({ step }) => step)).toEqual(["post-1", "post-2", "post-2"]);
  });

  it("comes to rest and says why, where only that keeps a post back", async () => {
    const worker = play.begin();
    await play.approve("one", nine);
    play.clock.jump(-hourMs);
    play.script.platformOffMs = -dayMs;
    await workUntilIdle(worker);
    play.clock.jump(2 * hourMs);
    await workUntilIdle(worker);
    expect(shown()).toEqual([]);
    expect(told("clock")).toHaveLength(1);
  });

  it("in truth, as after a machine slept, is believed once a platform was asked the time", async () => {
    const worker = play.begin();
    await play.approve("one", nine + hourMs);
    const asked = play.verified();
    play.clock.sleepMachine(hourMs);
    await work(play, worker, minuteMs);
    expect(play.verified()).toBe(asked + 1);
    expect(shown().map(({ post }) => post)).toEqual(["one"]);
  });

  it("asks the time less and less often", async () => {
    const worker = play.begin();
    await play.approve("one", nine);
    play.script.platformOffMs = dayMs;
    play.clock.jump(hourMs);
    await work(play, worker, 63 * minuteMs);
    expect(play.verified()).toBe(7);
  });
});

describe("a platform whose clock is two minutes off", () => {
  beforeEach(() => open(accountWith({ timetable: { minGapMs: 0 } })));

  it("keeps the first part of every post back until it agrees", async () => {
    const worker = play.begin();
    play.script.platformOffMs = 121 * secondMs;
    await play.approve("one", nine, { picture: true });
    await play.approve("two", nine + minuteMs);
    await work(play, worker, 2 * minuteMs);
    expect(play.sent.map(({ post, step }) => [post, step])).toEqual([["one", "media-1"]]);
    expect(told("clock")).toMatchObject([{ problem: { message: expect.stringContaining("by a platform's") } }]);
    play.script.platformOffMs = 119 * secondMs;
    await work(play, worker, 10 * minuteMs);
    expect(shown().map(({ post }) => post)).toEqual(["one", "two"]);
  });

  it("stops no thread that is half out", async () => {
    const worker = play.begin();
    play.script.outcome = ({ step }) => {
      if (step === "post-1") play.script.platformOffMs = dayMs;
      return undefined;
    };
    await play.approve("thread", nine, { parts: 2 });
    await turn(worker);
    expect(shown().map(({ step }) => step)).toEqual(["post-1", "post-2"]);
  });
});
