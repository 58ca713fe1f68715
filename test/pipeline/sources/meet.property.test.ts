import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "../../../src/domain/source.ts";
import { meet, type Seen } from "../../../src/pipeline/sources/meet.ts";

const minuteMs = 60_000;
const settleMs = 10 * minuteMs;

interface True extends Seen {
  /** Which story it really is. */
  readonly truth: number;
}

/** One look: how much time passed, which stories are shown in which order, and what of a shown one is different. */
const look = fc.record({
  minutes: fc.integer({ min: 1, max: 15 }),
  shown: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }),
  twice: fc.boolean(),
  changes: fc.dictionary(fc.constantFrom("0", "1", "2", "3", "4", "5"), fc.constantFrom("key", "address", "at", "content")),
});

function first(truth: number): True {
  return { truth, key: `k${truth}`, address: `a${truth}`, titleHash: `t${truth}`, contentHash: `c${truth}`, at: 1_000_000_000 - truth };
}

function changed(story: True, what: string | undefined, round: number): True {
  if (what === "key") return { ...story, key: `k${story.truth}-${round}` };
  if (what === "address") return { ...story, address: `a${story.truth}-${round}` };
  if (what === "at") return { ...story, at: (story.at ?? 0) + round };
  if (what === "content") return { ...story, contentHash: `c${story.truth}-${round}` };
  return story;
}

/** What was taken, revised and known after all looks, each move with how long its content had stood before the source's eyes. */
function play(looks: readonly (typeof look extends fc.Arbitrary<infer T> ? T : never)[], newest: number) {
  let [now, metAt]: [number, number | null] = [2_000_000_000, null];
  let items: readonly Item[] = [];
  const stories = new Map([0, 1, 2, 3, 4, 5].map((truth) => [truth, first(truth)]));
  const stood = new Map<number, { readonly content: string; readonly since: number }>();
  const taken: { readonly truth: number; readonly stoodMs: number }[] = [];
  const met = new Set<number>();
  looks.forEach(({ minutes, shown, twice, changes }, round) => {
    now += minutes * minuteMs;
    const listed = shown.map((truth) => {
      const story = changed(stories.get(truth) ?? first(truth), changes[truth], round);
      stories.set(truth, story);
      return story;
    });
    for (const truth of [...stood.keys()].filter((one) => !shown.includes(one))) stood.delete(truth);
    for (const { truth, contentHash } of listed) {
      if (stood.get(truth)?.content !== contentHash) stood.set(truth, { content: contentHash, since: now });
    }
    const again = twice ? [...listed, ...listed.map((story) => ({ ...story, key: `${story.key}-again` }))] : listed;
    const { moves, left, forgotten } = meet(again, items, { now, metAt, settleMs, newest });
    if (metAt === null)
      for (const { item } of moves) if (item.doneHash !== null) met.add(moves.find((move) => move.item === item)?.entry.truth ?? -1);
    for (const { kind, entry } of moves) {
      if (kind === "take") taken.push({ truth: entry.truth, stoodMs: now - (stood.get(entry.truth)?.since ?? now) });
    }
    const after = moves.map(({ kind, entry, item }) =>
      kind === "take" || kind === "revise"
        ? { ...item, doneHash: item.contentHash, story: item.story ?? `story-${entry.truth}`, version: 1 }
        : item,
    );
    expect(new Set(after.map(({ key }) => key)).size).toBe(after.length);
    const gone = new Set([...forgotten, ...after.map(({ key }) => key), ...left.map(({ key }) => key)]);
    items = [...items.filter(({ key }) => !gone.has(key)), ...left, ...after];
    metAt ??= now;
  });
  return { taken, archive: met };
}

describe("what a source's entries are to what is known of it", () => {
  it("takes each story at most once, only after it stood long enough, and never one of the archive", () => {
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 6 }), (looks, newest) => {
        const { taken, archive } = play(looks, newest);
        expect(new Set(taken.map(({ truth }) => truth)).size).toBe(taken.length);
        for (const { truth, stoodMs } of taken) {
          expect(stoodMs).toBeGreaterThanOrEqual(settleMs);
          expect(archive.has(truth)).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("takes all that stays as it is", () => {
    const looks = Array.from({ length: 3 }, () => ({ minutes: 10, shown: [0, 1, 2, 3], twice: false, changes: {} }));
    expect(play(looks, 3).taken.map(({ truth }) => truth)).toEqual([0, 1, 2]);
  });
});
