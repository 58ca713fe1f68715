import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../../src/edge/clock.ts";
import { silentLog } from "../../src/edge/log.ts";
import type { Channel, Message, Sent } from "../../src/notify/channel.ts";
import { incident } from "../../src/notify/incident.ts";
import { type NotifierParts, retryMs, runNotifier } from "../../src/notify/notifier.ts";
import { watchOver } from "../../src/notify/watch.ts";
import { webhook } from "../../src/notify/webhook.ts";
import { registry } from "../../src/platforms/registry.ts";
import type { Store } from "../../src/storage/store.ts";
import { until } from "../support/herald.ts";
import { type HookServer, startHook } from "../support/hook-server.ts";
import { laySqlite, type SqliteGround } from "../support/sqlite-ground.ts";
import { claimed, hourMs, minuteMs, morning, plain } from "../support/store-fixtures.ts";

let ground: SqliteGround;
let store: Store;
let hook: HookServer;
let now: number;
const ends: AbortController[] = [];

/** Wall time stands still unless a test moves it; naps are short. */
const clock: Clock = { ...systemClock, now: () => now, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 5), signal) };

beforeEach(async () => {
  now = morning;
  ground = await laySqlite();
  store = await ground.open(() => now, watchOver([]));
  hook = await startHook();
});
afterEach(async () => {
  for (const end of ends.splice(0)) end.abort();
  await hook.close();
  await store.close();
  await ground.remove();
});

function parts(change: Partial<NotifierParts> = {}): NotifierParts {
  const channels = [webhook(hook.url)];
  return { store, registry, clock, log: silentLog, channels, secrets: [], owner: "desk-1/1/1", isGone: () => false, tickMs: 5, ...change };
}

/** Runs until the test ends it. */
function start(change: Partial<NotifierParts> = {}) {
  const [done, stop] = [new AbortController(), new AbortController()];
  const ended = runNotifier(parts(change), AbortSignal.any([done.signal, stop.signal]), stop.signal);
  ends.push(stop);
  return { done, stop, ended };
}

/** Runs once through: all that is due is tried. */
async function once(change: Partial<NotifierParts> = {}): Promise<void> {
  const { done, ended } = start(change);
  done.abort();
  await ended;
}

async function hold(id: string): Promise<void> {
  const { lease } = await claimed(store, id, `account-${id}`);
  await store.move(id, lease.token, { ...plain("hold"), note: { reason: "Nobody knows." } }, now, "w");
}

const heard = () => hook.messages.map(({ id }) => id);

/** A channel that answers as told. */
function channel(answer: (message: Message, signal: AbortSignal) => Promise<Sent>, name = "webhook"): Channel {
  return { name, send: answer };
}

describe("the notifier", () => {
  it("tells each incident once, with its post's words", async () => {
    await hold("one");
    await once();
    await once();
    expect(heard()).toEqual(["held:one:4"]);
    expect(hook.messages[0]).toMatchObject({ kind: "held", account: "account-one", post: { id: "one", words: "On one", state: "held" } });
    expect((await store.openIncidents())[0]?.tellings).toMatchObject([{ channel: "webhook", toldAt: morning, tries: 1 }]);
  });

  it("waits 1, 2, 4 … minutes after tries that failed, and at most a day", () => {
    expect([1, 2, 3, 4].map(retryMs)).toEqual([minuteMs, 2 * minuteMs, 4 * minuteMs, 8 * minuteMs]);
    expect([11, 12, 40, 5000].map(retryMs)).toEqual([1024 * minuteMs, 24 * hourMs, 24 * hourMs, 24 * hourMs]);
  });

  it("tries again until it arrives, however the receiver fails", async () => {
    hook.reactions.push(500, "cut", 404, 302);
    await hold("one");
    await once();
    let waitedMs = 0;
    for (const minutes of [1, 2, 4, 8]) {
      now += minutes * minuteMs - 1;
      await once();
      expect(heard()).toHaveLength(Math.log2(minutes) + 1);
      now += 1;
      await once();
      waitedMs += minutes * minuteMs;
    }
    expect(heard()).toEqual(Array(5).fill("held:one:4"));
    expect((await store.openIncidents())[0]?.tellings).toMatchObject([{ toldAt: morning + waitedMs, tries: 5, problem: null }]);
  });

  it("logs what did not arrive with the id of its post", async () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const log = { ...silentLog, warn: (fields: Readonly<Record<string, unknown>>) => void lines.push(fields) };
    hook.reactions.push(500);
    await hold("one");
    await once({ log });
    expect(lines).toMatchObject([{ post: "one", account: "account-one", incident: "held:one:4", channel: "webhook" }]);
  });

  it("says nothing of what is over by then: nobody is sent to post what stands already", async () => {
    hook.reactions.push(500);
    await hold("one");
    await once();
    await store.decide(["one"], () => ({ ok: true, value: plain("settle") }), now, "Ayesha");
    now += hourMs;
    await once();
    expect(heard()).toEqual(["held:one:4"]);
  });

  it("lets one channel's trouble be its own", async () => {
    const got: string[] = [];
    const mail = channel(async ({ id }) => {
      got.push(id);
      return { ok: true };
    }, "email");
    const dead = channel(() => Promise.reject(new Error("a bug")), "webhook");
    await hold("one");
    await hold("two");
    await once({ channels: [dead, mail] });
    expect(got).toEqual(["held:one:4", "held:two:4"]);
  });

  it("is told by one of two workers, never by both", async () => {
    for (const id of ["one", "two", "three"]) await hold(id);
    const other = await ground.open(() => now, watchOver([]));
    await Promise.all([once(), once({ store: other, owner: "desk-2/2/2" })]);
    await other.close();
    expect([...heard()].sort()).toEqual(["held:one:4", "held:three:4", "held:two:4"]);
  });

  it("looks around by itself: a hand-off becomes overdue while nothing happens", async () => {
    const { lease } = await claimed(store, "one");
    await store.move("one", lease.token, plain("hand-off", { dueAt: null }), now, "w");
    now += 3 * hourMs + 1;
    await once();
    expect(heard()).toEqual(["overdue:one:4:1"]);
  });

  it("gives a moment to what comes with an incident, but at the end leaves nothing for later", async () => {
    await hold("one");
    let looks = 0;
    const watched: Store = {
      ...store,
      claimTelling: (...given) => {
        looks += 1;
        return store.claimTelling(...given);
      },
    };
    const { done, ended } = start({ store: watched });
    await until("it looked three times", () => looks >= 3);
    expect(heard()).toEqual([]);
    done.abort();
    await ended;
    expect(heard()).toEqual(["held:one:4"]);
  });

  it("breaks off when it is to stop, and the message is due at once at the next start", async () => {
    await hold("one");
    now += 5_000;
    hook.reactions.push("hang");
    const { stop, ended } = start();
    await until("the receiver has been asked", () => heard().length === 1);
    stop.abort();
    await ended;
    await once({ owner: "desk-2/2/2" });
    expect(heard()).toEqual(["held:one:4", "held:one:4"]);
  });

  it("goes on after a database that could not be read", async () => {
    await store.attend("clock", () => incident({ id: "clock:1", topic: "clock", kind: "clock", reason: "An hour apart." }), now);
    now += 5_000;
    let failures = 0;
    const flaky: Store = {
      ...store,
      claimTelling: (...given) => {
        failures += 1;
        return failures <= 3 ? Promise.reject(new Error("disk full")) : store.claimTelling(...given);
      },
    };
    start({ store: flaky });
    await until("it was told after all", () => heard().includes("clock:1"));
  });

  it("scrubs what must not leave", async () => {
    await store.attend("clock", () => incident({ id: "clock:1", topic: "clock", kind: "clock", reason: "token s3cr3t-t0ken" }), now);
    await once({ secrets: ["s3cr3t-t0ken"] });
    expect(hook.messages[0]?.text).toContain("token [secret]");
  });
});
