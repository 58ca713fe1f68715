import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentLog } from "../../../src/edge/log.ts";
import { openTemplates } from "../../../src/edge/templates.ts";
import { openDoor } from "../../../src/faces/web/open-door.ts";
import { sandboxPage } from "../../../src/faces/web/sandbox-page.ts";
import { type OpenServer, openServer } from "../../../src/faces/web/server.ts";
import { launchChromium } from "../../support/chromium.ts";
import { layDesk } from "../../support/model-desk.ts";
import { visitQuietly } from "../../support/quiet-visit.ts";
import { sampleSandbox } from "./sandbox-samples.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const templates = openTemplates(join(root, "templates"));

/** The part of the page under this heading. */
function section(html: string, id: string): string {
  return html.match(new RegExp(`<section class="part" id="${id}".*?(?=<section class="part"|</main>)`, "s"))?.[0] ?? "";
}

describe("the sandbox page", () => {
  test("says first that nothing here reaches a real platform", async () => {
    expect(sandboxPage(await sampleSandbox(), templates)).toContain("<h1>Nothing here reaches a real platform</h1>");
  });

  test("shows what was published as a reader sees it, with its address and time", async () => {
    const part = section(sandboxPage(await sampleSandbox(), templates), "published");
    expect(part).toContain('class="instagram"');
    expect(part).toContain("https://www.instagram.com/p/CanalGauge1/");
    expect(part).toContain("Tue 9 Feb 2027, 09:00 (Asia/Karachi)");
    expect(part.match(/<img src="data:image\/jpeg/g)).toHaveLength(2);
  });

  test("shows what was stopped with its finding, its remedy and how to mend it", async () => {
    const part = section(sandboxPage(await sampleSandbox(), templates), "stopped");
    expect(part).toContain("Stops approval");
    expect(part).toContain("Write the number as the summary has it, or take it out.");
    expect(part).toContain("<code>npm run herald -- edit lusab-42</code>");
  });

  test("gives the very command for a post that waits", async () => {
    const part = section(sandboxPage(await sampleSandbox(), templates), "waiting");
    expect(part).toContain("<code>npm run herald -- approve rifat-6</code>");
    expect(part).toContain('class="youtube"');
  });

  test("gives a hand-off's text, where it is written and the command for afterwards", async () => {
    const part = section(sandboxPage(await sampleSandbox(), templates), "by-hand");
    expect(part).toContain("https://www.youtube.com/channel/UC0000000000000000000000/posts?show_create_dialog=1");
    expect(part).toContain("<code>npm run herald -- done morik-9 --url ADDRESS</code>");
    expect(part).toContain("Sindh’s share starts on 1 March.</p>");
  });

  test("lists the other posts with their state and time", async () => {
    const part = section(sandboxPage(await sampleSandbox(), templates), "rest");
    expect(part).toContain("<td><code>tamir-17</code></td><td>X</td><td>approved</td><td>Wed 10 Feb 2027, 09:00 (Asia/Karachi)</td>");
  });

  test("says in each part that it is empty when it is", () => {
    const none = { outlet: "Indus Brief", timezone: "Asia/Karachi", published: [], stopped: [], waiting: [], handoffs: [], rest: [] };
    expect(sandboxPage(none, templates).match(/class="empty"/g)).toHaveLength(5);
  });

  test("keeps a hostile stand-in's words as text", async () => {
    const view = await sampleSandbox();
    const bad = `"><script>alert(1)</script>`;
    const published = view.published.map((post) => ({
      ...post,
      handle: bad,
      name: bad,
      url: `javascript:${bad}`,
      parts: [{ text: bad, pictures: [{ digest: bad, mime: `image/jpeg${bad}`, alt: bad, bytes: new Uint8Array(3) }] }],
    }));
    const handoffs = view.handoffs.map((handoff) => ({ ...handoff, id: bad, text: bad, openUrl: `javascript:${bad}` }));
    const html = sandboxPage({ ...view, outlet: bad, published, handoffs }, templates);
    expect(html).not.toContain("<script");
    expect(html).not.toMatch(/(?:href|src)="javascript:/);
    expect(html).toContain("&lt;script&gt;");
  });
});

describe("served to a browser", () => {
  let browser: Browser;
  let server: OpenServer;
  let laid: Awaited<ReturnType<typeof layDesk>>;
  beforeAll(async () => {
    await mkdir(join(root, "test/e2e/output"), { recursive: true });
    const html = sandboxPage(await sampleSandbox(), templates);
    laid = await layDesk();
    const door = openDoor(laid.desk.actor);
    const site = { desk: laid.desk, log: silentLog, origin: () => "http://127.0.0.1:8080", door, standIns: async () => html };
    server = await openServer({ host: "127.0.0.1", port: 0, media: async () => undefined, site, log: silentLog });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await laid.remove();
  });

  for (const [name, width] of [
    ["desktop", 1200],
    ["phone", 390],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const)
      test(`it draws whole on a ${name}, ${colorScheme}, under the server's own policy`, async () => {
        const picture = join(root, "test/e2e/output", `sandbox-${name}-${colorScheme}.png`);
        const seen = await visitQuietly(browser, `http://127.0.0.1:${server.address.port}/stand-ins`, { width, colorScheme, picture });
        expect(seen).toEqual({ asked: [], complaints: [], sideways: 0, undrawn: 0 });
      });
});
