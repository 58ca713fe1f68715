import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Somebody, type Stage } from "../../support/desk-stage.ts";
import { until } from "../../support/herald.ts";

const story = (place: string, sum = "1.1") => `---
title: ${place} to have a library
date: 2026-11-18
---

The council of ${place} set aside Rs. ${sum} billion for a public library on Tuesday. Its doors open in July.

Teachers of ${place} had asked for one since 2019.
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
afterEach(() => {
  stage.standIns.faults.clear();
  expect(stage.complaints.splice(0)).toEqual([]);
});

const see = (page: Page, words: string) => page.getByText(words).first().waitFor();
const post = async (id: string) => (await stage.command("show", id))[0];
const becomes = (id: string, state: string) => until(`${id} is ${state}`, async () => (await post(id))?.state === state);
const readers = (words: string) => stage.standIns.readers().flatMap(({ parts }) => parts.filter(({ text }) => text.includes(words)));

/** A post on X that is out. */
async function out(place: string, sum: string): Promise<{ readonly id: string; readonly story: string }> {
  const id = (await stage.add(`${place}.md`, story(place, sum)))("x");
  await stage.command("approve", id, "--now");
  await becomes(id, "published");
  return { id, story: (await post(id))?.summaryId ?? "" };
}

/** Whether the answer to it was lost, and X can't tell. */
async function inDoubt(place: string): Promise<string> {
  const { faults } = stage.standIns;
  faults.add({ host: "api.x.com", method: "POST", path: "/2/tweets", before: "cut" });
  faults.add({ host: "api.x.com", method: "GET", path: /\/tweets$/, times: Infinity, before: 403 });
  const id = (await stage.add(`${place}.txt`, `The council of ${place} will mend 26 wells.\n`))("x");
  await stage.command("approve", id, "--now");
  await becomes(id, "held");
  faults.clear();
  await stage.home.json(["resume", "x"]);
  return id;
}

describe.each([
  { way: "with script, on a desk", script: true, phone: false, mark: "Desk" },
  { way: "without script, on a phone", script: false, phone: true, mark: "Phone" },
])("$way", ({ script, phone, mark }) => {
  const place = (name: string) => `${name} ${mark}`;
  const visit = async (who: Somebody, path: string) => {
    const page = await stage.open(who, { script, phone });
    await page.goto(`${stage.origin}${path}`);
    return page;
  };
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
  const unfold = (page: Page, name: string) => page.locator("summary").filter({ hasText: name }).first().click();
  const draft = async (name: string) => (await stage.add(`${name}-${mark}.md`, story(place(name))))("x");

  it("approves for a time, moves it, takes the approval back, asks for changes and rejects", async () => {
    const id = await draft("Abbottabad");
    const page = await visit("editor", `/posts/${id}`);
    const time = page.locator("#approve input[name=at]");
    await time.fill("2031-03-04T09:30");
    if (!script) {
      await press(page, "Approve what you see");
      await see(page, "A time is given, and another choice is made.");
      await page.getByRole("radio", { name: "At" }).check();
      await time.fill("2031-03-04T09:30");
    }
    await press(page, "Approve what you see");
    await see(page, "Approved.");
    expect(await post(id)).toMatchObject({ state: "approved", scheduledAt: "2031-03-04T04:30:00.000Z" });

    await page.getByLabel("Move to").fill("2031-03-05T10:00");
    await press(page, "Move");
    await see(page, "It has a new time.");
    expect(await post(id)).toMatchObject({ state: "approved", scheduledAt: "2031-03-05T05:00:00.000Z" });
    await press(page, "Take the approval back");
    await see(page, "The approval is taken back.");

    await unfold(page, "Ask for changes");
    await page.getByLabel("What should change").fill("Name the street.");
    await press(page, "Ask for changes");
    await see(page, "Name the street.");
    await unfold(page, "Reject");
    await page.getByLabel("Reason").fill("Old news.");
    await press(page, "Reject");
    await see(page, "Rejected.");
    expect(await post(id)).toMatchObject({ state: "rejected" });
    await page.context().close();
  });

  it("keeps an edit, and shows what stands against it", async () => {
    const id = await draft("Bannu");
    const page = await visit("writer", `/posts/${id}`);
    const words = page.locator("textarea[name=text]").first();
    await words.fill(`${await words.inputValue()} It cost 99 lives.`);
    await press(page, "Keep these words");
    await see(page, "Your words are kept.");
    await page.locator(".finding-stop").getByText("99").first().waitFor();
    await page.context().close();
  });

  it("moves a post from the calendar to the next free slot", async () => {
    const id = await draft("Chaman");
    await stage.command("approve", id, "--at", "2031-03-04T09:31");
    const page = await visit("editor", "/calendar?week=2031-W10");
    const slip = page.locator(`[data-post="${id}"]`);
    await slip.locator("summary").click();
    await slip.getByRole("button", { name: "Next free slot" }).click();
    await see(page, "It has a new time.");
    expect((await post(id))?.scheduledAt).not.toContain("2031");
    await stage.command("cancel", id);
    await page.context().close();
  });

  it("hands off: one takes it, the other sees it taken, and its address is kept", async () => {
    const id = (await stage.add(`hand-off-${mark}.md`, story(place("Dadu"))))("youtube");
    await stage.command("approve", id, "--now");
    await becomes(id, "waiting");
    const [mine, theirs] = [await visit("editor", "/hand-offs"), await visit("publisher", "/hand-offs")];
    const own = mine.locator(`#${id}`);
    await own.getByRole("button", { name: "I am posting this" }).click();
    await own.getByText("You said that you are posting it.").waitFor();
    await theirs.reload();
    const other = theirs.locator(`#${id}`);
    await other.getByText("is posting it; it is theirs until").waitFor();
    expect(await other.getByRole("button", { name: "I am posting this" }).count()).toBe(0);

    expect(await own.getByRole("link", { name: "Open the composer" }).getAttribute("href")).toContain("https://www.youtube.com/");
    expect(await own.getByRole("link", { name: "Share to WhatsApp" }).getAttribute("href")).toContain("https://wa.me/?text=");
    const saving = mine.waitForEvent("download");
    await own.getByRole("link", { name: "Save the picture" }).click();
    expect((await saving).suggestedFilename()).toMatch(/\.jpg$/);
    await own.getByLabel("Address of the post").fill("https://example.org/not-there");
    await own.getByRole("button", { name: "Posted", exact: true }).click();
    await mine.getByRole("alert").waitFor();
    await mine.goto(`${stage.origin}/hand-offs`);
    await own.getByLabel("Address of the post").fill(`https://www.youtube.com/post/Ugkx${(script ? "A" : "B").repeat(32)}`);
    await own.getByRole("button", { name: "Posted", exact: true }).click();
    await see(mine, "Noted. Thank you.");
    expect(await post(id)).toMatchObject({ state: "published", url: expect.stringContaining("Ugkx") });
    await Promise.all([mine.context().close(), theirs.context().close()]);
  });

  it("settles a doubt in plain words: readers don't see it, so it is sent again", async () => {
    const name = place("Ghotki");
    const id = await inDoubt(name);
    const page = await visit("editor", `/posts/${id}`);
    await page.getByRole("link", { name: "See what can be done" }).click();
    const doubt = page.locator(".case").filter({ hasText: id });
    await doubt.getByRole("heading", { name: "Is it out, or not?" }).waitFor();
    expect(readers(name)).toEqual([]);
    await doubt.getByRole("button", { name: "Readers don't see it" }).click();
    await see(page, "Noted. Herald goes on from there.");
    await becomes(id, "published");
    expect(readers(name)).toHaveLength(1);
    await page.context().close();
  });

  it("corrects what readers saw, and withdraws the story", async () => {
    const name = place("Hala");
    const [was, is] = script ? ["1.1", "1.2"] : ["2.1", "2.2"];
    const { id, story: summary } = await out(name, was);
    const page = await visit("publisher", `/summaries/${summary}`);
    await unfold(page, "Change the story");
    const text = page.locator("textarea[name=text]");
    await text.fill((await text.inputValue()).replace(was, is));
    await press(page, "Change it");
    await see(page, "The story is changed");
    await page.goto(`${stage.origin}/posts/${id}`);
    await press(page, "Correct it");
    await see(page, "The correction is drafted");
    const correction = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await press(page, "Approve what you see");
    await see(page, "Approved.");
    await becomes(correction, "published");
    expect(readers(`It should be “Rs. ${is} billion”`)[0]?.text).toContain(`we wrote “Rs. ${was} billion”`);

    await page.goto(`${stage.origin}/summaries/${summary}`);
    await unfold(page, "Withdraw the story");
    await page.getByLabel("Reason").fill("The council took it back.");
    await press(page, "Withdraw the story");
    await see(page, "The story is withdrawn.");
    await page.goto(`${stage.origin}/posts/${id}`);
    await see(page, "What readers see of it is to be deleted.");
    await press(page, "Approve the deletion");
    await see(page, "Approved.");
    await becomes(id, "withdrawn");
    expect(readers(`council of ${name}`)).toEqual([]);
    await page.context().close();
  });

  it("pauses everything from any page, and only a publisher lets it go on", async () => {
    const page = await visit("writer", "/queue");
    await unfold(page, "Pause everything");
    await page.getByLabel("Why? (optional)").fill(`Flood ${mark}`);
    await page.locator(".brake").getByRole("button", { name: "Pause everything" }).click();
    await see(page, "Everything is paused; nothing goes out.");
    expect(new URL(page.url()).pathname).toBe("/queue");
    expect(await page.getByRole("button", { name: "Resume" }).count()).toBe(0);
    const publisher = await visit("publisher", "/me");
    await see(publisher, `Flood ${mark}`);
    await press(publisher, "Resume");
    await see(publisher, "It goes on.");
    await page.reload();
    expect(await page.locator(".banner-stop").count()).toBe(0);
    await Promise.all([page.context().close(), publisher.context().close()]);
  });
});
