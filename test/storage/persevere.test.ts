import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Patience, persevere } from "../../src/storage/database.ts";
import { Unanswered, waitingAtMost } from "../../src/storage/hurry.ts";

class Locked extends Error {}

function patience(slept: number[], chance: () => number, more: Partial<Patience> = {}): Patience {
  return {
    mayPass: (error) => error instanceof Locked,
    attemptMs: 50,
    patienceMs: 10_000,
    sleep: async (ms) => void slept.push(ms),
    chance,
    complaint: "The database has been locked.",
    ...more,
  };
}

function failing(times: number): () => Promise<number> {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= times) throw new Locked();
    return tries;
  };
}

describe("waiting for a lock", () => {
  test("the first attempt that is let through answers, after growing pauses", async () => {
    const slept: number[] = [];
    const half = () => 0.5;
    expect(await persevere(patience(slept, half), failing(9))).toBe(10);
    expect(slept).toEqual([4, 8, 16, 32, 64, 128, 250, 250, 250]);
  });

  test("is given up where somebody waits for the answer, however patient the program is, and not where nobody does", async () => {
    const endless = patience([], () => 0, {
      patienceMs: Number.POSITIVE_INFINITY,
      sleep: () => new Promise((resolve) => setTimeout(resolve, 1)),
    });
    await expect(waitingAtMost(20, () => persevere(endless, failing(1_000_000)))).rejects.toThrow(Unanswered);
    expect(await persevere(endless, failing(30))).toBe(31);
    // What takes its time for other reasons is still let through after a short wait.
    expect(await waitingAtMost(20, () => persevere(endless, failing(2)))).toBe(3);
  });

  test("another error is not waited for", async () => {
    const slept: number[] = [];
    const broken = async () => {
      throw new TypeError("a bug");
    };
    await expect(
      persevere(
        patience(slept, () => 0.5),
        broken,
      ),
    ).rejects.toThrow("a bug");
    expect(slept).toEqual([]);
  });

  test("it is bounded, counting pauses and attempts, and then says so and why", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(500), fc.nat(5_000), async (chance, attemptMs, patienceMs) => {
        const slept: number[] = [];
        const waiting = persevere(
          patience(slept, () => chance, { attemptMs, patienceMs }),
          failing(Number.POSITIVE_INFINITY),
        );
        const error: unknown = await waiting.catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ message: "The database has been locked.", cause: expect.any(Locked) });
        const waited = slept.reduce((sum, ms) => sum + ms + attemptMs, 0);
        expect(waited).toBeLessThanOrEqual(patienceMs);
      }),
    );
  });
});
