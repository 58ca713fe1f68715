import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { schedule } from "../../../src/desk/decide.ts";
import type { Desk } from "../../../src/desk/desk.ts";
import { calendarText, folded } from "../../../src/faces/web/ics.ts";
import { approveFor, drafts, viewOf } from "../../support/desk-posts.ts";
import { visitDesk } from "../../support/desk-visitor.ts";
import { comeIn, layPeopleDesk, type PeopleDesk, value } from "../../support/people-desk.ts";
import { contentLines, propertyOf, readCalendar, textOf } from "../../support/read-calendar.ts";
import { hourMs, morning } from "../../support/store-fixtures.ts";

const event = {
  id: "lusab-42",
  account: "x",
  platformName: "X",
  state: "approved",
  at: morning,
  createdAt: 1,
  changedAt: 1,
  revision: 3,
} as const;

describe("a calendar as text", () => {
  it("reads back, whatever the first words are", () => {
    const words = fc.string({ unit: "grapheme", maxLength: 200 });
    fc.assert(
      fc.property(words, (text) => {
        const [one] = readCalendar(calendarText("Republic Policy", [{ ...event, words: text }])).components;
        const kept = text.replaceAll(/[^\P{Cc}\t\n\r]/gu, "").replaceAll(/\r\n?/g, "\n");
        expect(textOf(propertyOf(one, "SUMMARY"))).toBe(`X: ${kept} (approved)`);
      }),
    );
  });

  it("folds at 75 octets without cutting a letter, and says the same unfolded", () => {
    for (const line of ["a".repeat(75), "a".repeat(76), "ریپبلک پالیسی ".repeat(20), "😀".repeat(60)])
      expect(contentLines(`${folded(line)}\r\n`)).toEqual([line]);
    expect(folded("a".repeat(75))).not.toContain("\r\n");
  });
});

describe("the address of a calendar", () => {
  let place: PeopleDesk;
  let desk: Desk;
  beforeEach(async () => {
    place = await layPeopleDesk();
    desk = place.desk;
  });
  afterEach(() => place.remove());

  const addressOn = (page: string) => new URL(/id="feed-address">([^<]+)</.exec(page)?.[1] ?? "no:address").pathname;
  const events = (text: string) => readCalendar(text).components;

  it("is shown once, read by anybody who has it, and kept by its digest only", async () => {
    const id = await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: morning + 5 * hourMs });
    const visitor = visitDesk(desk);
    const path = addressOn((await visitor.post("/calendar/address")).text);
    expect(path).toMatch(/^\/calendar\/[\w-]{43}\.ics$/);
    expect((await visitor.get("/calendar")).text).not.toContain(path);
    const answer = await visitDesk(desk, { isOpen: async () => true, visitor: async () => null }).get(path);
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const [one, ...more] = events(answer.text);
    expect(more).toEqual([]);
    expect(propertyOf(one, "DTSTART")).toBe("20260302T090000Z");
    expect(textOf(propertyOf(one, "SUMMARY"))).toMatch(/^X: The cabinet approved/);
    expect(propertyOf(one, "UID")).toContain(id);
    expect(JSON.stringify(await desk.store.audit.rows({ after: 0, limit: 99 }))).not.toContain(path.slice(10, 53));
  });

  it("names a post alike for ever, and counts its changes", async () => {
    const id = await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: morning + 5 * hourMs });
    const visitor = visitDesk(desk);
    const path = addressOn((await visitor.post("/calendar/address")).text);
    const [before] = events((await visitor.get(path)).text);
    value(await schedule(desk, id, { kind: "at", at: morning + 9 * hourMs }));
    const [after] = events((await visitor.get(path)).text);
    expect(propertyOf(after, "UID")).toBe(propertyOf(before, "UID"));
    expect(Number(propertyOf(after, "SEQUENCE"))).toBeGreaterThan(Number(propertyOf(before, "SEQUENCE")));
    expect(propertyOf(after, "DTSTART")).toBe("20260302T130000Z");
  });

  it("tells nothing of a story under embargo but when, and tells it when the embargo is over", async () => {
    const id = (await drafts(desk, { embargo: morning + 4 * hourMs }))("x");
    await approveFor(desk, id, { kind: "at", at: morning + 5 * hourMs });
    const visitor = visitDesk(desk);
    const path = addressOn((await visitor.post("/calendar/address")).text);
    const [hidden] = events((await visitor.get(path)).text);
    expect(textOf(propertyOf(hidden, "SUMMARY"))).toBe("X: embargoed (approved)");
    expect(JSON.stringify(hidden)).not.toMatch(/canal|cabinet|Mirza/i);
    place.clock.pass(4 * hourMs);
    expect(textOf(propertyOf(events((await visitor.get(path)).text)[0], "SUMMARY"))).toContain("cabinet");
    expect((await viewOf(desk, id)).post.state).toBe("approved");
  });

  it("dies when a new one is made, and when its owner works here no more", async () => {
    const ayesha = await comeIn(desk, "Ayesha", "admin");
    const own: Desk = { ...desk, actor: { id: ayesha.person.id, role: "admin" } };
    const visitor = visitDesk(own);
    const first = addressOn((await visitor.post("/calendar/address")).text);
    const second = addressOn((await visitor.post("/calendar/address")).text);
    expect((await visitor.get(first)).status).toBe(404);
    expect((await visitor.get(second)).status).toBe(200);
    expect((await visitor.get(`/calendar/${"a".repeat(43)}.ics`)).status).toBe(404);
    expect((await visitor.get("/calendar/short.ics")).status).toBe(404);
    value(
      await desk.store.people.decide(
        () => ({ ok: true, value: { what: "disabled", id: ayesha.person.id, set: { active: false } } }),
        morning,
        "x",
      ),
    );
    expect((await visitor.get(second)).status).toBe(404);
  });
});
