import { describe, expect, test } from "vitest";
import type { Page, Place, PostQuestion } from "../../../src/storage/pages.ts";
import { always, approved, drafted, draftOf, editor, hourMs, morning, plain, summaryOf } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

/** All rows, read so many at a time; and how many pages it took. */
async function all<T>(read: (after: Place | null) => Promise<Page<T>>): Promise<{ readonly rows: readonly T[]; readonly pages: number }> {
  const rows: T[] = [];
  let pages = 0;
  for (let after: Place | null = null; ; ) {
    const page: Page<T> = await read(after);
    pages += 1;
    rows.push(...page.rows);
    if (page.next === null) return { rows, pages };
    after = page.next;
  }
}

export function pagesContract(stage: Stage): void {
  describe("the queue a page at a time", () => {
    const posts = (question: PostQuestion, limit: number) => all((after) => stage.store.pages.posts(question, after, limit));

    test("holds every post once, in the order of the whole, also where many came in the same moment", async () => {
      for (const name of ["one", "two", "three"])
        await stage.store.add(summaryOf(name), [draftOf(`${name}-x`), draftOf(`${name}-i`, "instagram")], morning, editor);
      await drafted(stage.store, "later", "x", morning + 1);
      await approved(stage.store, "last", "x", morning + 2);
      const whole = (await stage.store.posts()).map(({ id }) => id);
      for (const limit of [1, 2, 3, 7, 8, 200]) {
        const { rows, pages } = await posts({}, limit);
        expect([limit, rows, pages]).toEqual([limit, whole, Math.ceil(whole.length / limit)]);
      }
      const summaries = await stage.store.summaries();
      for (const limit of [1, 2, 5]) expect((await all((after) => stage.store.pages.summaries(after, limit))).rows).toEqual(summaries);
    });

    test("tells what of an account has its time in a stretch, and nothing else", async () => {
      const at = (hours: number) => morning + hours * hourMs;
      for (const [id, account, hours] of [
        ["second", "x", 2],
        ["first", "x", 1],
        ["beyond", "x", 3],
        ["other", "instagram", 1],
        ["stopped", "x", 2],
      ] as const)
        await approved(stage.store, id, account, at(hours));
      await drafted(stage.store, "draft", "x");
      await stage.store.decide(["stopped"], always(plain("cancel")), morning, editor);
      expect(await stage.store.pages.scheduled("x", at(1), at(3))).toEqual([
        { id: "first", scheduledAt: at(1) },
        { id: "second", scheduledAt: at(2) },
      ]);
      expect(await stage.store.pages.scheduled("x", at(4), at(9))).toEqual([]);
    });

    test("holds those that were asked for", async () => {
      await stage.store.add(summaryOf("one"), [draftOf("one-x"), draftOf("one-i", "instagram")], morning, editor);
      await approved(stage.store, "soon");
      const { summaryId = "" } = (await stage.store.view("one-x"))?.post ?? {};
      expect((await posts({ state: "approved" }, 1)).rows).toEqual(["soon"]);
      expect((await posts({ account: "instagram" }, 1)).rows).toEqual(["one-i"]);
      expect((await posts({ summaryId, account: "x" }, 1)).rows).toEqual(["one-x"]);
      expect((await posts({ state: "held" }, 1)).rows).toEqual([]);
    });

    test("goes on behind what was read, whatever comes meanwhile", async () => {
      await drafted(stage.store, "first", "x", morning);
      await drafted(stage.store, "second", "x", morning + 1);
      const { rows, next } = await stage.store.pages.posts({}, null, 1);
      await drafted(stage.store, "third", "x", morning + 2);
      expect([rows, (await stage.store.pages.posts({}, next, 9)).rows]).toEqual([["first"], ["second", "third"]]);
    });
  });
}
