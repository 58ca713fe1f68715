import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pause } from "../../../src/desk/pause.ts";
import { enrolNew } from "../../../src/desk/results-enrol.ts";
import { drafts, viewOf } from "../../support/desk-posts.ts";
import { type Fields, valuesOf } from "../../support/desk-visitor.ts";
import { type FiveVisitors, layFiveVisitors } from "../../support/five-visitors.ts";
import { value } from "../../support/people-desk.ts";
import { postsEverywhere } from "../../support/posts-everywhere.ts";

// London is five hours behind Karachi, whose clocks the house and its accounts go by.
const london = { Cookie: "__Host-herald-zone=Europe%2FLondon" };

let house: FiveVisitors;
const see = async (path: string, headers: Readonly<Record<string, string>> = london) =>
  (await house.ask("admin", path, { headers })).text();
/** Sent from a browser that has chosen no zone: a form says its own. */
const send = (path: string, fields: Fields) => house.ask("admin", path, { method: "POST", fields });

/** The form that leads there, as the page has it. */
function formTo(action: string, page: string): string {
  const [form] = new RegExp(`<form[^>]* action="${action}"[^]*?</form>`).exec(page) ?? [];
  if (form === undefined) throw new Error(`No form leads to ${action}.`);
  return form;
}

const digestIn = (form: string) => /title="([0-9a-f]{64})"/.exec(form)?.[1] ?? "";
const zoneIn = (form: string) => valuesOf(form, "zone")[0] ?? "";

beforeAll(async () => {
  house = await layFiveVisitors();
  await postsEverywhere(house.desk);
  await enrolNew(house.desk);
  value(await pause(house.desk, "sandbox-x", "Its app is renamed.", Date.UTC(2099, 0, 1)));
});
afterAll(() => house.remove());

describe("in the zone that an editor chose", () => {
  it.each(["/me", "/people", "/record", "/accounts", "/queue", "/hand-offs", "/trouble", "/results", "/keys", "/webhooks"])(
    "%s says its times, names the zone, and says none in the house's",
    async (path) => {
      await send("/keys", { name: "cms", owner: "admin", right: ["read"] });
      await send("/webhooks", { url: "http://localhost:9/in", form: "plain" });
      const [here, there] = [await see(path), await see(path, {})];
      expect(here).toContain("Europe/London");
      expect(here).not.toMatch(/\(Asia\/Karachi\)|in Asia\/Karachi/);
      expect(there).toContain("Asia/Karachi");
      expect(there).not.toContain("Europe/London");
    },
  );

  it("a post and its story say theirs, and beside a time to come what the account's clocks show", async () => {
    const [approved] = await house.desk.store.posts({ state: "approved" });
    if (!approved) throw new Error("Nothing is approved.");
    const own = /(?:Goes out|goes out) [^·<]*?, (\d\d):00 \(Europe\/London\) · (\d\d):00 Asia\/Karachi/;
    const [, here = "", there = ""] = own.exec(await see(`/posts/${approved.id}`)) ?? [];
    expect((Number(there) - Number(here) + 24) % 24).toBe(5);
    for (const path of [`/posts/${approved.id}`, `/summaries/${approved.summaryId}`]) {
      const page = await see(path);
      expect(page).toContain("(Europe/London)");
      expect(page).not.toContain("(Asia/Karachi)");
      expect(await see(path, {})).toContain("(Asia/Karachi)");
    }
    const [draft] = await house.desk.store.posts({ state: "draft" });
    expect(await see(`/posts/${draft?.id}`)).toMatch(/class="quiet">[^<]*\(Europe\/London\)/);
  });
});

describe("a time that is typed is read in the zone beside its field", () => {
  it("where a post is approved, and where it is moved", async () => {
    const id = (await drafts(house.desk, { number: 31 }))("x");
    const page = await see(`/posts/${id}`);
    const approve = formTo(`/posts/${id}/approve`, page);
    expect(approve).toContain(`aria-label="At (Europe/London)"`);
    const digest = digestIn(approve);
    expect((await send(`/posts/${id}/approve`, { digest, when: "at", at: "2026-03-20T09:00", zone: zoneIn(approve) })).status).toBe(303);
    expect((await viewOf(house.desk, id)).post.scheduledAt).toBe(Date.UTC(2026, 2, 20, 9));
    const move = formTo(`/posts/${id}/schedule`, await see(`/posts/${id}`));
    await send(`/posts/${id}/schedule`, { when: "at", at: "2026-03-31T09:00", zone: zoneIn(move) });
    expect((await viewOf(house.desk, id)).post.scheduledAt).toBe(Date.UTC(2026, 2, 31, 8));
    const slip = formTo(`/posts/${id}/schedule`, await see("/calendar?week=2026-W14"));
    expect([zoneIn(slip), valuesOf(slip, "at")]).toEqual(["Europe/London", ["2026-03-31T09:00"]]);
    const unchosen = formTo(`/posts/${id}/schedule`, await see("/calendar?week=2026-W14", {}));
    expect([zoneIn(unchosen), valuesOf(unchosen, "at")]).toEqual(["Asia/Karachi", ["2026-03-31T13:00"]]);
  });

  it("and never in a zone that nobody knows", async () => {
    const id = (await drafts(house.desk, { number: 32 }))("x");
    const digest = digestIn(formTo(`/posts/${id}/approve`, await see(`/posts/${id}`)));
    const answer = await send(`/posts/${id}/approve`, { digest, when: "at", at: "2026-03-20T09:00", zone: "Mars/Olympus" });
    expect([answer.status, (await answer.text()).includes("is no time zone that is known here")]).toEqual([422, true]);
    expect((await viewOf(house.desk, id)).post.state).toBe("draft");
    expect((await send("/summaries", { text: "The ministry spoke.", embargo: "2026-03-20T09:00", zone: "Mars/Olympus" })).status).toBe(422);
    expect((await send("/keys", { name: "mars", owner: "admin", right: ["read"], expires: "2026-12-01T09:00", zone: "Mars" })).status).toBe(
      422,
    );
  });

  it("where YouTube's own scheduler was set", async () => {
    const id = (await drafts(house.desk, { number: 33 }))("youtube-community");
    const digest = digestIn(formTo(`/posts/${id}/approve`, await see(`/posts/${id}`)));
    await send(`/posts/${id}/approve`, { digest, when: "at", at: "2026-03-03T09:00", zone: "Europe/London" });
    await send(`/posts/${id}/take`, {});
    const form = formTo(`/posts/${id}/done`, await see("/hand-offs"));
    expect([zoneIn(form), valuesOf(form, "at")]).toEqual(["Europe/London", ["2026-03-03T09:00"]]);
    expect((await send(`/posts/${id}/done`, { how: "scheduled", at: "2026-03-03T09:15", zone: zoneIn(form) })).status).toBe(303);
    expect(await see("/hand-offs")).toContain("Tue 3 Mar, 09:15");
  });

  it("where a summary is brought in and changed, an embargo and an end", async () => {
    expect(zoneIn(formTo("/summaries", await see("/summaries/new")))).toBe("Europe/London");
    const times = { embargo: "2026-03-03T09:00", expires: "2026-07-09T09:00" };
    const text = "The water authority finished the dam at Mithri on Monday. It holds 40,000 acre feet and cost Rs 9 billion.";
    const added = await send("/summaries", { text, ...times, zone: "Europe/London" });
    const path = added.headers.get("location")?.split("?")[0] ?? "";
    const kept = async () => (await house.desk.store.summary(path.slice("/summaries/".length)))?.summary;
    expect(await kept()).toMatchObject({ embargo: Date.UTC(2026, 2, 3, 9), expires: Date.UTC(2026, 6, 9, 8) });
    const form = formTo(path, await see(path));
    expect([zoneIn(form), valuesOf(form, "embargo"), valuesOf(form, "expires")]).toEqual([
      "Europe/London",
      [times.embargo],
      [times.expires],
    ]);
    const version = valuesOf(form, "version")[0] ?? "";
    const same = { text, language: "en", kind: "news", ...times, zone: "Europe/London", version };
    expect(await (await send(path, same)).text()).toContain("Nothing in it is different.");
    const refused = await (await send(path, { ...same, link: "nowhere" })).text();
    expect([zoneIn(formTo(path, refused)), valuesOf(formTo(path, refused), "embargo")]).toEqual(["Europe/London", [times.embargo]]);
    expect((await send(path, { ...same, embargo: "2026-03-04T09:00" })).status).toBe(303);
    expect(await kept()).toMatchObject({ embargo: Date.UTC(2026, 2, 4, 9) });
  });

  it("where a key's end is set, and where a webhook is told again what it was told", async () => {
    const form = formTo("/keys", await see("/keys"));
    await send("/keys", { name: "until", owner: "admin", right: ["read"], expires: "2026-12-01T09:00", zone: zoneIn(form) });
    const key = (await house.desk.store.keys.list()).find(({ name }) => name === "until");
    expect(key?.expiresAt).toBe(Date.UTC(2026, 11, 1, 9));
    expect(zoneIn(formTo('/webhooks/[^"]*/replay', await see("/webhooks")))).toBe("Europe/London");
  });
});
