import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { calendarOf } from "../../src/desk/calendar.ts";
import { inboxOf } from "../../src/desk/inbox.ts";
import { queueOf, queueStates } from "../../src/desk/queue.ts";
import { timeCursorOf, timePlaceIn } from "../../src/desk/time-cursor.ts";
import { weekAt } from "../../src/desk/week.ts";
import type { Store } from "../../src/storage/store.ts";
import { layDesk } from "../support/model-desk.ts";
import { always, approval, draftOf, editor, hourMs, summaryOf } from "../support/store-fixtures.ts";

let laid: Awaited<ReturnType<typeof layDesk>>;
beforeEach(async () => {
  laid = await layDesk();
});
afterEach(() => laid.remove());

const account = "sandbox-x";

/** So many posts of one story, the later made the earlier to go out; every second one is approved. */
async function fill(count: number): Promise<void> {
  const { store, clock } = laid.desk;
  const ids = Array.from({ length: count }, (_, index) => `p-${String(index).padStart(4, "0")}`);
  const content = { parts: [{ text: "The authority repaired 12 canals.", media: [] }] };
  await store.add(
    summaryOf("many"),
    ids.map((id) => draftOf(id, account, content)),
    clock.now(),
    editor,
  );
  for (const [index, id] of ids.entries())
    if (index % 2 === 0)
      await store.decide([id], always(approval(account, clock.now() + (count - index) * hourMs, content)), clock.now(), editor);
}

test("the queue comes a page at a time, by its time and whole, and states can be looked at by themselves", async () => {
  await fill(410);
  const read: string[] = [];
  let pages = 0;
  for (let next: string | null | undefined; next !== null; pages += 1) {
    const page: Awaited<ReturnType<typeof queueOf>> = await queueOf(laid.desk, {}, next);
    expect(page.isFirst).toBe(next === undefined);
    read.push(...page.posts.map(({ view }) => view.post.id));
    next = page.next;
  }
  const approved = Array.from({ length: 205 }, (_, index) => `p-${String(2 * index).padStart(4, "0")}`);
  expect([read, pages]).toEqual([approved.toReversed(), 2]);
  expect((await queueOf(laid.desk, { state: "draft", account })).posts[0]?.view.post).toMatchObject({ state: "draft", id: "p-0001" });
  expect((await queueOf(laid.desk, { state: "held" })).posts).toEqual([]);
  expect((await queueOf(laid.desk, {}, "nonsense")).isFirst).toBe(true);
});

test("neither the queue, the inbox nor a week reads a whole state", async () => {
  await fill(60);
  const { store } = laid.desk;
  const whole = () => expect.fail("A whole state was read.");
  const views: Store["views"] = (wanted) => ("state" in wanted ? whole() : store.views(wanted));
  const posts: Store["posts"] = (filter) =>
    filter?.summaryId === undefined && filter?.state !== "publishing" ? whole() : store.posts(filter);
  const desk = { ...laid.desk, store: { ...store, views, posts } };
  expect((await queueOf(desk)).posts).toHaveLength(30);
  expect(await inboxOf(desk)).toMatchObject({ drafts: 30, more: 0, page: 1, pages: 1 });
  const { days } = await calendarOf(desk, weekAt(desk.clock.now() + 24 * hourMs, "UTC"));
  expect(days.flatMap(({ items }) => items.filter(({ kind }) => kind === "post")).length).toBeGreaterThan(0);
});

test("a place in the queue comes back from an address as it was, and anything else is none", () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
  const place = fc.record({
    time: fc.option(instant),
    at: instant,
    state: fc.constantFrom(...queueStates),
    ordinal: fc.nat(9999),
    summaryId: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
  });
  fc.assert(
    fc.property(place, (one) => {
      expect(timePlaceIn(timeCursorOf(one), queueStates)).toEqual(one);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(timePlaceIn(text, queueStates)).toBeNull();
    }),
  );
});
