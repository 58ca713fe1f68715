import { afterEach, beforeEach, expect, it } from "vitest";
import type { Logins } from "../../src/platforms/current-login.ts";
import { openWorkerPlay, turn, type WorkerPlay } from "../support/worker-play.ts";

const nine = Date.UTC(2026, 2, 2, 4);

let play: WorkerPlay;
beforeEach(async () => {
  play = await openWorkerPlay(nine);
});
afterEach(() => play.close());

it("sends nothing where it is asked to stop between the first intent and its sending, and says so in the journal", async () => {
  const logins: Logins = {
    ready: async () => {
      worker.stopping = (await play.stateOf("one")) === "publishing";
      return { secret: {}, generation: 1 };
    },
    replaced: async () => false,
    proven: async () => undefined,
  };
  const worker = play.begin(undefined, logins);
  await play.approve("one", nine);
  await turn(worker);
  const view = await play.store.view("one");
  expect(play.sent).toEqual([]);
  expect(view?.journal.at(-1)).toMatchObject({ kind: "outcome", outcome: { kind: "later", afterMs: 0 } });
  expect(view?.lease).toBeNull();
});

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
