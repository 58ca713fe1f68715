import { describe, expect, test } from "vitest";
import type { Item } from "../../../src/domain/source.ts";
import { hourMs, morning } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const url = "https://ravi.example/feed/";
const leaseMs = 600_000;
const item = (key: string): Item => ({
  ...{ key, address: "ravi.example/1?", titleHash: "t", contentHash: "c", firstSeen: morning, since: morning, doneHash: null },
  ...{ listed: true, story: null, version: null, missingAt: null, gone: false, note: null },
});

export function sourcesContract(stage: Stage): void {
  const take = (at = morning, impatient = false, address = url) => stage.store.sources.take("ravi", address, at, leaseMs, impatient);

  describe("sources that are polled", () => {
    test("are in one hand at a time, and free again when given back or when whoever had them is gone for long", async () => {
      const [one, other] = await Promise.all([take(), take()]);
      const taken = one ?? other;
      expect([one, other].filter((each) => each !== null).length).toBe(1);
      expect(await take(morning + leaseMs - 1)).toBeNull();
      const later = await take(morning + leaseMs);
      expect(later).not.toBeNull();
      expect(await stage.store.sources.keepItem("ravi", taken?.token ?? "", item("a"))).toBe(false);
      expect(await stage.store.sources.give(later?.token ?? "", later?.state ?? expect.fail("not taken"), [])).toBe(true);
      expect(await take(morning + leaseMs)).not.toBeNull();
    });

    test("that failed are not asked before their time but by the impatient, and are met anew at another address", async () => {
      const taken = (await take()) ?? expect.fail("not taken");
      const failed = { ...taken.state, etag: '"1"', metAt: morning, failures: 2, nextAt: morning + hourMs, problem: "no answer" };
      await stage.store.sources.give(taken.token, failed, []);
      expect(await stage.store.sources.list()).toEqual([failed]);
      expect(await take(morning + hourMs - 1)).toBeNull();
      const again = (await take(morning, true)) ?? expect.fail("not taken");
      expect(again.state).toEqual(failed);
      await stage.store.sources.give(again.token, again.state, []);
      expect((await take(morning, false, `${url}new`))?.state).toMatchObject({ url: `${url}new`, etag: null, metAt: null, failures: 0 });
    });

    test("keep each item once, as it was last seen, until it is forgotten", async () => {
      const taken = (await take()) ?? expect.fail("not taken");
      await stage.store.sources.keepItem("ravi", taken.token, item("a"));
      const seen: Item = {
        ...item("a"),
        contentHash: "d",
        doneHash: "d",
        listed: false,
        story: "s",
        version: 2,
        missingAt: morning,
        gone: true,
        note: "n",
      };
      await stage.store.sources.keepItem("ravi", taken.token, seen);
      await stage.store.sources.keepItem("ravi", taken.token, item("b"));
      expect(await stage.store.sources.items("ravi")).toEqual([seen, item("b")]);
      await stage.store.sources.give(taken.token, taken.state, ["b"]);
      expect(await stage.store.sources.items("ravi")).toEqual([seen]);
      expect(await stage.store.sources.items("other")).toEqual([]);
    });
  });
}
