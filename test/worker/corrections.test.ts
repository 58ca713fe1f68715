import { afterEach, beforeEach, expect, it } from "vitest";
import type { Instant } from "../../src/domain/instant.ts";
import { freeze } from "../../src/pipeline/digest.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { always, editor, theOnly } from "../support/store-fixtures.ts";
import { openWorkerPlay, turn, type WorkerPlay } from "../support/worker-play.ts";

const nine: Instant = Date.UTC(2026, 2, 2, 4);
const minuteMs = 60_000;
const usual = accountOn("x");
const account = { ...usual, timetable: { ...usual.timetable, minGapMs: 20 * minuteMs } };

let play: WorkerPlay;
beforeEach(async () => {
  play = await openWorkerPlay(nine, [account]);
});
afterEach(() => play.close());

/** A correction of post `wrong`, approved for now. */
async function correct(id: string): Promise<void> {
  const correction = { corrects: "wrong", way: "reply", mistakes: [{ was: "a", now: "b" }], of: { id: "7" } } as const;
  const draft = { ids: [id], account: "x", platform: "x", content: {}, correction } as const;
  theOnly(await play.store.stories.correct(draft, () => null, play.clock.now(), editor));
  const now = play.clock.now();
  const step = { key: "post-1", repeat: "never", method: "POST", path: "/posts", body: { post: id } } as const;
  const { plan, digest } = freeze({ version: 1, account: "x", platform: "x", remoteId: account.remoteId, content: {}, steps: [step] });
  const change = {
    transition: "approve",
    set: { plan, digest, scheduledAt: now, dueAt: now },
    note: { digest, scheduledAt: now },
  } as const;
  theOnly(await play.store.decide([id], always(change), now, editor));
}

it("sends a correction before what waited longer, with no distance to the last post; the next post keeps its own to it", async () => {
  await play.approve("wrong", nine);
  const worker = play.begin();
  await turn(worker);
  await play.approve("early", nine + minuteMs);
  play.clock.pass(5 * minuteMs);
  await correct("right");
  await turn(worker);
  await turn(worker);
  expect(play.sent.map(({ post }) => post)).toEqual(["wrong", "right"]);
  play.clock.pass(19 * minuteMs);
  await turn(worker);
  expect(await play.stateOf("early")).toBe("approved");
  play.clock.pass(minuteMs);
  await turn(worker);
  expect(play.sent.map(({ post }) => post)).toEqual(["wrong", "right", "early"]);
});
