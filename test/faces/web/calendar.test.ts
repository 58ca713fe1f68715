import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../../../src/desk/desk.ts";
import { pause } from "../../../src/desk/pause.ts";
import type { Settings } from "../../../src/settings/settings.ts";
import { approveFor, drafts, viewOf } from "../../support/desk-posts.ts";
import { visitDesk, wordsIn } from "../../support/desk-visitor.ts";
import { layPeopleDesk, type PeopleDesk, value } from "../../support/people-desk.ts";
import { sendAll } from "../../support/published.ts";
import { hourMs, minuteMs, morning } from "../../support/store-fixtures.ts";

let place: PeopleDesk;
let desk: Desk;
beforeEach(async () => {
  place = await layPeopleDesk();
  desk = place.desk;
});
afterEach(() => place.remove());

/** The day's part of the page. */
function dayOn(page: string, date: string): string {
  const [, after = ""] = page.split(`datetime="${date}"`);
  return after.split('class="day-name"')[0] ?? "";
}

describe("the calendar", () => {
  it("shows what stands where, free slots, quiet windows, and accounts without a post", async () => {
    const x = await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: Date.UTC(2026, 2, 3, 4) });
    const { text, status } = await visitDesk(desk).get("/calendar");
    expect(status).toBe(200);
    const tuesday = dayOn(text, "2026-03-03");
    expect(wordsIn(tuesday)).toMatch(/09:00 X .*The cabinet approved canal plan 1/);
    expect(tuesday).toContain(`data-post="${x}"`);
    expect(tuesday).not.toContain('data-slot="2026-03-03T04:00:00.000Z" data-account="sandbox-x"');
    expect(tuesday).toContain('data-slot="2026-03-03T08:00:00.000Z" data-account="sandbox-x"');
    expect(wordsIn(tuesday)).toContain("No post yet for sandbox-instagram , sandbox-youtube");
    expect(wordsIn(dayOn(text, "2026-03-04"))).toContain("No post yet.");
    expect(wordsIn(dayOn(text, "2026-03-06"))).toContain("Friday prayers 12:30–14:30");
    expect(dayOn(text, "2026-03-06")).not.toContain('data-slot="2026-03-06T08:00:00.000Z"');
    expect(text).toContain("/calendar?week=2026-W11");
  });

  it("moves a post by its form, to a time of the account's zone or its next free slot, and comes back", async () => {
    const id = await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: Date.UTC(2026, 2, 4, 4) });
    const before = (await viewOf(desk, id)).post;
    const visitor = visitDesk(desk);
    const back = "/calendar?week=2026-W10&account=sandbox-x";
    const moved = await visitor.post(`/posts/${id}/schedule`, { when: "at", at: "2026-03-05T18:30", back });
    expect(moved).toMatchObject({ status: 303, to: `${back}&said=moved` });
    const after = (await viewOf(desk, id)).post;
    expect(after).toMatchObject({ state: "approved", digest: before.digest, scheduledAt: Date.UTC(2026, 2, 5, 13, 30) });
    await visitor.post(`/posts/${id}/schedule`, { when: "at", at: "2026-03-05T08:00:00.000Z", back });
    expect((await viewOf(desk, id)).post.scheduledAt).toBe(Date.UTC(2026, 2, 5, 8));
    await visitor.post(`/posts/${id}/schedule`, { when: "next", back });
    expect((await viewOf(desk, id)).post.scheduledAt).toBe(Date.UTC(2026, 2, 2, 8));
    expect((await visitor.post(`/posts/${id}/schedule`, { when: "next", back: "https://example.org/" })).to).toBe("/?said=moved");
  });

  it("says what stands too close, what is late, and what is under embargo", async () => {
    const one = await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: Date.UTC(2026, 2, 3, 4) });
    const two = await approveFor(desk, (await drafts(desk, { number: 2 }))("x"), { kind: "at", at: Date.UTC(2026, 2, 3, 4, 5) });
    const three = (await drafts(desk, { number: 3, embargo: Date.UTC(2026, 2, 4, 7) }))("x");
    await approveFor(desk, three, { kind: "at", at: Date.UTC(2026, 2, 4, 8) });
    const { text } = await visitDesk(desk).get("/calendar");
    expect(text).toContain(`Too close to <a href="/posts/${two}">`);
    expect(text).toContain(`Too close to <a href="/posts/${one}">`);
    expect(wordsIn(dayOn(text, "2026-03-04"))).toMatch(/12:00 The embargo ends of Canal plan 3 approved/);
    expect(wordsIn(dayOn(text, "2026-03-04"))).toContain("Under embargo until Wed 4 Mar, 12:00");
    expect(text).not.toContain("late-title");
    place.clock.pass(26 * hourMs);
    expect((await visitDesk(desk).get("/calendar?week=2026-W20")).text).toContain("late-title");
  });

  it("shows times in the zone that somebody chose on this browser, and the account's where it differs", async () => {
    await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: Date.UTC(2026, 2, 3, 20) });
    const visitor = visitDesk(desk);
    const chosen = await visitor.post("/calendar/zone", { zone: "Europe/London", back: "/calendar" });
    const cookie = chosen.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/herald-zone=Europe%2FLondon;.*HttpOnly; SameSite=Lax/);
    const { text } = await visitor.get("/calendar", { Cookie: cookie.split(";")[0] ?? "" });
    expect(wordsIn(dayOn(text, "2026-03-03"))).toMatch(/20:00 X .*Wed 4 Mar, 01:00 Asia\/Karachi/);
    expect((await visitor.post("/calendar/zone", { zone: "Mars/Olympus" })).status).toBe(422);
    expect((await visitor.get("/calendar", { Cookie: "herald-zone=Mars%2FOlympus" })).text).toContain('value="Asia/Karachi"');
  });

  it("shows one account alone, as a list too, and passes over addresses that are none", async () => {
    const posts = await drafts(desk);
    await approveFor(desk, posts("x"), { kind: "at", at: Date.UTC(2026, 2, 3, 4) });
    await approveFor(desk, posts("instagram"), { kind: "at", at: Date.UTC(2026, 2, 3, 5) });
    const { text } = await visitDesk(desk).get("/calendar?account=sandbox-x&view=list");
    expect(text).toContain("days-list");
    expect(text).toContain(posts("x"));
    expect(text).not.toContain(posts("instagram"));
    const odd = await visitDesk(desk).get("/calendar?week=2026-W60&account=nobody&view=circle");
    expect(odd.text).toContain('<time datetime="2026-03-02">');
  });

  it("offers a writer no move", async () => {
    const id = await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: Date.UTC(2026, 2, 3, 4) });
    const { text } = await visitDesk({ ...desk, actor: { id: "wali", role: "writer" } }).get("/calendar");
    expect(text).toContain(id);
    expect(text).not.toContain("data-post");
    expect(text).not.toContain("/schedule");
  });
});

describe("the queue", () => {
  /** One post a day on X. */
  function withBudget(settings: Settings): Settings {
    return { ...settings, accounts: settings.accounts.map((one) => (one.platform === "x" ? { ...one, budget: { postsPerDay: 1 } } : one)) };
  }

  it("lists all that is approved or under way by time, an account's alone, and what stands still", async () => {
    const posts = await drafts(desk);
    await approveFor(desk, posts("instagram"), { kind: "at", at: morning + 3 * hourMs });
    await approveFor(desk, posts("x"), { kind: "at", at: morning + 2 * hourMs });
    await approveFor(desk, posts("youtube-community"), { kind: "now" });
    await sendAll(desk, posts("youtube-community"));
    const all = wordsIn((await visitDesk(desk).get("/queue")).text);
    const order = ["youtube-community", "x", "instagram"] as const;
    const places = order.map((platform) => all.indexOf(posts(platform)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    value(await pause(desk, "sandbox-x", "Wrong figures.", null));
    const { text } = await visitDesk(desk).get("/queue?account=sandbox-x");
    expect(wordsIn(text)).toContain("Stands still: Wrong figures.");
    expect(text).not.toContain(posts("instagram"));
  });

  it("says what was put off, and why", async () => {
    desk = { ...desk, settings: withBudget(desk.settings) };
    const id = await approveFor(desk, (await drafts(desk))("x"), { kind: "at", at: morning + minuteMs });
    const reason = "The account's budget of 1 post a day is used up. It waits until tomorrow.";
    const change = {
      transition: "schedule",
      set: { scheduledAt: morning + 30 * hourMs, dueAt: morning + 30 * hourMs },
      note: { reason },
    } as const;
    const admit = () => {
      // The store goes by this machine's clock, and no longer asks for places of days that are past.
      const booking = { day: "2099-03-03", posts: 1, microCents: 0 };
      return { kind: "postpone", change, booking, until: morning + 30 * hourMs, reason } as const;
    };
    await desk.store.begin(id, "desk-1/1/1", morning + minuteMs, admit);
    expect(wordsIn((await visitDesk(desk).get("/queue")).text)).toContain(`Put off: ${reason.replaceAll("'", "&#39;")}`);
  });
});
