import { describe, expect, test } from "vitest";
import type { NewOverride } from "../../../src/domain/override.ts";
import { ok } from "../../../src/domain/problem.ts";
import { always, approval, drafted, draftOf, editor, hourMs, minuteMs, morning, plain, summaryOf } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const number: NewOverride = { code: "claim-number", finding: 'The number "54" is nobody\'s.', reason: "The board's table says it." };
const name: NewOverride = { code: "claim-name", finding: 'The name "Sohail" is nobody\'s.', reason: "He is its head." };

export function overridesContract(stage: Stage): void {
  const approveWith = (id: string, overrides: readonly NewOverride[], by = editor, at = morning) =>
    stage.store.decide([id], always({ ...approval("x", morning + hourMs), overrides }), at, by);

  describe("overrides", () => {
    test("are kept with the approval and stand in every view of the summary's posts, and of no other", async () => {
      await stage.store.add(summaryOf("budget"), [draftOf("one"), draftOf("two", "instagram")], morning, editor);
      await drafted(stage.store, "other");
      expect(await stage.store.view("one")).not.toHaveProperty("overrides");
      await approveWith("one", [number, name]);
      const kept = [name, number].map((override) => ({ ...override, by: editor, at: morning }));
      for (const id of ["one", "two"]) expect((await stage.store.view(id))?.overrides).toEqual(kept);
      expect(await stage.store.view("other")).not.toHaveProperty("overrides");
    });

    test("are seen by a later decision, and keep who came first", async () => {
      await stage.store.add(summaryOf("budget"), [draftOf("one"), draftOf("two", "instagram")], morning, editor);
      await approveWith("one", [number]);
      await approveWith("two", [{ ...number, reason: "Me too." }, name], "Bilal", morning + minuteMs);
      const seen: unknown[] = [];
      await stage.store.decide(
        ["one"],
        ({ overrides }) => {
          seen.push(overrides);
          return ok(plain("unapprove"));
        },
        morning,
        editor,
      );
      expect(seen).toEqual([
        [
          { ...number, by: editor, at: morning },
          { ...name, by: "Bilal", at: morning + minuteMs },
        ],
      ]);
    });

    test("of a decision that fails are not kept", async () => {
      await stage.store.add(summaryOf("budget"), [draftOf("one"), draftOf("two")], morning, editor);
      const result = await stage.store.decide(
        ["one", "nobody"],
        always({ ...approval("x", morning), overrides: [number] }),
        morning,
        editor,
      );
      expect(result.ok).toBe(false);
      expect(await stage.store.view("one")).not.toHaveProperty("overrides");
    });
  });

  describe("what Herald had composed", () => {
    test("stands beside a person's words until it is taken away", async () => {
      await drafted(stage.store, "one");
      const before = (await stage.store.view("one"))?.post;
      expect(before).not.toHaveProperty("composed");
      const composed = { parts: [{ text: "As composed" }] };
      await stage.store.decide(["one"], always(plain("edit", { content: { parts: [] }, edited: true, composed })), morning, editor);
      expect((await stage.store.view("one"))?.post).toMatchObject({ edited: true, composed });
      await stage.store.decide(["one"], always(plain("recompose", { content: composed, edited: false, composed: null })), morning, editor);
      expect((await stage.store.view("one"))?.post).not.toHaveProperty("composed");
    });
  });

  describe("an account's other posts", () => {
    const ids = async (since: number) => (await stage.store.neighbours("x", since)).map(({ id }) => id);

    test("are those to come and those lately out; no drafts, no dropped ones, nobody else's", async () => {
      for (const id of ["draft", "approved", "cancelled", "out"]) await drafted(stage.store, id);
      await drafted(stage.store, "theirs", "instagram");
      await stage.store.decide(["approved", "cancelled", "theirs", "out"], always(approval("x", morning)), morning, editor);
      await stage.store.decide(["cancelled"], always(plain("cancel")), morning, editor);
      const claim = await stage.store.claim("out", null, "w/1/1", morning);
      await stage.store.move("out", claim?.lease.token ?? "", plain("publish"), morning, "w");
      expect(await ids(morning - 1)).toEqual(["out", "approved"]);
      expect(await ids(morning)).toEqual(["approved"]);
    });
  });
}
