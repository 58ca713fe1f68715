import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Admission, admitKnown, admitNew, freeTries, longestDelayMs } from "../../src/people/throttle.ts";
import type { Failures } from "../../src/storage/sign-ins.ts";
import { hourMs, minuteMs, morning } from "../support/store-fixtures.ts";

const dayMs = 24 * hourMs;

/** Tries that failed, as the database counts them. */
class Book {
  readonly #tries: { readonly subject: string; readonly at: number }[] = [];
  count(subject: string, at: number): Failures {
    const times = this.#tries.filter((one) => one.subject === subject && one.at > at - dayMs).map((one) => one.at);
    return { count: times.length, last: times.length > 0 ? Math.max(...times) : null };
  }
  /** A wrong password on somebody from a network, on a browser that was never here. */
  guess(person: string, network: string, at: number): Admission {
    const subjects = { pair: `${person} ${network}`, person, network: `network ${network}` };
    const [pair, onPerson, onNetwork] = [subjects.pair, subjects.person, subjects.network].map((one) => this.count(one, at));
    if (!pair || !onPerson || !onNetwork) throw new Error("Not counted.");
    const admission = admitNew({ pair, person: onPerson, network: onNetwork }, at);
    if (admission.kind === "go") this.#tries.push(...Object.values(subjects).map((subject) => ({ subject, at })));
    return admission;
  }
  knock(device: string, at: number): Admission {
    return admitKnown(this.count(device, at), at);
  }
}

const step = fc.record({
  waitMs: fc.integer({ min: 0, max: 20 * minuteMs }),
  person: fc.constantFrom("ayesha", "bilal"),
  network: fc.constantFrom("a", "b", "c", "d", "e", "f"),
});

describe("what strangers try", () => {
  test("never keeps anybody waiting on a browser that they used before", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const book = new Book();
        let at = morning;
        for (const { waitMs, person, network } of steps) {
          at += waitMs;
          book.guess(person, network, at);
          expect(book.knock("ayesha's phone", at)).toEqual({ kind: "go", delayMs: 0 });
        }
      }),
      { numRuns: 40 },
    );
  });

  test("never keeps anybody out on a new browser from a network of their own: it only takes some seconds", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const book = new Book();
        let at = morning;
        for (const { waitMs, person, network } of steps) {
          at += waitMs;
          book.guess(person, network, at);
        }
        const admission = book.guess("ayesha", "her own", at);
        expect(admission.kind).toBe("go");
        if (admission.kind === "go") expect(admission.delayMs).toBeLessThanOrEqual(longestDelayMs);
      }),
      { numRuns: 40 },
    );
  });

  test("is at most about a hundred passwords a day from one network on one person, however they are spread", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 * minuteMs }), { minLength: 200, maxLength: 400 }), (waits) => {
        const book = new Book();
        const taken: number[] = [];
        let at = morning;
        for (const waitMs of waits) {
          at += waitMs;
          if (book.guess("ayesha", "a", at).kind === "go") taken.push(at);
        }
        const inOneDay = taken.map((first) => taken.filter((time) => time >= first && time < first + dayMs).length);
        expect(Math.max(...inOneDay)).toBeLessThanOrEqual(105);
      }),
      { numRuns: 30 },
    );
  });

  test("slows new browsers where it comes from many networks, and where one network tries many people", () => {
    const delay = (admission: Admission) => (admission.kind === "go" ? admission.delayMs : Number.NaN);
    const book = new Book();
    const spread = Array.from({ length: 60 }, (_, nth) => delay(book.guess("ayesha", `network-${nth}`, morning)));
    expect(spread.slice(0, 9)).toEqual(Array(9).fill(0));
    expect(spread.at(-1)).toBe(longestDelayMs);
    const sprayed = Array.from({ length: 120 }, (_, nth) => delay(book.guess(`person-${nth}`, "one", morning)));
    expect(sprayed[0]).toBe(0);
    expect(sprayed.at(-1)).toBe(longestDelayMs);
  });
});

describe("waiting", () => {
  const judged = (count: number, sinceMs: number) => admitKnown({ count, last: morning }, morning + sinceMs);

  test.each([
    [freeTries - 1, 0],
    [freeTries, 1],
    [freeTries + 1, 2],
    [freeTries + 2, 4],
    [freeTries + 3, 8],
    [freeTries + 4, 15],
    [freeTries + 40, 15],
  ])("after %i failures takes %i minutes", (count, minutes) => {
    expect(judged(count, minutes * minuteMs)).toEqual({ kind: "go", delayMs: 0 });
    if (minutes > 0) expect(judged(count, minutes * minuteMs - 1)).toEqual({ kind: "wait", until: morning + minutes * minuteMs });
  });

  test("takes no longer where the clock was set back", () => {
    const back = morning - 5 * hourMs;
    expect(admitKnown({ count: freeTries, last: morning }, back)).toEqual({ kind: "wait", until: back + minuteMs });
  });
});
