import { describe, expect, test } from "vitest";
import type { Pause } from "../../../src/domain/view.ts";
import { approved, claimed, drafted, morning, plain, way } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const pause: Pause = { reason: "سیلاب", since: morning, until: null, by: "Ayesha" };
const standing = { remoteId: "1001", name: "@RepublicPolicy", url: "https://x.example/RepublicPolicy" };

export function accountsContract(stage: Stage): void {
  describe("accounts", () => {
    test("one that nothing is known of is neither paused nor named", async () => {
      expect(await stage.store.account("x")).toEqual({ id: "x", pause: null, remoteId: null, name: null, url: null });
      expect(await stage.store.accounts()).toEqual([]);
    });

    test("what the platform told is kept, and the newest word counts", async () => {
      await stage.store.keepStanding("x", { ...standing, name: "@old" });
      await stage.store.keepStanding("x", standing);
      await stage.store.pause("instagram", pause);
      expect(await stage.store.accounts()).toEqual([
        { id: "instagram", pause, remoteId: null, name: null, url: null },
        { id: "x", pause: null, ...standing },
      ]);
    });

    test("a pause stands in every view of the account's posts", async () => {
      await drafted(stage.store, "one");
      await stage.store.pause("x", pause);
      expect((await stage.store.view("one"))?.account.pause).toEqual(pause);
      expect((await stage.store.view("one"))?.house.pause).toBeNull();
    });

    test.each([
      ["an account", "x"],
      ["the house", null],
    ] as const)("%s keeps its first pause until it is resumed", async (_what, subject) => {
      const current = async () => (subject === null ? stage.store.housePause() : (await stage.store.account(subject)).pause);
      expect(await stage.store.pause(subject, pause)).toBe(true);
      expect(await stage.store.pause(subject, { ...pause, reason: "second" })).toBe(false);
      expect(await current()).toEqual(pause);
      expect(await stage.store.resume(subject)).toBe(true);
      expect(await stage.store.resume(subject)).toBe(false);
      expect(await current()).toBeNull();
    });

    test("a pause that is over is none, and a new one takes its place", async () => {
      await stage.store.pause("x", { ...pause, until: morning + 10 });
      stage.clock.now = morning + 9;
      expect((await stage.store.account("x")).pause?.until).toBe(morning + 10);
      stage.clock.now = morning + 10;
      expect((await stage.store.account("x")).pause).toBeNull();
      expect(await stage.store.resume("x")).toBe(false);
      await stage.store.pause("x", { ...pause, until: morning + 20 });
      expect(await stage.store.pause("x", { ...pause, since: morning + 20, reason: "new" })).toBe(true);
      expect((await stage.store.account("x")).pause?.reason).toBe("new");
    });

    test("a person's pause stands over the engine's, whichever came first", async () => {
      const engines: Pause = { reason: "402", since: morning, until: null, by: "worker desk-1:4242" };
      const short = { ...pause, until: morning + 10 };
      expect(await stage.store.pause("x", engines)).toBe(true);
      expect(await stage.store.pause("x", short)).toBe(true);
      expect((await stage.store.account("x")).pause).toEqual(short);
      expect(await stage.store.pause("x", engines)).toBe(false);
      stage.clock.now = morning + 10;
      expect(await stage.store.pause("x", { ...engines, since: morning + 10 })).toBe(true);
    });

    test("only the very pause that was seen is released", async () => {
      await stage.store.pause("x", { ...pause, by: "worker desk-1:4242" });
      await stage.store.pause("x", { ...pause, since: morning + 1 });
      expect(await stage.store.resume("x", { ...pause, by: "worker desk-1:4242" })).toBe(false);
      expect((await stage.store.account("x")).pause?.by).toBe("Ayesha");
      expect(await stage.store.resume("x", { ...pause, since: morning + 1 })).toBe(true);
    });

    test("a pause changes the posts under way in its own transaction, and only those of its account", async () => {
      await claimed(stage.store, "one");
      await claimed(stage.store, "two", "y");
      await approved(stage.store, "three");
      const asked: string[] = [];
      await stage.store.pause("x", pause, ({ post }) => {
        asked.push(post.id);
        return plain("stop", { dueAt: null });
      });
      expect(asked).toEqual(["one"]);
      expect(way(await stage.store.view("one"))).toBe("add approve claim stop");
      expect(way(await stage.store.view("two"))).toBe("add approve claim");
      await stage.store.pause(null, { ...pause, reason: "all" }, () => null);
      expect(way(await stage.store.view("two"))).toBe("add approve claim");
    });

    test("an account called house is not the house", async () => {
      await stage.store.pause("house", pause);
      expect(await stage.store.housePause()).toBeNull();
      await stage.store.pause(null, { ...pause, reason: "all" });
      await stage.store.resume("house");
      expect((await stage.store.housePause())?.reason).toBe("all");
      expect(await stage.store.accounts()).toEqual([]);
    });
  });
}
