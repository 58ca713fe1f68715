import { describe, expect, test } from "vitest";
import { gathered } from "../../src/storage/gathered.ts";
import { until } from "../support/herald.ts";

/** Goes that end, and count as long, when the test says so. */
function watched({ goes = 1, most = 10 } = {}) {
  const sleeps: (() => void)[] = [];
  const sleep = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      sleeps.push(resolve);
      signal.addEventListener("abort", () => resolve());
    });
  const begun: { readonly all: readonly string[]; readonly end: (error?: Error) => void }[] = [];
  const ask = gathered<string, string>({
    goes,
    most,
    longMs: 300,
    sleep,
    keyOf: (asked) => asked.slice(0, 1),
    doAll: async (all) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      begun.push({ all, end: (error) => (error ? reject(error) : resolve()) });
      await promise;
      return all.map((one) => one.toUpperCase());
    },
  });
  const goesBegun = () => begun.map(({ all }) => all.join(" "));
  const go = async (number: number) => {
    await until(`go ${number} begins`, () => begun.length >= number);
    const one = begun[number - 1];
    if (!one) throw new Error(`There is no go ${number}.`);
    return one;
  };
  return { ask, go, goesBegun, passTime: () => sleeps.forEach((end) => void end()) };
}

describe("what is asked side by side", () => {
  test("goes at once where nothing is under way, and all of one turn goes together", async () => {
    const { ask, go, goesBegun } = watched();
    const answers = Promise.all([ask("a"), ask("b")]);
    (await go(1)).end();
    expect(await answers).toEqual(["A", "B"]);
    expect(goesBegun()).toEqual(["a b"]);
  });

  test("waits for the end of what is under way, and goes with all else that came meanwhile, the first first", async () => {
    const { ask, go, goesBegun } = watched({ most: 2 });
    const answers = [ask("a")];
    await go(1);
    answers.push(ask("b"), ask("c"), ask("d"));
    (await go(1)).end();
    (await go(2)).end();
    (await go(3)).end();
    expect(await Promise.all(answers)).toEqual(["A", "B", "C", "D"]);
    expect(goesBegun()).toEqual(["a", "b c", "d"]);
  });

  test("has as many goes under way as it may", async () => {
    const { ask, go, goesBegun } = watched({ goes: 2 });
    const answers = [ask("a")];
    await go(1);
    answers.push(ask("b"));
    await go(2);
    answers.push(ask("c"));
    (await go(2)).end();
    await go(3);
    expect(goesBegun()).toEqual(["a", "b", "c"]);
    (await go(1)).end();
    (await go(3)).end();
    expect(await Promise.all(answers)).toEqual(["A", "B", "C"]);
  });

  test("never has two of one key in hand at once, in one go or in two", async () => {
    const { ask, go, goesBegun } = watched({ goes: 2 });
    const answers = Promise.all([ask("a1"), ask("a2"), ask("b")]);
    await go(1);
    expect(goesBegun()).toEqual(["a1 b"]);
    (await go(1)).end();
    (await go(2)).end();
    expect(await answers).toEqual(["A1", "A2", "B"]);
    expect(goesBegun()).toEqual(["a1 b", "a2"]);
  });

  test("is tried one by one where together it failed, and only the one at fault hears of it", async () => {
    const { ask, go, goesBegun } = watched();
    const answers = Promise.allSettled([ask("a"), ask("b")]);
    (await go(1)).end(new Error("one of you"));
    (await go(2)).end();
    (await go(3)).end(new Error("it was b"));
    expect(await answers).toMatchObject([
      { status: "fulfilled", value: "A" },
      { status: "rejected", reason: { message: "it was b" } },
    ]);
    expect(goesBegun()).toEqual(["a b", "a", "b"]);
  });

  test("keeps nobody waiting for a go that takes long", async () => {
    const { ask, go, goesBegun, passTime } = watched();
    const slow = ask("a");
    await go(1);
    const [same, other] = [ask("a2"), ask("b")];
    expect(goesBegun()).toEqual(["a"]);
    passTime();
    (await go(2)).end();
    expect(await other).toBe("B");
    expect(goesBegun()).toEqual(["a", "b"]);
    (await go(1)).end();
    (await go(3)).end();
    expect(await Promise.all([slow, same])).toEqual(["A", "A2"]);
    expect(goesBegun()).toEqual(["a", "b", "a2"]);
  });

  test("keeps nobody waiting for one that is tried by itself, but those of its own key", async () => {
    const { ask, go, goesBegun } = watched();
    const slow = [ask("a"), ask("b")];
    (await go(1)).end(new Error("one of you"));
    await go(3);
    const [own, other] = [ask("a2"), ask("c")];
    (await go(4)).end();
    expect(await other).toBe("C");
    expect(goesBegun()).toEqual(["a b", "a", "b", "c"]);
    for (const number of [2, 3]) (await go(number)).end();
    (await go(5)).end();
    expect(await Promise.all([...slow, own])).toEqual(["A", "B", "A2"]);
  });
});
