import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../src/domain/journal.ts";
import { block } from "../../src/domain/problem.ts";
import type { Logins } from "../../src/platforms/current-login.ts";
import { way } from "../support/store-fixtures.ts";
import { openWorkerPlay, turn, type WorkerPlay, workUntilIdle } from "../support/worker-play.ts";

const nine = Date.UTC(2026, 2, 2, 4);
const refusal = block("account-credential", "account x", "X answered 401: Unauthorized.", "Make new access tokens.");
const denied: Outcome = { kind: "denied", problem: refusal };

let play: WorkerPlay;
beforeEach(async () => {
  play = await openWorkerPlay(nine);
});
afterEach(() => play.close());

/** A login that is replaced so many times. */
function logins(replacements: number) {
  const proven: number[] = [];
  let generation = 1;
  const kept: Logins = {
    ready: async () => ({ secret: {}, generation }),
    replaced: async (_account, refused) => {
      if (refused !== generation) return true;
      if (generation > replacements) return false;
      generation += 1;
      return true;
    },
    proven: async (_account, used) => void proven.push(used),
  };
  return { kept, proven };
}

describe("a login that a platform refuses before its time", () => {
  it("is replaced once, and the step that certainly had no effect is taken again", async () => {
    const { kept, proven } = logins(1);
    play.script.outcome = () => (play.sent.length === 1 ? denied : undefined);
    await play.approve("one", nine);
    await workUntilIdle(play.begin(undefined, kept));
    expect(await play.stateOf("one")).toBe("published");
    expect(play.sent.map(({ step }) => step)).toEqual(["post-1", "post-1"]);
    expect(way(await play.store.view("one"))).toMatch(/intent outcome intent outcome publish$/);
    expect([(await play.store.account("x")).pause, proven]).toEqual([null, [2]]);
  });

  it("pauses the account where there is no other, and harms no post", async () => {
    const { kept } = logins(1);
    play.script.outcome = () => denied;
    await play.approve("one", nine);
    await workUntilIdle(play.begin(undefined, kept));
    expect(play.sent).toHaveLength(2);
    expect([(await play.store.account("x")).pause?.reason, await play.stateOf("one")]).toEqual([
      "X answered 401: Unauthorized. Make new access tokens.",
      "publishing",
    ]);
  });

  it("is replaced for no other refusal", async () => {
    const { kept } = logins(5);
    play.script.outcome = () => ({ kind: "denied", problem: { ...refusal, code: "account-credits" } });
    await play.approve("one", nine);
    await workUntilIdle(play.begin(undefined, kept));
    expect([play.sent.length, (await play.store.account("x")).pause === null]).toEqual([1, false]);
  });

  it("is replaced for a question as well, which is then put again instead of holding the post", async () => {
    const { kept } = logins(1);
    let asked = 0;
    play.script.outcome = () => ({ kind: "doubt", reason: "The line broke." });
    play.script.verdict = () => {
      asked += 1;
      if (asked === 1) return { kind: "unknown", reason: refusal.message, problem: refusal };
      return { kind: "took", output: { id: "900" } };
    };
    await play.approve("one", nine);
    const worker = play.begin(undefined, kept);
    for (let look = 0; look < 10; look += 1) {
      await turn(worker);
      play.clock.pass(61_000);
    }
    expect([asked, await play.stateOf("one")]).toEqual([2, "published"]);
    expect((await play.store.account("x")).pause).toBeNull();
  });
});

it("begins nothing while there is no login to send with, and goes on when there is", async () => {
  const { kept } = logins(0);
  let isReady = false;
  const worker = play.begin(undefined, { ...kept, ready: async (account) => (isReady ? kept.ready(account) : null) });
  await play.approve("one", nine);
  for (let look = 0; look < 5; look += 1) {
    await turn(worker);
    play.clock.pass(1_000);
  }
  expect([play.sent.length, await play.stateOf("one"), way(await play.store.view("one"))]).toEqual([0, "approved", "add approve"]);
  isReady = true;
  await workUntilIdle(worker);
  expect(await play.stateOf("one")).toBe("published");
});
