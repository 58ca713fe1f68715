import { describe, expect, it } from "vitest";
import { deferred } from "../../src/telemetry/deferred.ts";
import { together } from "../../src/telemetry/observers.ts";
import { sparing } from "../../src/telemetry/sparing.ts";
import type { Observer } from "../../src/worker/observer.ts";
import { makeWorker, type Worker } from "../../src/worker/worker.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { openWorkerPlay, turn } from "../support/worker-play.ts";

const nine = Date.UTC(2026, 2, 2, 4);

function broken(): never {
  throw new Error("a defect in what listens");
}

describe("what listens to the work", () => {
  it("stops neither the work nor what listens beside it when it breaks, and is told of once", async () => {
    const heard: string[] = [];
    const good: Observer = {
      looked: () => void heard.push("looked"),
      took: ({ id }) => ({
        step: ({ key }) => {
          heard.push(`${id} ${key}`);
          return ({ kind }) => void heard.push(kind);
        },
        shows: (moment) => void heard.push(moment),
        left: () => void heard.push("left"),
      }),
    };
    const later: Observer = { looked: broken, took: () => ({ step: () => broken, shows: broken, left: broken }) };
    const errors: unknown[] = [];
    const observer = together([{ looked: broken, took: broken }, later, good], (error) => void errors.push(error));
    const play = await openWorkerPlay(nine);
    const worker: Worker = makeWorker({ ...play.begin(), observer });
    await play.approve("one", nine);
    await turn(worker);
    observer.looked();
    expect(await play.stateOf("one")).toBe("published");
    await play.close();
    expect(heard).toEqual(["begun", "one post-1", "done", "out", "left", "looked"]);
    expect(errors).toHaveLength(1);
  });
});

describe("a part that is loaded later", () => {
  it("is told in order what came before it was there", async () => {
    const loading = Promise.withResolvers<string[]>();
    const part = deferred(() => loading.promise, broken);
    part.with((list) => void list.push("first"));
    const loaded = part.get();
    part.with((list) => void list.push("second"));
    loading.resolve([]);
    const list = await loaded;
    part.with((held) => void held.push("third"));
    expect(list).toEqual(["first", "second", "third"]);
  });

  it("that can't be loaded is told of once, and keeps nobody waiting", async () => {
    const errors: unknown[] = [];
    const part = deferred<object>(
      () => Promise.reject(new Error("no such package")),
      (error) => void errors.push(error),
    );
    part.with(broken);
    await expect(part.get()).rejects.toThrow("no such package");
    await expect(part.get()).rejects.toThrow("no such package");
    expect(errors).toHaveLength(1);
  });
});

describe("an answer that costs something", () => {
  it("stands the longer the longer it took, so that asking takes no more than its share of the time", async () => {
    const clock = fakeClock(nine);
    let asked = 0;
    const ask = async () => {
      asked += 1;
      clock.pass(1_000);
      return asked;
    };
    const sleepless = { ...clock, sleep: () => new Promise<void>(() => undefined) };
    const figures = sparing(sleepless, { keepMs: 5_000, share: 50, orOld: true }, ask, broken);
    expect(await figures.ask(1)).toBe(1);
    clock.pass(49_999);
    expect(await figures.ask(1)).toBe(1);
    clock.pass(1);
    expect(await figures.ask(1)).toBe(2);
  });

  it("is shared by all who ask meanwhile, and the old one stands for it where it takes too long", async () => {
    const clock = { ...fakeClock(nine), sleep: async () => undefined };
    const answers = [Promise.resolve("old"), new Promise<string>(() => undefined)];
    const figures = sparing(clock, { keepMs: 0, orOld: true }, () => answers.shift() ?? broken(), broken);
    expect(await figures.ask(10)).toBe("old");
    expect(await figures.ask(10)).toBe("old");
    expect(answers).toEqual([]);
  });
});
