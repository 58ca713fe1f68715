import { expect, test } from "vitest";
import { takingTurns } from "../../src/cards/turns.ts";

test("so many run at a time, the others in order, and one that fails makes room too", async () => {
  const inTurn = takingTurns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((place) =>
    inTurn(async () => {
      begun.push(place);
      await new Promise<void>((end) => ends.push(end));
      if (place === 0) throw new Error("broken");
      return place;
    }),
  );
  const outcomes = Promise.allSettled(all);
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[0]?.();
  await expect(all[0]).rejects.toThrow("broken");
  expect(begun).toEqual([0, 1, 2]);
  ends[1]?.();
  await all[1];
  ends[2]?.();
  await all[2];
  ends[3]?.();
  expect((await outcomes).map((each) => (each.status === "fulfilled" ? each.value : each.status))).toEqual(["rejected", 1, 2, 3]);
});
