import { describe, expect, test } from "vitest";
import { hourMs, morning } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function feedsContract(stage: Stage): void {
  describe("secret addresses of calendars", () => {
    test("are found by their digest and by whose they are", async () => {
      await stage.store.feeds.keep("a".repeat(64), "ayesha", morning);
      expect(await stage.store.feeds.find("a".repeat(64))).toEqual({ owner: "ayesha", madeAt: morning });
      expect(await stage.store.feeds.of("ayesha")).toEqual({ owner: "ayesha", madeAt: morning });
      expect(await stage.store.feeds.find("b".repeat(64))).toBeUndefined();
      expect(await stage.store.feeds.of("bilal")).toBeUndefined();
    });

    test("are one a person: a new one ends the old, stands in the record, and leaves other people's alone", async () => {
      await stage.store.feeds.keep("a".repeat(64), "ayesha", morning);
      await stage.store.feeds.keep("b".repeat(64), "bilal", morning);
      await stage.store.feeds.keep("c".repeat(64), "ayesha", morning + hourMs);
      expect(await stage.store.feeds.find("a".repeat(64))).toBeUndefined();
      expect(await stage.store.feeds.find("b".repeat(64))).toMatchObject({ owner: "bilal" });
      expect(await stage.store.feeds.find("c".repeat(64))).toEqual({ owner: "ayesha", madeAt: morning + hourMs });
      const rows = await stage.store.audit.rows({ after: 0, limit: 9, subject: "person ayesha" });
      expect(rows.map(({ kind, body }) => [kind, body])).toEqual([
        ["calendar-address", "{}"],
        ["calendar-address", "{}"],
      ]);
    });
  });
}
