import { describe, expect, test } from "vitest";
import type { Letter } from "../../../src/domain/letter.ts";
import type { Bundle, NewLetter, Pace } from "../../../src/storage/letters.ts";
import type { Messenger } from "../../../src/storage/store.ts";
import { joined } from "../../support/people-fixtures.ts";
import { drafted, hourMs, minuteMs, morning, owner } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const pace: Pace = { kinds: ["waits"], everyMs: 15 * minuteMs };
const hand: Pick<Messenger, "owner" | "leaseMs" | "isGone"> = { owner, leaseMs: minuteMs, isGone: () => false };

function letter(subject: string, more: Partial<Letter & NewLetter> = {}): NewLetter {
  return { person: "ayesha", kind: "waits", subject, about: "d1", slotAt: null, ways: ["email"], dueAt: morning, ...more };
}

const subjects = (bundle: Bundle | null) => bundle?.letters.map(({ subject }) => subject).toSorted() ?? null;

export function lettersContract(stage: Stage): void {
  const take = (at = morning, more: Partial<typeof hand> = {}) => stage.store.letters.claim("email", { ...hand, ...more }, pace, at);
  const keep = (letters: readonly NewLetter[], at = morning) => stage.store.letters.keep(letters, at);

  describe("letters", () => {
    test("are kept once, however often and by however many they are worked out", async () => {
      await joined(stage.store, "ayesha", "admin");
      expect(await keep([letter("a"), letter("b", { ways: ["email", "telegram"] })])).toBe(2);
      expect(await Promise.all([keep([letter("a"), letter("c")]), keep([letter("c"), letter("b")])])).toContain(1);
      expect(await keep([letter("a", { ways: ["telegram"] })])).toBe(0);
      expect(await keep([letter("a", { about: "d2" })])).toBe(1);
      expect((await stage.store.letters.recent(9)).map(({ subject, way }) => `${subject} ${way}`).toSorted()).toEqual(
        ["a email", "a email", "b email", "b telegram", "c email"].toSorted(),
      );
    });

    test("of one person and kind are taken in hand together, by one alone, when they are due", async () => {
      for (const id of ["ayesha", "bilal"] as const) await joined(stage.store, id, "admin");
      await keep([
        letter("a"),
        letter("b"),
        letter("a", { kind: "outcome", about: "7" }),
        letter("a", { person: "bilal", dueAt: morning + 1 }),
      ]);
      const bundles = await Promise.all([take(), take(), take()]);
      expect(bundles.map(subjects).toSorted()).toEqual([["a"], ["a", "b"], null].toSorted());
      expect(subjects(await take(morning + 1))).toEqual(["a"]);
      expect(await take(morning + minuteMs - 1)).toBeNull();
    });

    test("stay together under one name until they are told, whoever dies with them in hand", async () => {
      await joined(stage.store, "ayesha", "admin");
      await keep([letter("a"), letter("b")]);
      const first = await take();
      await keep([letter("c")]);
      expect(await take()).toBeNull();
      const second = await take(morning, { isGone: (who) => who === owner });
      expect([second?.id, subjects(second), second?.tries]).toEqual([first?.id, ["a", "b"], 2]);
      await stage.store.letters.notTold(first?.token ?? "", "late", morning + hourMs);
      await stage.store.letters.notTold(second?.token ?? "", "it was busy", morning + 2 * minuteMs);
      expect(await take(morning + minuteMs)).toBeNull();
      const third = await take(morning + 2 * minuteMs);
      expect(third?.id).toBe(first?.id);
      await stage.store.letters.told(third?.id ?? "", morning + 2 * minuteMs);
      expect(await take(morning + 16 * minuteMs)).toBeNull();
      expect(subjects(await take(morning + 17 * minuteMs))).toEqual(["c"]);
    });

    test("that hold no longer are dropped, and begin anew when they do again; what was told never does", async () => {
      await joined(stage.store, "ayesha", "admin");
      await keep([letter("a"), letter("b")]);
      const bundle = await take();
      const dropped = bundle?.letters.filter(({ subject }) => subject === "a").map(({ id }) => id) ?? [];
      await stage.store.letters.drop(bundle?.token ?? "", dropped, morning);
      await stage.store.letters.told(bundle?.id ?? "", morning);
      expect((await stage.store.letters.on(["a", "b"])).map(({ subject, toldAt }) => [subject, toldAt])).toEqual([["b", morning]]);
      expect(await keep([letter("a", { ways: ["telegram"] }), letter("b")])).toBe(1);
      expect(await keep([letter("a"), letter("b")])).toBe(0);
    });

    test("about drafts are found once they are told, as are posts that moved", async () => {
      await joined(stage.store, "ayesha", "admin");
      await drafted(stage.store, "one");
      await drafted(stage.store, "two", "x", morning + hourMs);
      expect(await stage.store.letters.movedSince(morning + 1)).toEqual(["two"]);
      expect(await stage.store.letters.movedSince(morning)).toEqual(["one", "two"]);
      await keep([letter("one"), letter("gone")]);
      expect(await stage.store.letters.onDrafts()).toEqual([]);
      const bundle = await take();
      await stage.store.letters.told(bundle?.id ?? "", morning);
      expect((await stage.store.letters.onDrafts()).map(({ subject }) => subject)).toEqual(["one"]);
    });

    test("go where people want them; a chat that is shut is known once, and forgotten with a new one", async () => {
      await joined(stage.store, "ayesha", "admin");
      expect(await stage.store.letters.reaches()).toEqual([]);
      await stage.store.letters.keepReach("ayesha", { letters: "both", chat: "77" }, morning, "ayesha");
      expect(await stage.store.letters.silence("ayesha", "78", morning)).toBe(false);
      expect(await stage.store.letters.silence("ayesha", "77", morning)).toBe(true);
      expect(await stage.store.letters.silence("ayesha", "77", morning + 1)).toBe(false);
      const kept = { person: "ayesha", letters: "both", chat: "77", silencedAt: morning };
      expect(await stage.store.letters.reaches()).toEqual([kept]);
      await stage.store.letters.keepReach("ayesha", { letters: "telegram", chat: "79" }, morning, "ayesha");
      expect(await stage.store.letters.reaches()).toEqual([{ ...kept, letters: "telegram", chat: "79", silencedAt: null }]);
    });
  });
}
