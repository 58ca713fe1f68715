import { expect, test } from "vitest";
import { openQueue } from "../../src/people/queue.ts";

/** Work that ends when it is told to. */
function work(name: string, order: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const run = () => {
    order.push(name);
    return promise;
  };
  return { run, end: () => resolve(name) };
}

test("work waits its turn, what is urgent before the rest, and too much of the rest is turned away", async () => {
  const queue = openQueue(1, 2);
  const order: string[] = [];
  const [first, second, third, urgent] = ["first", "second", "third", "urgent"].map((name) => work(name, order));
  const asked = [first, second, third].map((one) => queue(one?.run ?? (async () => ""), false));
  expect(await queue(async () => "fourth", false)).toBeNull();
  asked.push(queue(urgent?.run ?? (async () => ""), true));
  for (const one of [first, urgent, second, third]) one?.end();
  expect(await Promise.all(asked)).toEqual(["first", "second", "third", "urgent"]);
  expect(order).toEqual(["first", "urgent", "second", "third"]);
  expect(await queue(async () => "again", false)).toBe("again");
});

test("work that fails gives its turn on", async () => {
  const queue = openQueue(1, 2);
  const failed = queue(() => Promise.reject(new Error("no")), false);
  const next = queue(async () => "next", false);
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("next");
});
