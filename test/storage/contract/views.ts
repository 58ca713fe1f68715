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

export function viewsContract(stage: Stage): void {
  describe("many at once", () => {
    test("views are the very ones that are read one by one, in the order asked", async () => {
      const override = { code: "claim-number", finding: 'The number "54" is nobody\'s.', reason: "The board's table says it." };
      await stage.store.add(summaryOf("budget"), [draftOf("one"), draftOf("two", "instagram")], morning, editor);
      await drafted(stage.store, "lone");
      await approved(stage.store, "soon");
      await stage.store.decide(["one"], always({ ...approval("x", morning + 2 * hourMs), overrides: [override] }), morning, editor);
      await claimed(stage.store, "under-way");
      await stage.store.keepStanding("x", { remoteId: "1001", name: "Republic Policy", url: "https://x.example/rp" });
      await stage.store.pause("instagram", { reason: "Asked to.", since: morning, until: null, by: editor });
      const ids = ["under-way", "two", "one", "soon", "lone"];
      const singly = await Promise.all(ids.map((id) => stage.store.view(id)));
      expect(await stage.store.views(ids)).toEqual(singly);
      expect(singly.every((view) => view !== undefined)).toBe(true);
    });

    test("those in a state come oldest first", async () => {
      await approved(stage.store, "soon");
      for (const [at, id] of ["first", "second", "third"].entries()) await drafted(stage.store, id, "x", morning + at);
      const posts = await stage.store.posts({ state: "draft" });
      expect((await stage.store.views({ state: "draft" })).map(({ post }) => post)).toEqual(posts);
      expect(posts.map(({ id }) => id)).toEqual(["first", "second", "third"]);
    });

    test("a post that isn't there is left out", async () => {
      await drafted(stage.store, "lone");
      expect((await stage.store.views(["nobody-10", "lone"])).map(({ post }) => post.id)).toEqual(["lone"]);
      expect(await stage.store.views([])).toEqual([]);
    });

    test("a correction comes with what it corrects, and that with its correction", async () => {
      await drafted(stage.store, "wrong");
      await stage.store.decide(["wrong"], always(plain("cancel")), morning, editor);
      const correction = { corrects: "wrong", way: "reply", mistakes: [{ was: "9", now: "10" }], of: { id: "1" } } as const;
      await stage.store.stories.correct({ ...draftOf("right"), correction }, () => null, morning, editor);
      const singly = await Promise.all(["wrong", "right"].map((id) => stage.store.view(id)));
      expect(await stage.store.views(["wrong", "right"])).toEqual(singly);
      expect(singly[0]?.correctedBy).toEqual(["right"]);
      expect(singly[1]?.corrected?.post.id).toBe("wrong");
    });

    test("posts are counted by state", async () => {
      await drafted(stage.store, "one");
      await drafted(stage.store, "two");
      await approved(stage.store, "three");
      expect(await stage.store.count(["draft", "approved", "held"])).toEqual(
        new Map([
          ["draft", 2],
          ["approved", 1],
        ]),
      );
    });

    test("a story's summaries are known by its whole name alone", async () => {
      const add = (name: string, story?: string) =>
        stage.store.add(summaryOf(name, story === undefined ? {} : { story }), [draftOf(name)], morning, editor);
      await add("english", '50% "budget"_1');
      await add("urdu", '50% "budget"_1');
      await add("longer", '50% "budget"_12');
      await add("alike", '50x "budget"y1');
      await add("none");
      const found = await stage.store.summariesOfStory('50% "budget"_1');
      expect(found.map(({ summary }) => summary.source)).toEqual(["english.md", "urdu.md"]);
    });
  });
}
