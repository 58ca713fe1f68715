import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "../../support/desk-stage.ts";

const story = (place: string) => `---
title: ${place} to have a bus of its own
date: 2026-11-18
---

The transport department will run 14 buses between ${place} and the district hospital from January, its secretary said.

Fares are to be Rs. 30, and half of that for students.
`;

const inUrdu = `---
title: ضلعے کو اپنی بس ملے گی
date: 2026-11-18
---

محکمہ ٹرانسپورٹ جنوری سے ضلعی ہسپتال تک 14 بسیں چلائے گا، سیکرٹری نے بتایا۔ کرایہ 30 روپے ہوگا اور طلبہ کے لیے اس کا نصف۔
`;

let stage: Stage;
/** On Instagram two people must agree. */
const twoPeople = (yaml: string) => yaml.replace(/(budget: \{ postsPerDay: 10 \}\s+approval: )\{ people: 1 \}/, "$1{ people: 2 }");
beforeAll(async () => {
  stage = await openStage(twoPeople);
});
afterAll(() => stage?.close());
afterEach(() => expect(stage.complaints.splice(0)).toEqual([]));

const see = (page: Page, words: string) => page.getByText(words).first().waitFor();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const stateOf = async (id: string) => (await stage.command("show", id))[0]?.state;

async function openPost(page: Page, id: string): Promise<void> {
  await page.goto(`${stage.origin}/posts/${id}`);
}

describe("a draft that waits", () => {
  it("is approved from the inbox in three actions, by the words that are seen", async () => {
    const id = (await stage.add("larkana.md", story("Larkana")))("x");
    const page = await stage.open("editor");
    await page.goto(stage.origin);
    await page.getByRole("listitem").filter({ hasText: "Larkana" }).getByRole("link", { name: "X", exact: true }).click();
    await press(page, "Approve what you see");
    await see(page, "Approved.");
    expect(await stateOf(id)).toBe("approved");
    await page.context().close();
  });

  it("is approved by keys alone", async () => {
    const id = (await stage.add("mastung.md", story("Mastung")))("x");
    const page = await stage.open("editor");
    await page.goto(`${stage.origin}/?account=x&q=Mastung`);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/posts/${id}`);
    // A key that a button is reached by arrives as a character with Alt, which Playwright's own keyboard doesn't send.
    const devtools = await page.context().newCDPSession(page);
    const altA = { text: "a", unmodifiedText: "a", key: "a", code: "KeyA", windowsVirtualKeyCode: 65, modifiers: 1 };
    await devtools.send("Input.dispatchKeyEvent", { type: "keyDown", ...altA });
    await see(page, "Approved.");
    expect(await stateOf(id)).toBe("approved");
    await page.context().close();
  });

  it("is approved with others at once, or none of them is and each says why", async () => {
    const ids = await stage.add("nushki.md", story("Nushki"));
    const page = await stage.open("editor");
    await page.goto(`${stage.origin}/?q=Nushki`);
    await page.getByRole("checkbox", { name: `Choose X, ${ids("x")}` }).check();
    await page.getByRole("checkbox", { name: `Choose YouTube Community, ${ids("youtube")}` }).check();
    await stage.command("reject", ids("youtube"), "--reason", "too long");
    await press(page, "Approve the chosen ones");
    await see(page, "Nothing was approved.");
    expect(await stateOf(ids("x"))).toBe("draft");
    await page.goto(`${stage.origin}/?q=Nushki`);
    await page.getByRole("checkbox", { name: `Choose X, ${ids("x")}` }).check();
    await press(page, "Approve the chosen ones");
    await see(page, "Approved, each for the next free slot");
    expect(await stateOf(ids("x"))).toBe("approved");
    await page.context().close();
  });

  it("is judged while somebody types, and can't be approved before the words are kept", async () => {
    const id = (await stage.add("okara.md", story("Okara")))("x");
    const page = await stage.open("editor");
    await openPost(page, id);
    await page.evaluate("window.isTheSamePage = true");
    const words = page.locator("textarea[name=text]").first();
    const before = await words.inputValue();
    const length = page
      .locator(".facts")
      .getByText(/of 280/)
      .first();
    const counted = await length.textContent();

    await words.fill(`${before.replace("14 buses", "41 buses")}`);
    await page.locator(".finding-stop").getByText("41").first().waitFor();
    await see(page, "These words are not kept yet.");
    await words.fill(`${before} Students pay half.`);
    await page.locator(".finding-stop").waitFor({ state: "detached" });
    expect(await length.textContent()).not.toBe(counted);
    expect(await page.locator(".reader").textContent()).toContain("Students pay half.");
    expect(await page.evaluate("window.isTheSamePage")).toBe(true);

    await press(page, "Approve what you see");
    await page.getByRole("alert").waitFor();
    expect(await stateOf(id)).toBe("draft");
    await openPost(page, id);
    await words.fill(`${before} Students pay half.`);
    await press(page, "Keep these words");
    await see(page, "Your words are kept.");
    await press(page, "Approve what you see");
    await see(page, "Approved.");
    await page.context().close();
  });

  it("links each number to where the source has it", async () => {
    const id = (await stage.add("panjgur.md", story("Panjgur")))("x");
    const page = await stage.open("writer");
    await openPost(page, id);
    await page.locator(".evidence").getByRole("link", { name: "14", exact: true }).click();
    expect(await page.locator("mark:target").textContent()).toBe("14");
    expect(await page.getByRole("button", { name: "Approve what you see" }).count()).toBe(0);
    await page.context().close();
  });

  it("reads from right to left in Urdu, on a phone that never scrolls sideways", async () => {
    const id = (await stage.add("bus-ur.md", inUrdu))("x");
    const page = await stage.open("editor", { phone: true });
    await openPost(page, id);
    const texts = "textarea[name=text], .reader .text, .source-text p";
    const sides = await page.evaluate<string[]>(`[...document.querySelectorAll("${texts}")].map((one) => getComputedStyle(one).direction)`);
    expect(new Set(sides)).toEqual(new Set(["rtl"]));
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await page.evaluate("getComputedStyle(document.documentElement).direction")).toBe("ltr");
    await page.context().close();
  });
});

describe("an approval", () => {
  it("needs two different people where the account asks for two", async () => {
    const id = (await stage.add("quetta.md", story("Quetta")))("instagram");
    const [first, second] = [await stage.open("editor"), await stage.open("publisher")];
    await openPost(first, id);
    await see(first, "0 of 2 agree");
    await press(first, "Approve what you see");
    await see(first, "1 of 2 agree");
    await press(first, "Approve what you see");
    await first.getByRole("alert").waitFor();
    expect(await stateOf(id)).toBe("draft");
    await openPost(second, id);
    await press(second, "Approve what you see");
    await see(second, "Approved.");
    expect(await stateOf(id)).toBe("approved");
    await Promise.all([first.context().close(), second.context().close()]);
  });

  it("of words that changed meanwhile is refused, and what changed is shown", async () => {
    const id = (await stage.add("rohri.md", story("Rohri")))("x");
    const [editor, writer] = [await stage.open("editor"), await stage.open("writer")];
    await Promise.all([openPost(editor, id), openPost(writer, id)]);
    const words = writer.locator("textarea[name=text]").first();
    await words.fill((await words.inputValue()).replace("will run 14 buses", "will run just 14 buses"));
    await press(writer, "Keep these words");
    await see(writer, "Your words are kept.");

    await press(editor, "Approve what you see");
    await see(editor, "What changed since you saw it");
    expect(await editor.locator(".changes ins").allTextContents()).toEqual([expect.stringContaining("just")]);
    expect(await stateOf(id)).toBe("draft");
    await press(editor, "Approve what you see");
    await see(editor, "Approved.");

    await openPost(writer, id);
    await words.fill((await words.inputValue()).replace("just 14", "14"));
    await press(writer, "Keep these words");
    await see(writer, "Your words are kept.");
    expect(await stateOf(id)).toBe("draft");
    await Promise.all([editor.context().close(), writer.context().close()]);
  });
});

describe("an approved post in the calendar", () => {
  const nextMonday = () => {
    const today = Temporal.Now.plainDateISO("Asia/Karachi");
    return today.add({ days: 8 - today.dayOfWeek });
  };
  /** The clock that the slip shows, once the page has come back. */
  const timeOf = async (page: Page, id: string) => {
    await see(page, "It has a new time.");
    return page.locator(`[data-post="${id}"] .slip-head time`).getAttribute("datetime");
  };

  it("is moved by dragging and by keys to a free slot of its account", async () => {
    const id = (await stage.add("sukkur.md", story("Sukkur")))("x");
    const monday = nextMonday();
    await stage.command("approve", id, "--at", `${monday}T09:00`);
    const page = await stage.open("editor");
    const week = `${monday.yearOfWeek}-W${String(monday.weekOfYear).padStart(2, "0")}`;
    await page.goto(`${stage.origin}/calendar?week=${week}&account=x`);
    const slip = page.locator(`[data-post="${id}"]`);
    await slip.locator(".slip-words").dragTo(page.locator('[data-slot][data-account="x"]').nth(1));
    expect(await timeOf(page, id)).toBe(`${monday}T13:30:00.000Z`);

    await slip.getByRole("button", { name: "By keys" }).focus();
    await page.keyboard.press("Enter");
    await see(page, "Chosen: arrow keys");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    // By a selector: a function that is asked again and again would be evaluated in the page, which its policy forbids.
    await page.locator(`[data-post="${id}"][data-at^="${monday.add({ days: 1 })}"]`).waitFor({ state: "attached" });
    expect(await timeOf(page, id)).toBe(`${monday.add({ days: 1 })}T04:00:00.000Z`);
    expect(await stateOf(id)).toBe("approved");
    await page.context().close();
  });
});
