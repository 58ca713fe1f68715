import { describe, expect, test } from "vitest";
import { always, approval, drafted, draftOf, editor, hourMs, morning, plain, summaryOf, theOnly } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function composersContract(stage: Stage): void {
  const postOf = async (id: string) => (await stage.store.view(id))?.post;

  describe("who worded a post before any person did", () => {
    test("is Herald, where nobody says otherwise", async () => {
      await drafted(stage.store, "one");
      expect(await postOf("one")).not.toHaveProperty("composedBy");
      expect((await stage.store.view("one"))?.journal[0]).not.toHaveProperty("reason");
    });

    test("is kept with the draft, its journal's first entry says how, and no decision but a recomposing changes it", async () => {
      const drafts = [
        { ...draftOf("one"), composedBy: "model" as const, reason: "Worded by the model wordsmith." },
        draftOf("two", "instagram"),
      ];
      const { posts } = await stage.store.add(summaryOf("budget"), drafts, morning, editor);
      expect(posts.map(({ composedBy }) => composedBy)).toEqual(["model", undefined]);
      expect((await stage.store.view("one"))?.journal).toEqual([
        { kind: "moved", transition: "add", to: "draft", reason: "Worded by the model wordsmith.", seq: 1, at: morning, by: editor },
      ]);
      await stage.store.decide(["one"], always(plain("edit", { content: { parts: [] }, edited: true })), morning, editor);
      const approvedPost = theOnly(await stage.store.decide(["one"], always(approval("x", morning + hourMs)), morning, editor));
      expect(approvedPost.composedBy).toBe("model");
      await stage.store.decide(["one"], always(plain("recompose", { composedBy: "herald" })), morning, editor);
      expect(await postOf("one")).not.toHaveProperty("composedBy");
      await stage.store.decide(["one"], always(plain("recompose", { composedBy: "model" })), morning, editor);
      expect(await postOf("one")).toMatchObject({ composedBy: "model" });
    });
  });
}
