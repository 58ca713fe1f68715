import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deadlineIn } from "../../src/worker/deadline.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { openWorkerPlay, turn, type WorkerPlay, work } from "../support/worker-play.ts";

/** A Monday, nine in the morning in Karachi. */
const nine = Date.UTC(2026, 2, 2, 4);
const hourMs = 3_600_000;
/** More than a lease. */
const heldUpMs = 300_000;

describe("a worker that is held up between its intent and its request", () => {
  let play: WorkerPlay;
  beforeEach(async () => {
    play = await openWorkerPlay(nine, [accountOn("x")]);
    await play.approve("one", nine);
  });
  afterEach(() => play.close());

  /** A worker to which this happens once, when its first intent is written. */
  function heldUpBy(delay: () => void) {
    const { store } = play;
    let isOver = false;
    const begin: typeof store.begin = async (...words) => {
      const begun = await store.begin(...words);
      expect(begun).toMatchObject({ kind: "go", first: { kind: "intent", step: "post-1" } });
      if (!isOver) delay();
      isOver = true;
      return begun;
    };
    return Object.assign(play.begin(), { store: { ...store, begin } });
  }

  it.each([
    ["it was stopped", () => play.clock.pass(heldUpMs)],
    ["its machine slept, where the monotonic clock stands still", () => play.clock.sleepMachine(heldUpMs)],
  ])("sends nothing by it, as another may have done so since: %s", async (_, delay) => {
    const worker = heldUpBy(delay);
    await turn(worker);
    expect(play.sent).toEqual([]);
    const outcome = (await play.store.view("one"))?.journal.findLast(({ kind }) => kind === "outcome");
    expect(outcome).toMatchObject({ outcome: { kind: "later", afterMs: 0 } });
    await work(play, worker, 120_000, 1_000);
    expect(play.sent).toHaveLength(1);
    expect(await play.stateOf("one")).toBe("published");
  });

  it("sends all the same where only its clock was set back", async () => {
    const worker = heldUpBy(() => play.clock.jump(-hourMs));
    await turn(worker);
    expect(play.sent).toHaveLength(1);
  });
});

describe("a deadline", () => {
  it("passes by whichever clock says more", () => {
    const clock = fakeClock(nine);
    const deadline = deadlineIn(clock, 30_000);
    clock.pass(10_000);
    expect(deadline.leftMs()).toBe(20_000);
    clock.jump(-hourMs);
    expect(deadline.leftMs()).toBe(20_000);
    clock.jump(hourMs);
    clock.sleepMachine(25_000);
    expect(deadline.leftMs()).toBe(-5_000);
  });
});
