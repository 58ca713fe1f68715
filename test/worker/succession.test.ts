import { afterEach, expect, it } from "vitest";
import type { Outcome } from "../../src/domain/journal.ts";
import { tick } from "../../src/worker/tick.ts";
import { makeWorker, type Worker } from "../../src/worker/worker.ts";
import { until } from "../support/herald.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { openWorkerPlay, type WorkerPlay } from "../support/worker-play.ts";

/** A Monday, nine in the morning in Karachi. */
const nine = Date.UTC(2026, 2, 2, 4);
let play: WorkerPlay;
afterEach(() => play.close());

/** A thread whose first part is on its way, in the hands of a worker that is then relieved. */
async function relieved(): Promise<{ readonly former: Worker; readonly next: Worker; readonly answer: (outcome: Outcome) => void }> {
  play = await openWorkerPlay(nine, [accountOn("x")]);
  await play.approve("thread", nine, { parts: 3 });
  const answered = Promise.withResolvers<Outcome>();
  play.script.outcome = ({ step }) => (step === "post-1" && play.sent.length === 1 ? answered.promise : undefined);
  const former = play.begin();
  await tick(former);
  await until("the first part is on its way", () => play.sent.length === 1);
  former.stopping = true;
  return { former, next: makeWorker(former, former), answer: answered.resolve };
}

const steps = () => play.sent.map(({ step }) => step);
const settled = (worker: Worker) => Promise.all(worker.inHand.values());

it("leaves a step to the worker that has it in hand, and goes on after it", async () => {
  const { former, next, answer } = await relieved();
  for (let turn = 0; turn < 3; turn += 1) {
    await tick(next);
    play.clock.pass(1000);
  }
  expect(steps()).toEqual(["post-1"]);
  answer({ kind: "done", output: { id: "first" } });
  await settled(former);
  // The former one begins nothing more, and what it had is free.
  expect([steps(), next.inHand.size]).toEqual([["post-1"], 0]);
  await tick(next);
  await settled(next);
  expect(steps()).toEqual(["post-1", "post-2", "post-3"]);
  expect(await play.stateOf("thread")).toBe("published");
});

it("settles a doubt of the former's as its own, by the time that has passed since", async () => {
  const { former, next, answer } = await relieved();
  play.clock.pass(40_000);
  answer({ kind: "doubt", reason: "The connection broke off." });
  await settled(former);
  for (let turn = 0; turn < 3; turn += 1) {
    await tick(next);
    await settled(next);
    play.clock.pass(30_000);
  }
  expect(steps()).toEqual(["post-1", "post-1", "post-2", "post-3"]);
  expect(await play.stateOf("thread")).toBe("published");
});
