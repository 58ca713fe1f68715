import { describe, expect, test } from "vitest";
import { claimed, morning, plain } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function settlingsContract(stage: Stage): void {
  describe("doubts that settle", () => {
    test("are known from when they are first watched, and are not begun again by another", async () => {
      const { settlings } = stage.store;
      await claimed(stage.store, "one");
      expect(await settlings.open()).toEqual([]);
      expect(await settlings.begin("one", 4, 0)).toEqual({ post: "one", seq: 4, watchedMs: 0 });
      expect(await settlings.add({ post: "one", seq: 4, watchedMs: 0 }, 700)).toBe(true);
      expect(await settlings.begin("one", 4, 0)).toEqual({ post: "one", seq: 4, watchedMs: 700 });
      expect(await settlings.open()).toEqual([{ post: "one", seq: 4, watchedMs: 700 }]);
    });

    test("grow by what was watched since they stood so, and no moment counts twice", async () => {
      const { settlings } = stage.store;
      await claimed(stage.store, "one");
      const seen = await settlings.begin("one", 4, 100);
      const added = await Promise.all([settlings.add(seen, 700), settlings.add(seen, 900)]);
      expect(added.toSorted()).toEqual([false, true]);
      const [now] = await settlings.open();
      expect(now?.watchedMs).toBe(added[0] ? 800 : 1000);
      expect(await settlings.add({ post: "one", seq: 6, watchedMs: now?.watchedMs ?? 0 }, 1)).toBe(false);
    });

    test("begin anew with another intent, and with what is certain of it", async () => {
      const { settlings } = stage.store;
      await claimed(stage.store, "one");
      await settlings.begin("one", 4, 0);
      expect(await settlings.begin("one", 6, 250)).toEqual({ post: "one", seq: 6, watchedMs: 250 });
      expect(await settlings.open()).toEqual([{ post: "one", seq: 6, watchedMs: 250 }]);
      await settlings.end("one");
      expect(await settlings.open()).toEqual([]);
    });

    test("are over with the post, and what was left of them goes with the next of the account", async () => {
      const { settlings, ...store } = stage.store;
      const { lease } = await claimed(stage.store, "one");
      await settlings.begin("one", 4, 0);
      await store.move("one", lease.token, plain("publish"), morning, "w");
      expect(await settlings.open()).toEqual([]);
      expect(await settlings.add({ post: "one", seq: 4, watchedMs: 0 }, 1)).toBe(true);
      await claimed(stage.store, "two");
      await settlings.begin("two", 4, 0);
      expect(await settlings.open()).toEqual([{ post: "two", seq: 4, watchedMs: 0 }]);
      expect(await settlings.add({ post: "one", seq: 4, watchedMs: 1 }, 1)).toBe(false);
    });
  });
}
