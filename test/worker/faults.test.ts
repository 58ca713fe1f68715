import { afterEach, beforeEach, expect, it } from "vitest";
import type { Store } from "../../src/storage/store.ts";
import { openWorkerPlay, turn, type WorkerPlay } from "../support/worker-play.ts";

const nine = Date.UTC(2026, 2, 2, 4);
const secondMs = 1_000;

let play: WorkerPlay;
beforeEach(async () => {
  play = await openWorkerPlay(nine);
});
afterEach(() => play.close());

it("a post that breaks off through a fault of Herald's own is tried less and less often, and goes on when the fault is mended", async () => {
  const { store, script, clock } = play;
  let asked = 0;
  let isFaulty = true;
  script.outcome = () => (play.sent.length === 1 ? { kind: "doubt", reason: "The line broke." } : undefined);
  script.verdict = () => {
    asked += 1;
    return { kind: "absent" };
  };
  const faulty: Store = {
    ...store,
    record: async (...about) => {
      if (isFaulty && about[2].kind === "verdict") throw new TypeError("Nothing is there.");
      return store.record(...about);
    },
  };
  await play.approve("one", nine);
  const worker = Object.assign(play.begin(), { store: faulty });
  const goOn = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await turn(worker);
      clock.pass(secondMs);
    }
  };
  await goOn(300);
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(12);
  isFaulty = false;
  await goOn(300);
  expect([await play.stateOf("one"), worker.faults.size]).toEqual(["published", 0]);
});
