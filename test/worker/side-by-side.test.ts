import { afterEach, describe, expect, test } from "vitest";
import type { Account, PlatformId } from "../../src/domain/account.ts";
import type { Outcome } from "../../src/domain/journal.ts";
import type { Concurrency } from "../../src/worker/lanes.ts";
import { tick } from "../../src/worker/tick.ts";
import type { Worker } from "../../src/worker/worker.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { always, editor, minuteMs, morning, plain } from "../support/store-fixtures.ts";
import { openWorkerPlay, type WorkerPlay, workUntilIdle } from "../support/worker-play.ts";

const done: Outcome = { kind: "done", output: { id: "1" } };
const bounds: Concurrency = { all: 12, perPlatform: { x: 4, instagram: 4, "youtube-community": 4 } };

function accountsOn(platform: PlatformId, count: number): readonly Account[] {
  const { timetable, ...account } = accountOn(platform);
  const eager = { ...timetable, minGapMs: 0 };
  return Array.from({ length: count }, (_, index) => ({ ...account, id: `${platform}-${index}`, timetable: eager }));
}

/** Resolves once it holds; each round lets everything that can go on do so. */
async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; !holds(); round += 1) {
    if (round > 5_000) throw new Error("It never came to that.");
    await new Promise(setImmediate);
  }
}

describe("posts that are due at the same instant", () => {
  let play: WorkerPlay;
  afterEach(() => play.close());

  async function lay(accounts: readonly Account[]): Promise<void> {
    play = await openWorkerPlay(morning, accounts);
    for (const { id } of accounts) await play.approve(`post-${id}`, morning, { account: id });
  }

  const sentOn = (platform: PlatformId) => play.sent.filter(({ account }) => account.startsWith(platform)).length;
  const atWork = (worker: Worker, platform: PlatformId) =>
    [...worker.lanes.held.values()].filter((hand) => hand.platform === platform).length;

  test("go out side by side, never more than the bound, and the next as soon as one is through", async () => {
    await lay(accountsOn("x", 10));
    const waiting: ((outcome: Outcome) => void)[] = [];
    play.script.outcome = () => new Promise((resolve) => waiting.push(resolve));
    const worker = play.begin(bounds);
    await tick(worker);
    await until(() => waiting.length === 4);
    expect(atWork(worker, "x")).toBe(4);
    for (let sent = 4; sent < 10; sent += 1) {
      waiting.shift()?.(done);
      await until(() => sentOn("x") === sent + 1);
      expect(atWork(worker, "x")).toBeLessThanOrEqual(4);
    }
    for (const answer of waiting.splice(0)) answer(done);
    await until(() => worker.inHand.size === 0);
    expect(new Set(play.sent.map(({ post }) => post)).size).toBe(10);
  });

  test("wait for no platform that hangs but their own", async () => {
    await lay([...accountsOn("x", 20), ...accountsOn("instagram", 20)]);
    const hanging: ((outcome: Outcome) => void)[] = [];
    play.script.outcome = ({ account }) => (account.startsWith("x") ? new Promise((resolve) => hanging.push(resolve)) : done);
    const worker = play.begin(bounds);
    await tick(worker);
    await until(() => sentOn("instagram") === 20 && atWork(worker, "instagram") === 0);
    expect(atWork(worker, "x")).toBe(4);
    play.script.outcome = () => done;
    for (const answer of hanging.splice(0)) answer(done);
    await until(() => worker.inHand.size === 0);
    expect(sentOn("x")).toBe(20);
  });

  test("leave an account that hung before only half of its platform's bound", async () => {
    await lay(accountsOn("x", 8));
    const hanging: ((outcome: Outcome) => void)[] = [];
    play.script.outcome = () => new Promise((resolve) => hanging.push(resolve));
    const worker = play.begin(bounds);
    await tick(worker);
    await until(() => hanging.length === 4);
    const slow = play.sent.map(({ account }) => account);
    play.clock.pass(30_000);
    play.script.outcome = () => done;
    for (const answer of hanging.splice(0)) answer(done);
    await until(() => worker.inHand.size === 0);
    expect(sentOn("x")).toBe(8);
    for (const account of slow) await play.approve(`again-${account}`, play.clock.now(), { account });
    play.script.outcome = () => new Promise((resolve) => hanging.push(resolve));
    await tick(worker);
    await until(() => hanging.length === 2);
    expect(atWork(worker, "x")).toBe(2);
    for (const answer of hanging.splice(0)) answer(done);
    play.script.outcome = () => done;
    await until(() => worker.inHand.size === 0);
  });

  test("are found behind the backlog of an account that stands still", async () => {
    const accounts = accountsOn("x", 3);
    play = await openWorkerPlay(morning, accounts);
    for (let index = 0; index < 210; index += 1) await play.approve(`old-${index}`, morning + index, { account: "x-0" });
    await play.store.pause("x-0", { reason: "flood", since: morning, until: null, by: editor });
    await play.approve("behind", morning + minuteMs, { account: "x-1" });
    play.clock.pass(2 * minuteMs);
    const worker = play.begin(bounds);
    await workUntilIdle(worker);
    expect(play.sent.map(({ post }) => post)).toEqual(["behind"]);
  });

  test("are not begun where an editor moved them while they stood in line", async () => {
    await lay(accountsOn("x", 5));
    const hanging: ((outcome: Outcome) => void)[] = [];
    play.script.outcome = () => new Promise((resolve) => hanging.push(resolve));
    const worker = play.begin(bounds);
    await tick(worker);
    await until(() => hanging.length === 4);
    const [inLine] = worker.queue.next.map(({ post }) => post.id);
    const later = morning + 60 * minuteMs;
    await play.store.decide([inLine ?? ""], always(plain("schedule", { scheduledAt: later, dueAt: later })), morning, editor);
    play.script.outcome = () => done;
    for (const answer of hanging.splice(0)) answer(done);
    await until(() => worker.inHand.size === 0);
    expect(play.sent.map(({ post }) => post)).not.toContain(inLine);
    expect(await play.stateOf(inLine ?? "")).toBe("approved");
  });
});
