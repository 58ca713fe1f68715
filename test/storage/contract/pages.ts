import { describe, expect, test } from "vitest";
import type { Page, Place, PostQuestion } from "../../../src/storage/pages.ts";
import type { TimePlace, TimeQuestion } from "../../../src/storage/timed.ts";
import { always, approval, approved, drafted, draftOf, editor, hourMs, morning, plain, summaryOf } from "../../support/store-fixtures.ts";
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

    test("holds the posts of a state once each, in order, while others come between", async () => {
      for (let index = 0; index < 5; index += 1) await drafted(stage.store, `d-${index}`, "x", morning + (index % 2));
      const read: string[] = [];
      for (let after: Place | null = null, turn = 0; ; turn += 1) {
        const page: Page<string> = await stage.store.pages.posts({ state: "draft" }, after, 2);
        read.push(...page.rows);
        if (page.next === null) break;
        after = page.next;
        await drafted(stage.store, `early-${turn}`, "x", morning - 1);
        if (turn === 0) await drafted(stage.store, "late", "x", morning + 9);
      }
      expect(read).toEqual(["d-0", "d-2", "d-4", "d-1", "d-3", "late"]);
      expect(await stage.store.pages.count({ state: "draft" })).toBe(8);
      expect(await stage.store.pages.count({ state: "draft", account: "instagram" })).toBe(0);
    });

    test("holds the newest drafts first, each with the time of its story", async () => {
      await stage.store.add(summaryOf("one"), [draftOf("one-x"), draftOf("one-i", "instagram")], morning, editor);
      await drafted(stage.store, "two", "x", morning + 1);
      await approved(stage.store, "gone", "x");
      const drafts = (await all((after) => stage.store.pages.drafts({}, after, 1))).rows;
      expect(drafts.map(({ id, addedAt }) => [id, addedAt])).toEqual([
        ["two", morning + 1],
        ["one-i", morning],
        ["one-x", morning],
      ]);
      expect((await stage.store.pages.drafts({ account: "instagram" }, null, 9)).rows.map(({ id }) => id)).toEqual(["one-i"]);
    });

    test("holds what is ahead by its time, each once, however it is cut, while others come between", async () => {
      const { store } = stage;
      const set = async (id: string, hours: number, made = morning) => {
        await drafted(store, id, "x", made);
        await store.decide([id], always(approval("x", morning + hours * hourMs)), made, editor);
      };
      await set("third", 3);
      await set("first", 1, morning + 1);
      await set("same-younger", 2, morning + 2);
      await set("same-older", 2, morning);
      await drafted(store, "untimed-b", "x", morning + 5);
      await drafted(store, "untimed-a", "x", morning + 4);
      await set("held", 2, morning);
      const hold = await store.claim("held", null, "desk-1/4242/777", morning);
      await store.move("held", hold?.lease.token ?? "", plain("hold"), morning, "w");
      const ahead: TimeQuestion = { states: ["draft", "approved", "held"], untimed: "last" };
      const timed = ["first", "same-older", "held", "same-younger", "third"];
      const untimed = ["untimed-a", "untimed-b"];
      for (const limit of [1, 2, 3, 4, 9]) {
        expect(await cut(ahead, limit)).toEqual([...timed, ...untimed]);
        expect(await cut({ ...ahead, untimed: "first" }, limit)).toEqual([...untimed, ...timed]);
      }
      expect(await cut({ ...ahead, account: "instagram" }, 2)).toEqual([]);
      const { rows, next } = await store.pages.byTime(ahead, null, 2);
      await set("before", 1.5);
      await set("between", 2.5);
      expect([...rows, ...(await store.pages.byTime(ahead, next, 9)).rows]).toEqual([...timed.toSpliced(4, 0, "between"), ...untimed]);
    });

    async function cut(question: TimeQuestion, limit: number): Promise<readonly string[]> {
      const read: string[] = [];
      for (let after: TimePlace | null = null; ; ) {
        const page: Awaited<ReturnType<typeof stage.store.pages.byTime>> = await stage.store.pages.byTime(question, after, limit);
        read.push(...page.rows);
        after = page.next;
        if (after === null) return read;
      }
    }

    test("tells what an account has in a stretch of time, what came out of late, and what is half-sent", async () => {
      const { store } = stage;
      for (const [id, hours] of [
        ["later", 2],
        ["sooner", 1],
        ["beyond", 9],
      ] as const)
        await approved(store, id, "x", morning + hours * hourMs);
      await approved(store, "elsewhere", "instagram", morning + hourMs);
      const span = { account: "x", states: ["approved", "draft"], from: morning, until: morning + 9 * hourMs } as const;
      const [first] = await store.pages.placed(span, null, 1);
      expect(first).toEqual({ id: "sooner", time: morning + hourMs });
      expect(await store.pages.placed(span, first ?? null, 9)).toEqual([{ id: "later", time: morning + 2 * hourMs }]);

      const claimed = await store.claim("sooner", null, "desk-1/4242/777", morning);
      await store.move("sooner", claimed?.lease.token ?? "", plain("publish"), morning + hourMs, "w");
      expect(await store.pages.outSince("x", morning)).toEqual(["sooner"]);
      expect(await store.pages.outSince("x", morning + hourMs)).toEqual([]);

      await drafted(store, "changed", "x");
      await store.decide(["changed"], always(plain("edit", { plan: (await store.view("later"))?.post.plan ?? null })), morning, editor);
      await store.decide(["later"], always(plain("schedule", { dueAt: null })), morning, editor);
      expect((await store.pages.rests("approved", null, 9)).rows).toEqual(["later"]);
      expect((await store.pages.rests("draft", null, 9)).rows).toEqual(["changed"]);
    });

    test("tells of a long queue the neighbours that come first", async () => {
      for (let index = 0; index < 203; index += 1) await approved(stage.store, `n-${index}`, "x", morning + (203 - index) * hourMs);
      const near = (await stage.store.neighbours("x", morning)).map(({ id }) => id);
      expect(near).toHaveLength(200);
      expect(new Set(near)).toEqual(new Set(Array.from({ length: 200 }, (_, index) => `n-${index + 3}`)));
    });

    test("shows posts as the store does, without the calendar beside them", async () => {
      for (const id of ["one", "two"]) await approved(stage.store, id);
      const whole = await stage.store.views(["two", "one"]);
      expect(whole.map(({ taken }) => taken)).toEqual([[morning], [morning]]);
      expect(await stage.store.pages.views(["two", "gone", "one"])).toEqual(whole.map((view) => ({ ...view, taken: [] })));
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
