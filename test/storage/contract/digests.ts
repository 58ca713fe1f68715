import { describe, expect, test } from "vitest";
import type { Messenger } from "../../../src/storage/store.ts";
import { joined } from "../../support/people-fixtures.ts";
import { minuteMs, morning, owner } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const day = "2026-03-02";
const hand = { owner, leaseMs: minuteMs, isGone: () => false };
const ayesha = { person: "ayesha", way: "email" } as const;

export function digestsContract(stage: Stage): void {
  const take = (at = morning, more: Partial<Pick<Messenger, "isGone">> = {}) =>
    stage.store.digests.claim(day, "email", { ...hand, ...more }, at);

  describe("digests", () => {
    test("are kept once a person, day and way, by however many workers", async () => {
      const both = [ayesha, { person: "ayesha", way: "telegram" }] as const;
      const kept = await Promise.all([1, 2, 3].map(() => stage.store.digests.keep(day, both, morning)));
      expect(kept.toSorted()).toEqual([0, 0, 2]);
      expect(await stage.store.digests.of(day)).toEqual(both);
      expect(await stage.store.digests.keep("2026-03-03", [ayesha], morning)).toBe(1);
    });

    test("are in one hand at a time, and in another's where the first is dead", async () => {
      await stage.store.digests.keep(day, [ayesha], morning);
      const hands = await Promise.all([take(), take()]);
      const [first] = hands.filter((one) => one !== null);
      expect([hands.filter((one) => one !== null).length, first?.tries]).toEqual([1, 1]);
      expect(await take(morning + 1)).toBeNull();
      expect((await take(morning + 1, { isGone: (who) => who === owner }))?.tries).toBe(2);
      expect((await take(morning + 1 + minuteMs))?.tries).toBe(3);
    });

    test.each(["told", "dropped"] as const)("that are %s are over for ever", async (how) => {
      await stage.store.digests.keep(day, [ayesha], morning);
      const digest = await take();
      if (!digest) throw new Error("Nothing was due.");
      await stage.store.digests.over(digest, how, morning);
      expect(await stage.store.digests.keep(day, [ayesha], morning + minuteMs)).toBe(0);
      expect(await take(morning + 2 * minuteMs)).toBeNull();
    });

    test("that did not arrive wait for their next try, and of another day none is told", async () => {
      await stage.store.digests.keep(day, [ayesha], morning);
      const digest = await take();
      await stage.store.digests.notTold(digest?.token ?? "", "it was busy", morning + 2 * minuteMs);
      expect(await take(morning + minuteMs)).toBeNull();
      expect(await stage.store.digests.claim("2026-03-03", "email", hand, morning + 9 * minuteMs)).toBeNull();
      expect((await take(morning + 2 * minuteMs))?.tries).toBe(2);
    });

    test("are forgotten by their day, and no younger ones", async () => {
      await stage.store.digests.keep(day, [ayesha], morning);
      await stage.store.digests.keep("2026-03-03", [ayesha], morning);
      await stage.store.digests.forget(Date.parse("2026-03-03T00:00:00Z"));
      expect([await stage.store.digests.of(day), await stage.store.digests.of("2026-03-03")]).toEqual([[], [ayesha]]);
    });

    test("are wanted by everybody who doesn't say otherwise", async () => {
      await joined(stage.store, "ayesha", "admin");
      expect(await stage.store.digests.unwanted()).toEqual([]);
      await stage.store.digests.wish("ayesha", false);
      expect(await stage.store.digests.unwanted()).toEqual(["ayesha"]);
      await stage.store.digests.wish("ayesha", true);
      expect(await stage.store.digests.unwanted()).toEqual([]);
    });
  });
}
