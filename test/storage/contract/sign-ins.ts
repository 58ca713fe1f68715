import { describe, expect, test } from "vitest";
import { ok } from "../../../src/domain/problem.ts";
import type { Failures, Opening } from "../../../src/storage/sign-ins.ts";
import { dayMs, digestOf, joined, opening, passkeyOf } from "../../support/people-fixtures.ts";
import { editor, hourMs, minuteMs, morning } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function signInsContract(stage: Stage): void {
  const member = async (id: string) => {
    await joined(stage.store, id, "admin");
    await stage.store.people.keepPassword(id, "hash", morning, editor);
  };
  const open = (token: string, more: Partial<Opening> = {}, id = "ayesha", at = morning) =>
    stage.store.signIns.open(opening(token, id, at, more), at);
  const session = (token: string, at = morning) => stage.store.signIns.session(digestOf(token), at);

  describe("sessions", () => {
    test("last until their time, which being seen puts off", async () => {
      await member("ayesha");
      expect(await open("t")).toBe(true);
      const end = morning + 30 * dayMs;
      expect(await session("t", end - 1)).toMatchObject({ person: { id: "ayesha" }, session: { agent: "Firefox", seenAt: morning } });
      expect(await session("t", end)).toBeUndefined();
      await stage.store.signIns.touch(digestOf("t"), end - 1, end + dayMs);
      expect(await session("t", end)).toMatchObject({ session: { seenAt: end - 1, createdAt: morning } });
      expect(await session("other")).toBeUndefined();
    });

    test("are not opened on a password that was changed, or for a disabled person", async () => {
      await member("ayesha");
      expect(await open("t", { evidence: { kind: "password", encoded: "old" } })).toBe(false);
      expect(await session("t")).toBeUndefined();
      await open("before");
      await stage.store.people.decide(() => ok({ what: "disabled", id: "ayesha", set: { active: false } }), morning, editor);
      expect(await open("t")).toBe(false);
    });

    test("take the place of the one that the browser had", async () => {
      await member("ayesha");
      await open("first");
      await open("second", { replaces: digestOf("first") });
      expect([await session("first"), (await session("second"))?.person.id]).toEqual([undefined, "ayesha"]);
    });

    test("end by token, or by id among their person's", async () => {
      await member("ayesha");
      await member("bilal");
      for (const token of ["one", "two"]) await open(token);
      expect(await stage.store.signIns.end({ personId: "bilal", id: "id-one" }, morning)).toBe(false);
      expect(await stage.store.signIns.end({ personId: "ayesha", id: "id-one" }, morning)).toBe(true);
      expect(await stage.store.signIns.end({ digest: digestOf("two") }, morning)).toBe(true);
      expect(await stage.store.signIns.end({ digest: digestOf("two") }, morning)).toBe(false);
      expect(await stage.store.signIns.sessionsOf("ayesha", morning)).toEqual([]);
    });

    test("are listed the latest first", async () => {
      await member("ayesha");
      await open("old");
      await open("new", {}, "ayesha", morning + hourMs);
      const ids = (await stage.store.signIns.sessionsOf("ayesha", morning + hourMs)).map(({ id }) => id);
      expect(ids).toEqual(["id-new", "id-old"]);
    });
  });

  describe("devices", () => {
    const knows = (token: string, id = "ayesha", at = morning) => stage.store.signIns.knowsDevice(digestOf(token), id, at);
    const device = (token: string, before: string | null = null) => ({
      device: { before: before === null ? null : digestOf(before), digest: digestOf(token), expiresAt: morning + 400 * dayMs },
    });

    test("are known for those who signed in on them, until they are over", async () => {
      await member("ayesha");
      await member("bilal");
      await open("t", device("d"));
      expect([await knows("d"), await knows("d", "bilal"), await knows("e")]).toEqual([true, false, false]);
      expect(await knows("d", "ayesha", morning + 400 * dayMs)).toBe(false);
    });

    test("get a new token at each sign-in, for everybody they were known for", async () => {
      await member("ayesha");
      await member("bilal");
      await open("t", device("first"));
      await open("u", device("second", "first"), "bilal");
      expect([await knows("first"), await knows("second"), await knows("second", "bilal")]).toEqual([false, true, true]);
      await open("v", device("third", "second"));
      expect([await knows("third"), await knows("third", "bilal")]).toEqual([true, true]);
    });

    test("are forgotten with a new password, for that person alone", async () => {
      await member("ayesha");
      await member("bilal");
      await open("t", device("first"));
      await open("u", device("second", "first"), "bilal");
      await stage.store.people.keepPassword("ayesha", "new", morning, editor);
      expect([await knows("second"), await knows("second", "bilal")]).toEqual([false, true]);
    });
  });

  describe("attempts", () => {
    const admitted = (id: string, subjects: readonly string[], at: number) => {
      let seen: readonly Failures[] = [];
      const admit = (failures: readonly Failures[]) => {
        seen = failures;
        return { kind: "go" };
      };
      return stage.store.signIns.attempt(id, subjects, admit, at).then(() => seen);
    };

    test("count on each of their subjects, from before their end is known", async () => {
      expect(await admitted("a", ["one", "two"], morning)).toEqual([
        { count: 0, last: null },
        { count: 0, last: null },
      ]);
      expect(await admitted("b", ["two", "three"], morning + 5)).toEqual([
        { count: 1, last: morning },
        { count: 0, last: null },
      ]);
      expect(await admitted("c", ["two"], morning + 6)).toEqual([{ count: 2, last: morning + 5 }]);
    });

    test("that are not let in do not count", async () => {
      await stage.store.signIns.attempt("a", ["one"], () => ({ kind: "wait" }), morning);
      expect(await admitted("b", ["one"], morning)).toEqual([{ count: 0, last: null }]);
    });

    test("are forgotten after a day, when forgiven, and where the clock was set back", async () => {
      await admitted("a", ["one"], morning);
      expect(await admitted("b", ["one"], morning + dayMs)).toEqual([{ count: 0, last: null }]);
      expect(await admitted("c", ["one"], morning)).toEqual([{ count: 0, last: null }]);
      await admitted("d", ["one", "two"], morning + minuteMs);
      await stage.store.signIns.forgive("d", ["one"]);
      expect(await admitted("e", ["one", "two"], morning + minuteMs)).toEqual([
        { count: 0, last: null },
        { count: 0, last: null },
      ]);
    });

    test("are still counted after a restart", async () => {
      await admitted("a", ["one"], morning);
      await stage.store.close();
      Object.assign(stage, { store: await stage.ground.open(() => morning) });
      expect(await admitted("b", ["one"], morning)).toEqual([{ count: 1, last: morning }]);
    });

    test("are forgiven with the session that they led to, and only then", async () => {
      await member("ayesha");
      await admitted("a", ["pair", "person"], morning);
      await admitted("b", ["pair", "person"], morning);
      const forgive = { attempt: "b", subjects: ["pair"] };
      await open("t", { forgive, evidence: { kind: "password", encoded: "old" } });
      expect((await admitted("c", ["pair"], morning))[0]?.count).toBe(2);
      await open("t", { forgive });
      expect((await admitted("d", ["pair", "person"], morning)).map(({ count }) => count)).toEqual([0, 1]);
    });
  });

  describe("passkeys", () => {
    test("are kept for one person each, with their count", async () => {
      await member("ayesha");
      await member("bilal");
      expect(await stage.store.signIns.addPasskey(passkeyOf("k", "ayesha"), morning, editor)).toBe(true);
      expect(await stage.store.signIns.addPasskey(passkeyOf("k", "bilal"), morning, editor)).toBe(false);
      const handle = await stage.store.people.handleOf("ayesha");
      expect(await stage.store.signIns.passkey("k")).toMatchObject({ passkey: passkeyOf("k", "ayesha"), person: { id: "ayesha" }, handle });
      expect(await stage.store.signIns.passkeysOf("bilal")).toEqual([]);
      expect(await stage.store.signIns.removePasskey("bilal", "k", morning, editor)).toBe(false);
      expect(await stage.store.signIns.removePasskey("ayesha", "k", morning, editor)).toBe(true);
      expect(await stage.store.signIns.passkey("k")).toBeUndefined();
    });

    test("open a session at the count that was seen, and no second one at the same", async () => {
      await member("ayesha");
      await stage.store.signIns.addPasskey(passkeyOf("k", "ayesha", { counter: 7 }), morning, editor);
      const evidence = { kind: "passkey", id: "k", before: 7, after: 8 } as const;
      expect(await open("t", { evidence })).toBe(true);
      expect(await open("u", { evidence })).toBe(false);
      expect((await stage.store.signIns.passkey("k"))?.passkey).toMatchObject({ counter: 8, usedAt: morning });
    });

    test("are no evidence for anybody else", async () => {
      await member("ayesha");
      await member("bilal");
      await stage.store.signIns.addPasskey(passkeyOf("k", "ayesha"), morning, editor);
      expect(await open("t", { evidence: { kind: "passkey", id: "k", before: 0, after: 0 } }, "bilal")).toBe(false);
    });
  });

  describe("challenges", () => {
    const take = (token: string, personId: string | null, at = morning) => stage.store.signIns.takeChallenge(digestOf(token), personId, at);

    test("are good once, in time, and for whom they were made", async () => {
      await member("ayesha");
      await stage.store.signIns.keepChallenge(digestOf("theirs"), "ayesha", morning + 10, morning);
      await stage.store.signIns.keepChallenge(digestOf("anyones"), null, morning + 10, morning);
      expect([await take("theirs", null), await take("anyones", "ayesha"), await take("other", null)]).toEqual([false, false, false]);
      expect([await take("theirs", "ayesha"), await take("theirs", "ayesha")]).toEqual([true, false]);
      expect([await take("anyones", null, morning + 10), await take("anyones", null, morning + 9)]).toEqual([false, true]);
    });
  });
}
