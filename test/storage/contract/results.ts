import { describe, expect, test } from "vitest";
import type { Outing, Tally, Traits } from "../../../src/domain/result.ts";
import type { NewMark } from "../../../src/storage/results.ts";
import { claimed, hourMs, morning, plain } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const leaseMs = 300_000;
const traits: Traits = { kind: "single", card: "headline", theme: "dark", photo: true, words: "herald", weekday: "mon", slot: "09:00" };
const tally: Tally = { likes: 3, reposts: null, replies: 0, quotes: null, views: 9_000_000_000, comments: null };

export function resultsContract(stage: Stage): void {
  const results = () => stage.store.results;
  const outing = (post: string, account = "x"): Outing => ({ post, account, platform: "x", outAt: morning, traits });
  const waiting = (mark: NewMark["mark"], afterMs: number): NewMark => ({ mark, fate: "waiting", wakeAt: morning + afterMs, note: null });

  async function published(id: string, account = "x", at = morning): Promise<void> {
    const { lease } = await claimed(stage.store, id, account);
    await stage.store.move(id, lease.token, plain("publish", { dueAt: null }), at, "w");
  }

  describe("what readers made of posts", () => {
    test("begins with what is out and not known, the earliest first, an account's own", async () => {
      await published("late", "x", morning + 2);
      await published("early", "x", morning + 1);
      await published("old", "x", morning);
      await published("other", "instagram", morning + 1);
      expect(await results().unknown("x", morning, 10)).toEqual(["early", "late"]);
      expect(await results().unknown("x", morning, 1)).toEqual(["early"]);
      await results().enrol(outing("early"), []);
      expect(await results().unknown("x", morning, 10)).toEqual(["late"]);
    });

    test("is kept as it was first noted", async () => {
      await published("one");
      const skipped: NewMark = { mark: "1h", fate: "skipped", wakeAt: null, note: "Nobody asked in time." };
      await results().enrol(outing("one"), [waiting("7d", 3), skipped, waiting("24h", 2)]);
      await results().enrol({ ...outing("one"), outAt: morning + 9 }, [waiting("1h", 1)]);
      const kept = await results().of("one");
      expect(kept).toMatchObject({ ...outing("one"), counts: [{ mark: "1h", fate: "skipped" }, { mark: "24h" }, { mark: "7d" }] });
      expect(await results().since(morning, 10)).toEqual([kept]);
      expect(await results().since(morning + 1, 10)).toEqual([]);
      expect(await results().of("none")).toBeUndefined();
    });

    test("is found for some posts by name, each with its own counts", async () => {
      for (const id of ["one", "two", "three"]) {
        await published(id, `account-${id}`);
        await results().enrol(outing(id), id === "two" ? [] : [waiting("1h", 1)]);
      }
      const among = await results().among(["two", "none", "one"]);
      expect(among.map(({ post, counts }) => [post, counts.length])).toEqual([
        ["one", 1],
        ["two", 0],
      ]);
      expect(await results().among([])).toEqual([]);
    });

    test("is found for one account, however much came out since of others", async () => {
      for (const [index, account] of ["x", "instagram", "instagram"].entries()) {
        await published(`post-${index}`, account, morning + index);
        await results().enrol({ ...outing(`post-${index}`, account), outAt: morning + index }, [waiting("1h", hourMs)]);
      }
      expect((await results().since(morning, 2)).map(({ post }) => post)).toEqual(["post-2", "post-1"]);
      const [own, ...others] = await results().since(morning, 2, "x");
      expect([own?.post, own?.counts.length, others]).toEqual(["post-0", 1, []]);
      expect((await results().since(morning, 1, "instagram")).map(({ post, counts }) => [post, counts.length])).toEqual([["post-2", 1]]);
    });

    test("is in one hand at a time, an account's at once, and free again when whoever had it is gone for long", async () => {
      for (const [id, account] of [
        ["one", "x"],
        ["two", "x"],
        ["three", "instagram"],
      ] as const) {
        await published(id, account);
        await results().enrol(outing(id, account), [waiting("1h", id === "three" ? hourMs + 1 : hourMs), waiting("24h", 24 * hourMs)]);
      }
      expect(await results().take(morning + hourMs - 1, leaseMs, 10)).toBeNull();
      const at = morning + hourMs + 1;
      const taken = await Promise.all([results().take(at, leaseMs, 10), results().take(at, leaseMs, 10), results().take(at, leaseMs, 10)]);
      const hands = taken.filter((each) => each !== null);
      expect(hands.map(({ account, counts }) => [account, counts.map(({ post, mark }) => `${post} ${mark}`)]).toSorted()).toEqual([
        ["instagram", ["three 1h"]],
        ["x", ["one 1h", "two 1h"]],
      ]);
      const mine = hands.find(({ account }) => account === "x") ?? expect.fail("not taken");
      expect(mine.counts[0]).toEqual({ post: "one", mark: "1h", outAt: morning, tries: 0, note: null });
      expect(await results().take(at + leaseMs - 1, leaseMs, 10)).toBeNull();
      const later = await results().take(at + leaseMs, leaseMs, 1);
      expect(later?.counts.length).toBe(1);
      const lost = later?.counts[0] ?? expect.fail("not taken");
      const owner = hands.find(({ counts }) => counts.some(({ post }) => post === lost.post));
      expect(await results().give(owner?.token ?? "", lost, { kind: "gone", note: "gone" })).toBe(false);
      expect(await results().give(later?.token ?? "", lost, { kind: "counted", at, tally, note: "n" })).toBe(true);
      expect((await results().of(lost.post))?.counts[0]).toEqual({ mark: "1h", fate: "counted", at, tally, note: "n", by: null });
    });

    test("is tried again when it failed, and not when it is settled", async () => {
      await published("one");
      await results().enrol(outing("one"), [waiting("1h", 0), waiting("24h", 0), waiting("7d", 0)]);
      const first = (await results().take(morning, leaseMs, 10)) ?? expect.fail("not taken");
      const [hour, day, week] = first.counts;
      if (!hour || !day || !week) throw new Error("not all were taken");
      await results().give(
        first.token,
        { post: "one", mark: "1h" },
        { kind: "again", wakeAt: morning + 5, note: "no answer", failed: true },
      );
      await results().give(first.token, { post: "one", mark: "24h" }, { kind: "gone", note: "deleted" });
      await results().give(first.token, { post: "one", mark: "7d" }, { kind: "by-hand", note: "nobody tells" });
      const again = await results().take(morning + leaseMs, leaseMs, 10);
      expect(again?.counts).toEqual([{ post: "one", mark: "1h", outAt: morning, tries: 1, note: "no answer" }]);
      const fates = (await results().of("one"))?.counts.map(({ fate, note, tally: told }) => [fate, note, told]);
      expect(fates).toEqual([
        ["waiting", "no answer", null],
        ["gone", "deleted", null],
        ["by-hand", "nobody tells", null],
      ]);
    });

    test("may be typed by a person, which the record knows", async () => {
      await published("one");
      await results().enrol(outing("one"), [waiting("1h", 0)]);
      expect(await results().type("one", "24h", tally, morning, "ayesha")).toBe(false);
      expect(await results().type("one", "1h", tally, morning + 7, "ayesha")).toBe(true);
      expect((await results().of("one"))?.counts).toEqual([
        { mark: "1h", fate: "counted", at: morning + 7, tally, note: null, by: "ayesha" },
      ]);
      expect(await results().take(morning + leaseMs, leaseMs, 10)).toBeNull();
      expect((await stage.store.audit.last("count", "post one"))?.by).toBe("ayesha");
    });

    test("never costs more than it may, however many ask at once", async () => {
      const each = 500_000;
      const granted = await Promise.all([1, 2, 3, 4].map(() => results().reserve("x", "2026-03", 3, each, 10 * each)));
      expect(granted.toSorted()).toEqual([1, 3, 3, 3]);
      expect(await results().spent("x", "2026-03")).toBe(10 * each);
      expect(await results().reserve("x", "2026-04", 3, each, 10 * each)).toBe(3);
      await results().refund("x", "2026-03", 2 * each);
      expect(await results().reserve("x", "2026-03", 3, each, 10 * each)).toBe(2);
      expect(await results().spent("y", "2026-03")).toBe(0);
    });
  });
}
