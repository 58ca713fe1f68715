import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Outcome } from "../../src/domain/journal.ts";
import { withTerms } from "../../src/worker/windows.ts";
import type { Timing, Worker } from "../../src/worker/worker.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { openWorkerPlay, turn, type WorkerPlay } from "../support/worker-play.ts";

/** A Monday, nine in the morning in Karachi. */
const nine = Date.UTC(2026, 2, 2, 4);
const settleMs = 60_000;
let play: WorkerPlay;
let asked: number[];

/** A post whose first request ends in doubt, and a platform that says it never arrived. */
async function doubtful(): Promise<void> {
  play = await openWorkerPlay(nine, [accountOn("x")]);
  asked = [];
  await play.approve("one", nine);
  play.script.outcome = () => (play.sent.length === 1 ? { kind: "doubt", reason: "The connection broke off." } : undefined);
  play.script.verdict = () => {
    asked.push(play.clock.truth() - nine);
    return { kind: "absent" };
  };
}

beforeEach(doubtful);
afterEach(() => play.close());

/** Each looks at the queue, one after the other, and then a second goes by. */
async function seconds(count: number, workers: () => readonly Worker[]): Promise<void> {
  for (let second = 0; second < count && asked.length === 0; second += 1) {
    for (const worker of workers()) await turn(worker);
    play.clock.pass(1000);
  }
}

describe("a doubt", () => {
  test("settles once for several workers, whichever of them comes to ask", async () => {
    const four = Array.from({ length: 4 }, () => play.begin());
    let second = 0;
    await seconds(200, () => {
      second += 1;
      return [...four.slice(second % 4), ...four.slice(0, second % 4)];
    });
    expect(asked[0]).toBeGreaterThanOrEqual(settleMs);
    expect(asked[0]).toBeLessThanOrEqual(settleMs + 2000);
  });

  test("settles although no worker lives as long as that takes", async () => {
    let [workers, second] = [[play.begin(), play.begin()], 0];
    await seconds(300, () => {
      second += 1;
      if (second % 5 === 0) workers = [workers[1] ?? play.begin(), play.begin()];
      return workers;
    });
    expect(asked[0]).toBeGreaterThanOrEqual(settleMs);
    // A second or two are lost with each worker that had watched ahead of the others.
    expect(asked[0]).toBeLessThanOrEqual(settleMs * 1.4);
  });

  test("is never asked about too early, whichever workers look when, come and go", async () => {
    const event = fc.record({ who: fc.nat(3), passMs: fc.integer({ min: 0, max: 9000 }), isNew: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 20, maxLength: 60 }), async (events) => {
        await play.close();
        await doubtful();
        const workers = Array.from({ length: 4 }, () => play.begin());
        for (const { who, passMs, isNew } of events) {
          if (isNew) workers[who] = play.begin();
          const worker = workers[who];
          if (worker) await turn(worker);
          play.clock.pass(passMs);
        }
        for (const at of asked.slice(0, 1)) expect(at).toBeGreaterThanOrEqual(settleMs);
      }),
      { numRuns: 25 },
    );
  });

  /** A worker whose request hangs for ever, and another elsewhere that watches its lease; gives when that one asks. */
  async function takenOver(terms: Partial<Timing>): Promise<number | undefined> {
    const gone = play.begin();
    Object.assign(gone, { owner: withTerms("desk-1/1/1/", { ...gone.timing, ...terms }) });
    const answer = Promise.withResolvers<Outcome>();
    play.script.outcome = () => (play.sent.length === 1 ? answer.promise : undefined);
    void turn(gone);
    while (play.sent.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const elsewhere = Object.assign(play.begin(), { owner: withTerms("desk-2/2/2/", gone.timing) });
    await seconds(600, () => [elsewhere]);
    answer.resolve({ kind: "doubt", reason: "It never answered." });
    return asked[0];
  }

  test("of a worker that was not heard of for a lease has settled by then", async () => {
    const at = await takenOver({});
    expect(at).toBeGreaterThanOrEqual(120_000);
    expect(at).toBeLessThanOrEqual(122_000);
  });

  test("of a worker with a longer lease is left to it for that long", async () => {
    expect(await takenOver({ leaseMs: 300_000 })).toBeGreaterThanOrEqual(300_000);
  });

  test("of a worker whose requests may be over later settles from then on", async () => {
    // Without room to settle in its lease, it may send until that ends.
    expect(await takenOver({ settleMs: 90_000 })).toBeGreaterThanOrEqual(180_000);
  });
});
