import { describe, expect, test } from "vitest";
import { approved, draftOf, editor, morning, summaryOf } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

/** Words as outlets write them, and as nobody should. */
const texts = [
  "وفاقی کابینہ نے شمسی توانائی کی منظوری دے دی۔ ۱۲ ارب روپے",
  "Rupees ₨ 12bn — “quoted”, it's 5 % \\ back",
  "🇵🇰 👩🏽‍⚖️ family 👨‍👩‍👧‍👦 é e\u0301 \u200f\u202b",
  'a "quote", a line\nand a tab\t, null \u0000 and half a pair \ud83c',
];

export function textsContract(stage: Stage): void {
  describe("texts and times", () => {
    test("come back as they were given, whatever their script", async () => {
      const content = { parts: texts.map((text) => ({ text, media: [] })) };
      const summary = summaryOf("texts", { paragraphs: texts, title: texts[0] ?? "" });
      await stage.store.add(summary, [draftOf("one", "x", content)], morning, "عائشہ 🖋");
      expect((await stage.store.view("one"))?.post.content).toEqual(content);
      const kept = await stage.store.summary(summary.id);
      expect(kept?.summary.paragraphs).toEqual(texts);
      expect(kept?.summary.title).toBe(texts[0]);
      expect((await stage.store.view("one"))?.journal[0]?.by).toBe("عائشہ 🖋");
    });

    test("asked for with a zero character, find nothing and break nothing", async () => {
      await stage.store.add(summaryOf("texts"), [draftOf("one", "x")], morning, editor);
      expect(await stage.store.view("one\u0000")).toBeUndefined();
      await stage.store.pause("x", { reason: "why\u0000?", since: morning, until: null, by: editor });
      expect((await stage.store.account("x")).pause?.reason).toMatch(/^why.\?$/u);
    });

    test("are put in order by their bytes, wherever the database stands", async () => {
      const names = ["b", "B", "a-b", "ab", "a b", "é", "ی", "A"];
      for (const name of names) await stage.store.keepStanding(name, { remoteId: name, name, url: "https://example.org" });
      for (const name of names)
        await stage.store.secrets.keep({ account: name, sealed: "s", keyId: "k" }, { variables: [], verified: true }, morning, editor);
      const ordered = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect((await stage.store.secrets.list()).map(({ account }) => account)).toEqual(ordered);
    });

    test("are told to the millisecond, from the first to the last that a clock may show", async () => {
      const times = [0, 1, morning, morning + 1, 2 ** 41 + 7, 8.64e15];
      for (const [place, at] of times.entries()) await approved(stage.store, `post-${place}`, "x", at);
      for (const [place, at] of times.entries()) {
        expect((await stage.store.view(`post-${place}`))?.post).toMatchObject({ scheduledAt: at, dueAt: at });
      }
      expect((await stage.store.due(morning)).map(({ post }) => post.id)).toEqual(["post-0", "post-1", "post-2"]);
    });
  });
}
