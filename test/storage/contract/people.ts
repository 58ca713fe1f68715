import { describe, expect, test } from "vitest";
import { ok, refuse, warn } from "../../../src/domain/problem.ts";
import { dayMs, digestOf, joined, opening } from "../../support/people-fixtures.ts";
import { editor, hourMs, morning } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function peopleContract(stage: Stage): void {
  const link = (token: string, personId = "ayesha", expiresAt = morning + 7 * dayMs) =>
    stage.store.people.invite({ digest: digestOf(token), personId, purpose: "join", expiresAt }, morning, editor);
  const signedIn = async (token: string) => (await stage.store.signIns.session(digestOf(token), morning))?.person.id;
  const set = (what: "role" | "disabled" | "enabled" | "linked", id: string, values: object) =>
    stage.store.people.decide(() => ok({ what, id, set: values }), morning, editor);

  describe("people", () => {
    test("are kept in the order in which they came, each found by id and address", async () => {
      await joined(stage.store, "ayesha", "admin", "ak");
      await joined(stage.store, "bilal");
      const ayesha = { id: "ayesha", name: "ayesha Khan", email: "ayesha@example.org", role: "admin", systemUser: "ak" };
      expect(await stage.store.people.person("ayesha")).toEqual({ ...ayesha, active: true, createdAt: morning });
      expect((await stage.store.people.list()).map(({ id }) => id)).toEqual(["ayesha", "bilal"]);
      expect(await stage.store.people.proofOf("bilal@example.org")).toMatchObject({ person: { id: "bilal" }, password: null });
      expect(await stage.store.people.person("carol")).toBeUndefined();
      expect(await stage.store.people.proofOf("carol@example.org")).toBeUndefined();
    });

    test("have each a random name of their own for authenticators", async () => {
      await joined(stage.store, "ayesha", "admin");
      await joined(stage.store, "bilal");
      const handles = await Promise.all(["ayesha", "bilal"].map((id) => stage.store.people.handleOf(id)));
      expect(new Set(handles).size).toBe(2);
      for (const handle of handles) expect(handle).toMatch(/^[\w-]{43}$/);
    });

    test("change as a decision on all of them says, and not where it refuses", async () => {
      await joined(stage.store, "ayesha", "admin");
      await joined(stage.store, "bilal");
      const seen: string[][] = [];
      const refused = await stage.store.people.decide(
        (people) => {
          seen.push(people.map(({ id, role }) => `${id} ${role}`));
          return refuse(warn("state-x", "x", "No.", "No."));
        },
        morning,
        editor,
      );
      expect(refused.ok).toBe(false);
      expect(seen).toEqual([["ayesha admin", "bilal writer"]]);
      expect(await set("linked", "bilal", { systemUser: "bm" })).toMatchObject({ ok: true, value: { systemUser: "bm", role: "writer" } });
      expect(await set("role", "bilal", { role: "editor" })).toMatchObject({ ok: true, value: { systemUser: "bm", role: "editor" } });
    });

    test("can't share an address, even where a decision would let them", async () => {
      await joined(stage.store, "ayesha", "admin");
      const person = { id: "other", name: "O", email: "ayesha@example.org", role: "writer" as const, systemUser: null };
      await expect(stage.store.people.decide(() => ok({ what: "added", person }), morning, editor)).rejects.toThrow();
      expect(await stage.store.people.list()).toHaveLength(1);
    });

    test.each([
      ["another role", () => set("role", "ayesha", { role: "editor" })],
      ["being disabled", () => set("disabled", "ayesha", { active: false })],
      ["a new password", () => stage.store.people.keepPassword("ayesha", "new", morning, editor)],
      ["signing out everywhere", () => stage.store.people.signOut("ayesha", morning, editor)],
    ])("%s ends every session of the person, and nobody else's", async (_what, change) => {
      for (const id of ["ayesha", "bilal"]) {
        await joined(stage.store, id, "admin");
        await stage.store.people.keepPassword(id, "hash", morning, editor);
        await stage.store.signIns.open(opening(id, id, morning), morning);
        await stage.store.signIns.open(opening(`${id}-phone`, id, morning), morning);
      }
      expect(await signedIn("ayesha")).toBe("ayesha");
      await change();
      expect([await signedIn("ayesha"), await signedIn("ayesha-phone")]).toEqual([undefined, undefined]);
      expect([await signedIn("bilal"), await signedIn("bilal-phone")]).toEqual(["bilal", "bilal"]);
    });

    test("who sign out elsewhere stay signed in here", async () => {
      await joined(stage.store, "ayesha", "admin");
      await stage.store.people.keepPassword("ayesha", "hash", morning, editor);
      for (const token of ["here", "phone", "office"]) await stage.store.signIns.open(opening(token, "ayesha", morning), morning);
      expect(await stage.store.people.signOut("ayesha", morning, editor, digestOf("here"))).toBe(2);
      expect([await signedIn("here"), await signedIn("phone")]).toEqual(["ayesha", undefined]);
    });

    test("are shown with how each can come in", async () => {
      await joined(stage.store, "ayesha", "admin");
      await joined(stage.store, "bilal");
      await stage.store.people.keepPassword("ayesha", "hash", morning, editor);
      await stage.store.signIns.open(opening("here", "ayesha", morning), morning);
      await link("t", "bilal", morning + hourMs);
      const [ayesha, bilal] = await stage.store.people.footings(morning);
      expect(ayesha).toMatchObject({ hasPassword: true, passkeys: 0, sessions: 1, seenAt: morning, invitedUntil: null });
      expect(bilal).toMatchObject({ hasPassword: false, sessions: 0, seenAt: null, invitedUntil: morning + hourMs });
      expect((await stage.store.people.footings(morning + hourMs))[1]?.invitedUntil).toBeNull();
    });
  });

  describe("one-time links", () => {
    const good = async (token: string, at = morning) => (await stage.store.people.invitation(digestOf(token), at)) !== undefined;
    const accept = (token: string, at = morning) => stage.store.people.accept(digestOf(token), "hash", at);

    test("are good once, and set the password", async () => {
      await joined(stage.store, "ayesha", "admin");
      await link("t");
      expect(await stage.store.people.invitation(digestOf("t"), morning)).toMatchObject({ personId: "ayesha", purpose: "join" });
      expect(await accept("t")).toBe(true);
      expect((await stage.store.people.proofOf("ayesha@example.org"))?.password).toBe("hash");
      expect(await accept("t")).toBe(false);
      expect(await good("t")).toBe(false);
    });

    test("are over at their time, and with the next one", async () => {
      await joined(stage.store, "ayesha", "admin");
      await link("t", "ayesha", morning + 10);
      expect([await good("t", morning + 9), await good("t", morning + 10)]).toEqual([true, false]);
      expect(await accept("t", morning + 10)).toBe(false);
      await link("second");
      await link("third");
      expect([await good("t"), await good("second"), await good("third")]).toEqual([false, false, true]);
    });

    test("of a disabled person are gone, and stay so", async () => {
      await joined(stage.store, "ayesha", "admin");
      await link("t");
      await set("disabled", "ayesha", { active: false });
      await link("while-disabled");
      expect([await good("while-disabled"), await accept("while-disabled")]).toEqual([false, false]);
      await set("enabled", "ayesha", { active: true });
      expect(await good("t")).toBe(false);
    });

    test("are used by one of two at once", async () => {
      await joined(stage.store, "ayesha", "admin");
      await link("t");
      const other = await stage.ground.open(() => morning);
      const both = await Promise.all([accept("t"), other.people.accept(digestOf("t"), "theirs", morning)]);
      await other.close();
      expect(both.filter(Boolean)).toHaveLength(1);
    });
  });
}
