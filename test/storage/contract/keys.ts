import { describe, expect, test } from "vitest";
import { editor, hourMs, morning } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function keysContract(stage: Stage): void {
  const cms = { name: "cms", owner: "ayesha", rights: ["read", "write"], expiresAt: null } as const;
  const recorded = async () =>
    (await stage.store.audit.rows({ after: 0, limit: 100 })).map(({ by, kind, subject, body }) => `${by} ${kind} ${subject} ${body}`);

  describe("keys of programs", () => {
    test("are found by their digest, and recorded without it", async () => {
      expect(await stage.store.keys.add(cms, "a".repeat(64), morning, editor)).toBe(true);
      const kept = { ...cms, madeAt: morning, madeBy: editor, usedAt: null, revokedAt: null };
      expect(await stage.store.keys.find("a".repeat(64))).toEqual(kept);
      expect(await stage.store.keys.find("b".repeat(64))).toBeUndefined();
      expect(await stage.store.keys.list()).toEqual([kept]);
      expect(await recorded()).toEqual([`${editor} key-add key cms {"expiresAt":null,"owner":"ayesha","rights":["read","write"]}`]);
    });

    test("have names that are never given again, and end once", async () => {
      await stage.store.keys.add(cms, "a".repeat(64), morning, editor);
      expect(await stage.store.keys.add({ ...cms, owner: "bilal" }, "b".repeat(64), morning, editor)).toBe(false);
      expect(await stage.store.keys.revoke("cms", morning + 1, "hina")).toBe(true);
      expect(await stage.store.keys.revoke("cms", morning + 2, "hina")).toBe(false);
      expect(await stage.store.keys.revoke("none", morning, "hina")).toBe(false);
      expect(await stage.store.keys.add(cms, "c".repeat(64), morning, editor)).toBe(false);
      expect(await stage.store.keys.find("a".repeat(64))).toMatchObject({ owner: "ayesha", revokedAt: morning + 1 });
      expect((await recorded()).length).toBe(2);
    });

    test("tell when they were used, and stand in the order of their names", async () => {
      await stage.store.keys.add({ ...cms, name: "wire" }, "b".repeat(64), morning, editor);
      await stage.store.keys.add({ ...cms, expiresAt: morning + hourMs }, "a".repeat(64), morning, editor);
      await stage.store.keys.touch("wire", morning + 5);
      const keys = await stage.store.keys.list();
      expect(keys.map(({ name, usedAt, expiresAt }) => [name, usedAt, expiresAt])).toEqual([
        ["cms", null, morning + hourMs],
        ["wire", morning + 5, null],
      ]);
    });
  });

  describe("what programs ask under a name", () => {
    const request = (name: string, token = "t1") => ({ key: "cms", name, token, fingerprint: "f1" });
    const leaseMs = 1_000;
    const begin = (one: ReturnType<typeof request>, at = morning) => stage.store.requests.begin(one, at, leaseMs);
    const decide = (one: ReturnType<typeof request>) =>
      stage.store.via({ key: "cms", request: one }).audit.add({ at: morning, by: editor, kind: "test", subject: "house", body: {} });

    test("is in one hand at a time, and answered alike afterwards", async () => {
      expect(await begin(request("one"))).toEqual({ kind: "go" });
      expect(await begin(request("one", "t2"))).toEqual({ kind: "busy" });
      expect(await begin({ ...request("one", "t2"), fingerprint: "f2" })).toEqual({ kind: "other" });
      expect(await begin({ ...request("one", "t2"), key: "wire" })).toEqual({ kind: "go" });
      await stage.store.requests.answer(request("one"), { status: 422, body: "no" });
      expect(await begin(request("one", "t2"))).toEqual({ kind: "answered", answer: { status: 422, body: "no" } });
      expect(await begin({ ...request("one", "t2"), fingerprint: "f2" })).toEqual({ kind: "other" });
    });

    test("is taken over where it was cut off before it changed anything, and then only the new one may change anything", async () => {
      await begin(request("two"));
      expect(await begin(request("two", "t2"), morning + leaseMs)).toEqual({ kind: "go" });
      await expect(decide(request("two"))).rejects.toThrow("another one has taken its place");
      await stage.store.requests.answer(request("two"), { status: 200, body: "late" });
      await decide(request("two", "t2"));
      expect(await recorded()).toEqual([`${editor} test house {"via":"cms"}`]);
      expect(await begin(request("two", "t3"), morning + leaseMs)).toEqual({ kind: "busy" });
    });

    test("is nobody's any more where it was cut off after it had changed something", async () => {
      await begin(request("three"));
      await decide(request("three"));
      expect(await begin(request("three", "t2"), morning + leaseMs)).toEqual({ kind: "cut-off" });
    });

    test("is free at once where it failed and was given back, unless it had changed something", async () => {
      await begin(request("four"));
      await stage.store.requests.drop(request("four"));
      expect(await begin(request("four", "t2"))).toEqual({ kind: "go" });
      await decide(request("four", "t2"));
      await stage.store.requests.drop(request("four", "t2"));
      expect(await begin(request("four", "t3"))).toEqual({ kind: "cut-off" });
    });

    test("takes its mark back with a transaction that fails", async () => {
      await begin(request("five"));
      const store = stage.store.via({ key: "cms", request: request("five") });
      const failing = {
        at: morning,
        by: editor,
        kind: "test",
        subject: "house",
        body: {
          get broken(): never {
            throw new Error("No.");
          },
        },
      };
      await expect(store.audit.add(failing)).rejects.toThrow("No.");
      await stage.store.requests.drop(request("five"));
      expect(await begin(request("five", "t2"))).toEqual({ kind: "go" });
    });

    test("is forgotten by its age", async () => {
      await begin(request("six"));
      await begin(request("seven"), morning + hourMs);
      await stage.store.requests.forget(morning + 1);
      expect(await begin({ ...request("six", "t2"), fingerprint: "f2" })).toEqual({ kind: "go" });
      expect(await begin({ ...request("seven", "t2"), fingerprint: "f2" })).toEqual({ kind: "other" });
    });

    test("begins for one of many who ask at once", async () => {
      const other = await stage.ground.open(() => stage.clock.now);
      const tries = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? stage.store : other).requests.begin(request("eight", `t${index}`), morning, leaseMs),
      );
      const kinds = (await Promise.all(tries)).map(({ kind }) => kind);
      await other.close();
      expect(kinds.filter((kind) => kind === "go")).toHaveLength(1);
      expect(kinds.filter((kind) => kind === "busy")).toHaveLength(19);
    });
  });
}
