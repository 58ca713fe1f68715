import { describe, expect, test } from "vitest";
import { block, ok, refuse } from "../../../src/domain/problem.ts";
import type { PostView } from "../../../src/domain/view.ts";
import {
  always,
  approval,
  approved,
  claimed,
  drafted,
  draftOf,
  editor,
  hourMs,
  minuteMs,
  morning,
  owner,
  plain,
  sha256,
  summaryOf,
  theOnly,
  way,
} from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const reviseAll = ({ post }: PostView) =>
  ok(plain("revise", { content: { parts: [{ text: `On ${post.id}, anew` }] }, plan: null, digest: null, scheduledAt: null, dueAt: null }));
const next = (name: string, more = {}) => ({
  ...summaryOf(name, { paragraphs: ["The cabinet approved it on Tuesday."] }),
  fingerprint: sha256(`${name} 2`),
  ...more,
});

export function storiesContract(stage: Stage): void {
  const stories = () => stage.store.stories;
  const later = morning + minuteMs;

  describe("a story's versions", () => {
    test("begin with the first, and a change keeps who and when of each", async () => {
      await drafted(stage.store, "one");
      const id = "sum-one";
      expect(await stories().versions(id)).toEqual([{ version: 1, summary: summaryOf("one"), at: morning, by: editor }]);
      const revised = await stories().revise(id, { seen: 1, summary: { ...next("one"), id: "another" } }, reviseAll, later, "Bilal");
      expect(revised).toMatchObject({ ok: true, value: { version: 2, posts: [{ id: "one", state: "draft", revision: 2 }] } });
      const summary = next("one");
      expect(await stage.store.summary(id)).toEqual({ summary, addedAt: morning, withdrawn: false, version: 2 });
      expect((await stories().versions(id)).map(({ version, at, by }) => [version, at, by])).toEqual([
        [1, morning, editor],
        [2, later, "Bilal"],
      ]);
      for (const text of [summaryOf("one"), summary])
        expect(await stage.store.add(text, [draftOf("new")], later, editor)).toMatchObject({ added: false });
    });

    test("are changed by one of two who saw the same", async () => {
      await drafted(stage.store, "one");
      const revise = (summary = next("one")) => stories().revise("sum-one", { seen: 1, summary }, () => null, later, editor);
      expect(await revise()).toMatchObject({ ok: true });
      expect(await revise({ ...next("one"), fingerprint: sha256("3") })).toMatchObject({
        ok: false,
        problems: [{ code: "state-changed" }],
      });
      expect(await stories().versions("sum-one")).toHaveLength(2);
    });

    test("never take another story's text, not even one that it had once", async () => {
      for (const name of ["one", "two"]) await drafted(stage.store, name);
      await stories().revise("sum-two", { seen: 1, summary: next("two") }, () => null, later, editor);
      for (const text of [summaryOf("two"), next("two")]) {
        const taken = await stories().revise("sum-one", { seen: 1, summary: text }, reviseAll, later, editor);
        expect(taken).toMatchObject({ ok: false, problems: [{ code: "input-known-summary" }] });
      }
      expect((await stage.store.view("one"))?.post.revision).toBe(1);
    });

    test("change with all posts or not at all", async () => {
      await stage.store.add(summaryOf("budget"), [draftOf("one"), draftOf("two", "instagram")], morning, editor);
      const second = (view: PostView) => (view.post.id === "two" ? refuse(block("style-no", "two", "No.", "Don't.")) : reviseAll(view));
      const result = await stories().revise("sum-budget", { seen: 1, summary: next("budget") }, second, later, editor);
      expect(result).toMatchObject({ ok: false, problems: [{ code: "style-no" }] });
      expect(await stage.store.summary("sum-budget")).toMatchObject({ summary: summaryOf("budget") });
      expect(await stories().versions("sum-budget")).toHaveLength(1);
      expect(way(await stage.store.view("one"))).toBe("add");
    });

    test("take a post out of a worker's hands whole: no step of the old plan can be begun any more", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stories().revise("sum-one", { seen: 1, summary: next("one") }, reviseAll, later, editor);
      const intent = { kind: "intent", step: "post-1", stepDigest: "d" } as const;
      expect(await stage.store.intend("one", lease.token, 4, intent, () => null, later, owner)).toEqual({ ok: false, problem: null });
      expect(await stage.store.claim("one", null, owner, later)).toBeNull();
      expect((await stage.store.view("one"))?.post).toMatchObject({ state: "draft", plan: null });
    });
  });

  describe("a withdrawn story", () => {
    test("says who took it back, when and why, and stays so", async () => {
      await approved(stage.store, "one");
      const stop = () => ok(plain("withdraw", { dueAt: null }));
      const gone = await stories().withdraw("sum-one", "Retracted.", stop, later, "Bilal");
      expect(theOnly(gone)).toMatchObject({ id: "one", state: "withdrawn" });
      expect(await stage.store.due(later)).toEqual([]);
      await stories().withdraw("sum-one", "Again.", () => null, later + 1, editor);
      expect(await stage.store.summary("sum-one")).toMatchObject({
        withdrawn: true,
        withdrawal: { reason: "Retracted.", by: "Bilal", at: later },
      });
      const revised = await stories().revise("sum-one", { seen: 1, summary: next("one") }, () => null, later, editor);
      expect(revised).toMatchObject({ ok: false, problems: [{ code: "state-withdrawn" }] });
      expect(await stories().withdraw("nobody", "R", () => null, later, editor)).toMatchObject({
        problems: [{ code: "input-unknown-summary" }],
      });
    });
  });

  describe("a correction", () => {
    const correction = { corrects: "one", way: "reply", mistakes: [{ was: "a", now: "b" }], of: { id: "7" } } as const;

    test("belongs to the corrected post's story, and each knows of the other", async () => {
      const claim = await claimed(stage.store, "one");
      await stage.store.move("one", claim.lease.token, plain("publish"), morning, owner);
      const draft = { ...draftOf("two"), correction, edited: true as const };
      const kept = theOnly(await stories().correct(draft, () => null, later, editor));
      expect(kept).toMatchObject({ id: "two", summaryId: "sum-one", state: "draft", edited: true, correction });
      const view = await stage.store.view("two");
      expect(view?.corrected).toMatchObject({ post: { id: "one", state: "published" } });
      expect(view?.corrected?.journal.length).toBe((await stage.store.view("one"))?.journal.length);
      expect((await stage.store.view("one"))?.correctedBy).toEqual(["two"]);
      expect((await stage.store.posts({ summaryId: "sum-one" })).map(({ id }) => id)).toEqual(["one", "two"]);
      await stage.store.decide(["two"], always(approval("x", later + hourMs)), later, editor);
      expect((await stage.store.view("two"))?.post.correction).toEqual(correction);
    });

    test("is kept out by what stands against it", async () => {
      await drafted(stage.store, "one");
      const against = () => refuse(block("state-correct", "one", "No.", "Don't."));
      expect(await stories().correct({ ...draftOf("two"), correction }, against, later, editor)).toMatchObject({ ok: false });
      expect(await stage.store.posts()).toHaveLength(1);
      const nobody = { ...draftOf("two"), correction: { ...correction, corrects: "nobody" } };
      expect(await stories().correct(nobody, () => null, later, editor)).toMatchObject({ problems: [{ code: "input-unknown-post" }] });
    });
  });

  describe("what an editor chose for a post's cards", () => {
    test("stays until it is taken back", async () => {
      await drafted(stage.store, "one");
      const look = { card: "figure", theme: "light" } as const;
      const [chosen, edited, back] = [{ look }, { content: {} }, { look: {} }];
      expect(theOnly(await stage.store.decide(["one"], always(plain("recompose", chosen)), morning, editor))).toMatchObject({ look });
      expect(theOnly(await stage.store.decide(["one"], always(plain("edit", edited)), morning, editor))).toMatchObject({ look });
      await stage.store.decide(["one"], always(plain("recompose", back)), morning, editor);
      expect((await stage.store.view("one"))?.post).not.toHaveProperty("look");
    });
  });
}
