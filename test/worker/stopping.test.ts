import { afterEach, beforeEach, expect, it } from "vitest";
import type { Logins } from "../../src/platforms/current-login.ts";
import { openWorkerPlay, turn, type WorkerPlay } from "../support/worker-play.ts";

const nine = Date.UTC(2026, 2, 2, 4);

let play: WorkerPlay;
beforeEach(async () => {
  play = await openWorkerPlay(nine);
});
afterEach(() => play.close());

it("asks for no login once it is to stop, as that may have to be renewed: the step in hand is its last request", async () => {
  const asked: boolean[] = [];
  const logins: Logins = {
    ready: async () => {
      asked.push(worker.stopping);
      return { secret: {}, generation: 1 };
    },
    replaced: async () => false,
    proven: async () => undefined,
  };
  const worker = play.begin(undefined, logins);
  play.script.outcome = () => {
    worker.stopping = true;
    return undefined;
  };
  await play.approve("one", nine, { parts: 2 });
  await turn(worker);
  expect(play.sent.map(({ step }) => step)).toEqual(["post-1"]);
  expect(new Set(asked)).toEqual(new Set([false]));
  expect((await play.store.view("one"))?.lease).toBeNull();
});
