import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../../../src/desk/desk.ts";
import { pause } from "../../../src/desk/pause.ts";
import { reportOf } from "../../../src/desk/report.ts";
import { approveFor, drafts, viewOf, youtubePost } from "../../support/desk-posts.ts";
import { type DeskVisitor, visitDesk, wordsIn } from "../../support/desk-visitor.ts";
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

const as = (id: string): DeskVisitor => visitDesk({ ...desk, actor: { id, role: "editor" } });

async function waiting(number = 1): Promise<string> {
  const id = await approveFor(desk, (await drafts(desk, { number }))("youtube-community"), { kind: "now" });
  await sendAll(desk, id);
  return id;
}

async function stateOf(id: string): Promise<string> {
  return (await viewOf(desk, id)).post.state;
}

describe("what is due", () => {
  it("stands there to the letter, with its picture to save, the composer, and WhatsApp, without any script", async () => {
    const id = await waiting();
    const { text } = await as("esha").get("/hand-offs");
    const { plan } = (await viewOf(desk, id)).post;
    const step = plan?.steps.find((one) => "openUrl" in one);
    const body = step && "text" in step ? step.text : "nothing";
    expect(text).toContain(`<p class="copy" id="text-${id}" lang="en">${body.replaceAll("'", "&#39;")}</p>`);
    expect(text).toMatch(
      /<a class="button" href="https:\/\/www\.youtube\.com\/channel\/[^"]+\?show_create_dialog=1" rel="noopener noreferrer"/,
    );
    expect(text).toContain(`https://wa.me/?text=${encodeURIComponent(body).replaceAll("'", "&#39;")}`);
    const [, picture = ""] = /href="(\/pictures\/[0-9a-f]{64}\.jpg\?download)"/.exec(text) ?? [];
    expect(picture).not.toBe("");
    const saved = await as("esha").get(picture);
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment; filename="[0-9a-f]{12}\.jpg"$/);
    expect((await as("esha").get(picture.replace("?download", ""))).headers.get("content-disposition")).toBeNull();
  });

  it("shows others who has taken it, refuses them, and is theirs after a quarter of an hour", async () => {
    const id = await waiting();
    const [esha, emad] = [as("esha"), as("emad")];
    expect(await esha.post(`/posts/${id}/take`)).toMatchObject({ status: 303, to: "/hand-offs?said=taken" });
    expect(wordsIn((await esha.get("/hand-offs")).text)).toContain("You said that you are posting it. It is yours until 09:15.");
    const seen = (await emad.get("/hand-offs")).text;
    expect(wordsIn(seen)).toContain("esha is posting it; it is theirs until 09:15.");
    expect(seen).not.toContain(`/posts/${id}/take`);
    expect(seen).not.toContain("show_create_dialog");
    const refused = await emad.post(`/posts/${id}/take`);
    expect(refused.status).toBe(422);
    expect(wordsIn(refused.text)).toContain("esha is posting it just now.");
    place.clock.pass(15 * minuteMs);
    expect(wordsIn((await emad.get("/hand-offs")).text)).toContain("Look at the channel before you post it.");
    expect((await emad.post(`/posts/${id}/take`)).status).toBe(303);
    expect((await emad.post(`/posts/${id}/give-back`)).to).toBe("/hand-offs?said=givenBack");
    expect(wordsIn((await esha.get("/hand-offs")).text)).not.toContain("emad");
  });

  it("is closed by its address under the person's name; a wrong address leaves it waiting", async () => {
    const id = await waiting();
    const esha = as("esha");
    const wrong = await esha.post(`/posts/${id}/done`, { url: "https://www.youtube.com/watch?v=1" });
    expect(wrong.status).toBe(422);
    expect((await esha.post(`/posts/${id}/done`, { url: "" })).status).toBe(422);
    expect(await stateOf(id)).toBe("waiting");
    expect((await esha.post(`/posts/${id}/done`, { url: youtubePost("a") })).to).toBe("/hand-offs?said=posted");
    const view = await viewOf(desk, id);
    expect(reportOf(desk, view)).toMatchObject({ state: "published", url: youtubePost("a") });
    expect(view.journal.at(-1)).toMatchObject({ by: "esha", transition: "publish" });
  });

  it("says not to post what is paused, and offers nothing to copy then", async () => {
    const id = await waiting();
    value(await pause(desk, null, "Wrong figures.", null));
    const { text } = await as("esha").get("/hand-offs");
    expect(wordsIn(text)).toContain("Do not post this now.");
    expect(text).not.toContain(`id="text-${id}"`);
  });
});

describe("what is early", () => {
  it("is a list with the quarter of an hour to set, and stops the reminders once it is set", async () => {
    const id = await approveFor(desk, (await drafts(desk))("youtube-community"), { kind: "at", at: morning + 2 * hourMs + 3 * minuteMs });
    const esha = as("esha");
    const before = wordsIn((await esha.get("/hand-offs")).text);
    expect(before).toContain("Mon 2 Mar, 11:15");
    expect(before).toContain("rounded up to the next quarter of an hour");
    expect((await esha.post(`/posts/${id}/done`, { how: "unverified" })).status).toBe(422);
    await esha.post(`/posts/${id}/take`);
    const page = (await esha.get("/hand-offs")).text;
    expect(page).toContain('name="at" value="2026-03-02T11:15"');
    await esha.post(`/posts/${id}/done`, { how: "scheduled", at: "2026-03-02T11:15" });
    expect(await stateOf(id)).toBe("published");
    expect(wordsIn((await esha.get("/hand-offs")).text)).toContain("set for Mon 2 Mar, 11:15");
  });
});

describe("what lacks its address", () => {
  it("gets several at once, keeps what was typed where one is wrong, and keeps the right ones", async () => {
    const [one, two, three] = [await waiting(1), await waiting(2), await waiting(3)];
    const esha = as("esha");
    for (const id of [one, two, three]) await esha.post(`/posts/${id}/done`, { how: "unverified" });
    const typed = {
      post: [one, two, three],
      [`url-${one}`]: youtubePost("a"),
      [`url-${two}`]: "https://example.org/",
      [`url-${three}`]: "",
    };
    const answer = await esha.post("/hand-offs/addresses", typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="https://example.org/"');
    expect(answer.text).not.toContain(`url-${one}"`);
    expect(reportOf(desk, await viewOf(desk, one)).url).toBe(youtubePost("a"));
    const again = await esha.post("/hand-offs/addresses", { post: [two, three], [`url-${two}`]: youtubePost("b") });
    expect(again.to).toBe("/hand-offs?said=addresses");
    expect((await esha.get("/hand-offs")).text).toContain(`url-${three}"`);
  });
});

describe("who may", () => {
  it("keeps writers from all of it", async () => {
    const id = await waiting();
    const wali = visitDesk({ ...desk, actor: { id: "wali", role: "writer" } });
    expect((await wali.get("/hand-offs")).status).toBe(403);
    for (const path of [`/posts/${id}/take`, `/posts/${id}/done`, `/posts/${id}/give-back`, "/hand-offs/addresses"])
      expect((await wali.post(path, { url: youtubePost("a") })).status).toBe(403);
    expect(await stateOf(id)).toBe("waiting");
  });
});
