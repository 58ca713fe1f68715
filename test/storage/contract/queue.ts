import { describe, expect, test } from "vitest";
import {
  always,
  approval,
  approved,
  claimed,
  drafted,
  draftOf,
  editor,
  hourMs,
  morning,
  plain,
  summaryOf,
} from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function queueContract(stage: Stage): void {
  describe("adding", () => {
    test("a summary comes with a draft for each account, in their order", async () => {
      const { added, posts } = await stage.store.add(
        summaryOf("budget"),
        [draftOf("zeta"), draftOf("alpha", "instagram")],
        morning,
        editor,
      );
      expect(added).toBe(true);
      expect(posts.map(({ id, account, platform }) => [id, account, platform])).toEqual([
        ["zeta", "x", "x"],
        ["alpha", "instagram", "instagram"],
      ]);
      expect(posts[0]).toEqual({
        id: "zeta",
        summaryId: "sum-budget",
        account: "x",
        platform: "x",
        state: "draft",
        revision: 1,
        content: { parts: [{ text: "On zeta", media: [] }] },
        edited: false,
        plan: null,
        digest: null,
        scheduledAt: null,
        dueAt: null,
        createdAt: morning,
      });
      expect((await stage.store.view("zeta"))?.journal).toEqual([
        { kind: "moved", transition: "add", to: "draft", seq: 1, at: morning, by: editor },
      ]);
    });

    test("the same summary again changes nothing and returns the posts that are there", async () => {
      await stage.store.add(summaryOf("budget"), [draftOf("one")], morning, editor);
      await stage.store.decide(["one"], always(approval("x", morning)), morning, editor);
      const again = await stage.store.add(summaryOf("budget", { id: "other", source: "copy.md" }), [draftOf("two")], morning + 1, "Bilal");
      expect(again.added).toBe(false);
      expect(again.posts.map(({ id, state }) => [id, state])).toEqual([["one", "approved"]]);
      expect(await stage.store.posts()).toHaveLength(1);
      expect(await stage.store.summaries()).toEqual([{ summary: summaryOf("budget"), addedAt: morning, withdrawn: false }]);
    });

    test("a post takes the first of its ids that is free, and a numbered one when none is", async () => {
      const wanting = (...ids: string[]) => ({ ...draftOf("any"), ids });
      const first = await stage.store.add(summaryOf("a"), [wanting("lusab-42"), wanting("lusab-42", "lusab-43")], morning, editor);
      expect(first.posts.map(({ id }) => id)).toEqual(["lusab-42", "lusab-43"]);
      const second = await stage.store.add(summaryOf("b"), [wanting("lusab-42", "lusab-43"), wanting("lusab-43")], morning, editor);
      expect(second.posts.map(({ id }) => id)).toEqual(["lusab-43-2", "lusab-43-3"]);
    });

    test("two summaries that want the same short id are both kept", async () => {
      await stage.store.add(summaryOf("rice", { id: "same" }), [draftOf("p1")], morning, editor);
      const { posts } = await stage.store.add(summaryOf("wheat", { id: "same" }), [draftOf("p2")], morning + 1, editor);
      expect(posts[0]?.summaryId).toBe("same-2");
      expect((await stage.store.summary("same-2"))?.summary).toMatchObject({ id: "same-2", source: "wheat.md" });
      expect((await stage.store.summary("same"))?.summary.source).toBe("rice.md");
    });

    test("a draft without an id to try adds nothing at all", async () => {
      const drafts = [draftOf("good"), { ...draftOf("bad"), ids: [] }];
      await expect(stage.store.add(summaryOf("budget"), drafts, morning, editor)).rejects.toThrow("at least one id");
      expect(await stage.store.summaries()).toEqual([]);
      expect(await stage.store.posts()).toEqual([]);
    });

    test("every optional field of a summary and any script come back as they were", async () => {
      const whole = summaryOf("whole", {
        title: "بجٹ ۲۰۲۶: ٹیکس میں کمی",
        paragraphs: ["اسلام آباد — وزیرِ خزانہ نے کہا", "👩🏽‍⚖️ \u202bmixed\u202c e\u0301 \u0000 \ud800"],
        language: "ur",
        kind: "opinion",
        link: "https://example.org/بجٹ?a=1&b=2",
        date: "2026-03-02",
        embargo: morning + 1,
        expires: morning + 2,
        author: "O'Hara; drop table posts",
        image: { src: "a.jpg", alt: "جھنڈا", credit: "APP" },
        accounts: ["urdu-x"],
        story: "budget",
      });
      const content = { parts: [{ text: 'قیمت ۵٪ 🇵🇰\n"quoted" \\ \u2028', media: [] }], n: 0.1, deep: [null, true, { "": [] }] };
      await stage.store.add(whole, [draftOf("urdu", "urdu-x", content)], morning, "عائشہ");
      expect((await stage.store.summary("sum-whole"))?.summary).toEqual(whole);
      const view = await stage.store.view("urdu");
      expect(view?.post.content).toEqual(content);
      expect(view?.journal[0]?.by).toBe("عائشہ");
    });
  });

  describe("looking", () => {
    test("what is not there is undefined", async () => {
      expect(await stage.store.view("nobody")).toBeUndefined();
      expect(await stage.store.summary("nothing")).toBeUndefined();
      expect(await stage.store.media("0".repeat(64))).toBeUndefined();
    });

    test("posts come oldest first and may be filtered", async () => {
      await drafted(stage.store, "late", "x", morning + 1);
      await drafted(stage.store, "early", "instagram", morning);
      await approved(stage.store, "newest", "x");
      const ids = async (filter?: Parameters<typeof stage.store.posts>[0]) => (await stage.store.posts(filter)).map(({ id }) => id);
      expect(await ids()).toEqual(["early", "newest", "late"]);
      expect(await ids({ state: "draft" })).toEqual(["early", "late"]);
      expect(await ids({ account: "x" })).toEqual(["newest", "late"]);
      expect(await ids({ summaryId: "sum-early" })).toEqual(["early"]);
      expect(await ids({ account: "x", state: "approved", summaryId: "sum-late" })).toEqual([]);
    });

    test("a view shows when the account's other posts stand, and no one else's", async () => {
      for (const [hours, id] of ["a", "b", "c", "d", "e"].entries()) await approved(stage.store, id, "x", morning + hours * hourMs);
      await approved(stage.store, "elsewhere", "instagram", morning + 9 * hourMs);
      await drafted(stage.store, "draft");
      await stage.store.decide(["e"], always(plain("cancel")), morning, editor);
      const lease = (await stage.store.claim("a", null, "w/1/1", morning))?.lease.token ?? "";
      await stage.store.move("a", lease, plain("hold"), morning, "w");
      expect((await stage.store.view("c"))?.taken).toEqual([morning, morning + hourMs, morning + 3 * hourMs]);
      expect((await stage.store.view("draft"))?.taken).toHaveLength(4);
    });

    test("a published post keeps its place in the calendar for a day after it came out", async () => {
      const { lease } = await claimed(stage.store, "out");
      const end = morning + hourMs;
      await stage.store.move("out", lease.token, plain("publish"), end, "w");
      await drafted(stage.store, "next");
      stage.clock.now = end + 24 * hourMs - 1;
      expect((await stage.store.view("next"))?.taken).toEqual([morning]);
      stage.clock.now = end + 24 * hourMs;
      expect((await stage.store.view("next"))?.taken).toEqual([]);
    });

    test("summaries come oldest first", async () => {
      for (const [name, at] of [
        ["c", 2],
        ["a", 3],
        ["b", 1],
        ["d", 2],
      ] as const)
        await stage.store.add(summaryOf(name), [], morning + at, editor);
      expect((await stage.store.summaries()).map(({ summary }) => summary.id)).toEqual(["sum-b", "sum-c", "sum-d", "sum-a"]);
    });
  });
}
