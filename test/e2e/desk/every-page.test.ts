import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { silentLog } from "../../../src/edge/log.ts";
import { deskRoutes } from "../../../src/faces/web/desk.ts";
import { openDoor } from "../../../src/faces/web/open-door.ts";
import { openStage, type Somebody, type Stage } from "../../support/desk-stage.ts";
import { type Filled, fillStage } from "../../support/full-stage.ts";
import { layDesk } from "../../support/model-desk.ts";

const output = join(import.meta.dirname, "..", "output", "desk");

let stage: Stage;
let filled: Filled;
beforeAll(async () => {
  mkdirSync(output, { recursive: true });
  stage = await openStage();
  filled = await fillStage(stage);
});
afterAll(() => stage?.close());

/** A page as the test opens it. */
interface Sight {
  readonly name: string;
  readonly address: () => string | Promise<string>;
  readonly who?: Somebody | null;
}

const invitation = async () => new URL(String((await stage.home.json(["user", "invite", "wali"])).link)).pathname;

/** Every page of the desk, by its route; a route that answers no page is "no page". */
const sights: Readonly<Record<string, readonly Sight[] | "no page">> = {
  "/": [
    { name: "inbox", address: () => "/", who: "editor" },
    { name: "inbox-none", address: () => "/?q=nothing+of+the+kind" },
  ],
  "/summaries/new": [{ name: "new-summary", address: () => "/summaries/new", who: "writer" }],
  "/summaries/:id": [{ name: "story", address: () => `/summaries/${filled.story}` }],
  "/posts/:id": [
    { name: "draft", address: () => `/posts/${filled.draft}`, who: "publisher" },
    { name: "draft-urdu", address: () => `/posts/${filled.urdu}` },
    { name: "published", address: () => `/posts/${filled.published}`, who: "publisher" },
    { name: "held", address: () => `/posts/${filled.held}` },
    { name: "no-such-post", address: () => "/posts/none" },
  ],
  "/calendar": [
    { name: "calendar", address: () => "/calendar" },
    { name: "calendar-list", address: () => "/calendar?view=list" },
  ],
  "/queue": [{ name: "queue", address: () => "/queue" }],
  "/hand-offs": [{ name: "hand-offs", address: () => "/hand-offs", who: "editor" }],
  "/trouble": [{ name: "trouble", address: () => "/trouble" }],
  "/results": [{ name: "results", address: () => "/results" }],
  "/accounts": [{ name: "accounts", address: () => "/accounts", who: "admin" }],
  "/webhooks": [{ name: "webhooks", address: () => "/webhooks", who: "admin" }],
  "/keys": [{ name: "keys", address: () => "/keys", who: "admin" }],
  "/people": [{ name: "people", address: () => "/people", who: "admin" }],
  "/record": [
    { name: "record", address: () => "/record", who: "admin" },
    { name: "record-verified", address: () => "/record?verify=yes", who: "admin" },
  ],
  "/me": [{ name: "me", address: () => "/me" }],
  "/sign-in": [{ name: "sign-in", address: () => "/sign-in", who: null }],
  "/invitation/:token": [
    { name: "invitation", address: invitation, who: null },
    { name: "invitation-over", address: () => "/invitation/none", who: null },
  ],
  "/pictures/:file{[0-9a-f]{64}\\.jpg}": "no page",
  "/calendar/:file{[A-Za-z0-9_-]+\\.ics}": "no page",
  "/accounts/callback": "no page",
  "/record.jsonl": "no page",
  "/keys/openapi.json": "no page",
  "/results.csv": "no page",
  "/results/comparison.csv": "no page",
};

/** What stands outside the window, with everything that can be seen there. */
const outside = `[...document.querySelectorAll("a, button, input, select, textarea, summary, p")].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  return width > 1 && (left < 0 || right > innerWidth) && !one.closest(".skip, .table, .swipe");
}).map((one) => "outside the window: " + one.outerHTML.slice(0, 120))`;

async function faults(page: Page): Promise<readonly string[]> {
  // No page has a frame: the mode for those opens a second page each time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    ...(await page.evaluate<readonly string[]>(outside)),
    ...(wide > (page.viewportSize()?.width ?? 0) ? [`it is ${wide} pixels wide`] : []),
  ];
}

const all = Object.values(sights).flatMap((sight) => (sight === "no page" ? [] : sight));

it("knows every page that the desk answers", async () => {
  const { desk, remove } = await layDesk();
  const site = { desk, door: openDoor(desk.actor), log: silentLog, origin: () => "http://127.0.0.1" };
  const pages = deskRoutes(site).table.flatMap(({ method, path }) => (method === "GET" ? [path] : []));
  await remove();
  expect(Object.keys(sights).toSorted()).toEqual(pages.toSorted());
});

const inTheDark = ["inbox", "draft", "calendar"];

/** Pictures for people, who ask for them by `HERALD_SHOTS=yes`: no test looks at them. */
const areWanted = process.env.HERALD_SHOTS === "yes";

/** The whole page at once: what sticks to the window's edge would cover its middle otherwise. */
async function shoot(page: Page, name: string): Promise<void> {
  if (!areWanted) return;
  const window = page.viewportSize() ?? { width: 0, height: 0 };
  const height = Number(await page.evaluate("document.documentElement.scrollHeight"));
  await page.setViewportSize({ ...window, height: Math.max(height, window.height) });
  await page.screenshot({ path: join(output, `${name}.png`) });
  await page.setViewportSize(window);
}

const openAll = `for (const details of document.querySelectorAll("details")) details.open = true`;

/** On a desk it is judged in light as it opens; on a phone in the dark, with everything open that can be opened. */
async function look(page: Page, { name, address }: Sight, size: "desktop" | "phone"): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${stage.origin}${await address()}`);
  await shoot(page, `${name}-${size}-light`);
  if (size === "phone" || inTheDark.includes(name)) await page.emulateMedia({ colorScheme: "dark" });
  if (inTheDark.includes(name)) await shoot(page, `${name}-${size}-dark`);
  if (size === "phone") await page.evaluate(openAll);
  return (await faults(page)).map((fault) => `${name}, ${size}: ${fault}`);
}

it.concurrent.each(["desktop", "phone"] as const)(
  "shuts nobody out of any page, and lets nothing stick out of it: %s",
  async (size) => {
    const found: string[] = [];
    for (const [who, sights] of Map.groupBy(all, ({ who = "publisher" }) => who)) {
      const page = await stage.open(who, { phone: size === "phone" });
      for (const sight of sights) found.push(...(await look(page, sight, size)));
      await page.context().close();
    }
    expect([...found, ...stage.complaints]).toEqual([]);
  },
  240_000,
);
