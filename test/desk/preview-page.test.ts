import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { previewPage } from "../../src/desk/preview-page.ts";
import type { Preview, ShownPost } from "../../src/desk/report.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { launchChromium } from "../support/chromium.ts";
import { visitQuietly } from "../support/quiet-visit.ts";
import { draw, englishPreview, samplePost, samplePreview, sampleSummary, urduPreview } from "./preview-samples.ts";

const root = join(import.meta.dirname, "..", "..");
const templates = openTemplates(join(root, "templates"));
const output = join(root, "test/e2e/output");

const payload = `"><img src=x onerror=alert(1)><script>alert(2)</script>'{{ 7 | times: 7 }}</style>`;

/** The sample with the payload behind each of its texts; what code branches on stays. */
function hostile(preview: Preview): Preview {
  const kept = new Set([
    "platform",
    "mime",
    "language",
    "kind",
    "state",
    "severity",
    "timezone",
    "scheduledAt",
    "digest",
    "method",
    "repeat",
  ]);
  const spoil = <T>(value: T, key = ""): T => {
    if (typeof value === "string") return (kept.has(key) ? value : `${value}${payload}`) as T;
    if (Array.isArray(value)) return value.map((item) => spoil(item, key)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, spoil(inner, name)])) as T;
  };
  return { summary: spoil(preview.summary), posts: preview.posts.map((post) => spoil(post)), pictures: preview.pictures };
}

/** The parts of a page that a browser could follow or run. */
function references(html: string): readonly string[] {
  const markup = html.replace(/<style>[^<]*<\/style>/, "");
  return [...markup.matchAll(/\s(?:src|href|srcset|action|data|poster|xlink:href|style|on\w+)\s*=\s*"([^"]*)"/g)].map(
    ([, value = ""]) => value,
  );
}

describe("the preview page", () => {
  test("shows beside each post its counts, cost, account, state, time and digest", async () => {
    const html = previewPage([await englishPreview()], templates, "Indus Brief");
    for (const shown of ["138 of 280", "378 of 2,200", "$0.235", "Wed 10 Feb 2027, 09:00 (Asia/Karachi)", "not connected", "approved"])
      expect(html).toContain(shown);
    expect(html).toMatch(/<code title="[0-9a-f]{64}">[0-9a-f]{12}<\/code>/);
  });

  test("shows what stops a post before what an editor may leave, each with its remedy", async () => {
    const html = previewPage([await englishPreview()], templates);
    const [stop, care] = [html.indexOf("Stops approval"), html.indexOf("Worth a look")];
    expect(stop).toBeGreaterThan(0);
    expect(care).toBeGreaterThan(stop);
    expect(html).toContain("Write the number as the summary has it, or take it out.");
  });

  test("names the steps that would be sent, with their holes", async () => {
    const html = previewPage([await englishPreview()], templates);
    expect(html).toContain("POST /{account}/media_publish");
    expect(html).toContain("By hand, at https://www.youtube.com/channel/{account}/posts");
  });

  test("says who posts: the outlet where it is given, the handle where it isn't", async () => {
    const preview = await englishPreview();
    expect(previewPage([preview], templates, "Indus Brief")).toContain(">Indus Brief</strong>");
    expect(previewPage([preview], templates)).toContain(">indusbrief</strong>");
  });

  test("doesn't say the name twice where the outlet has no handle on X", async () => {
    const preview = await englishPreview();
    const posts = preview.posts.filter(({ report }) => report.platform === "x").map((post) => ({ ...post, handle: "Indus Brief" }));
    expect(previewPage([{ ...preview, posts }], templates, "Indus Brief")).not.toContain('class="handle"');
  });

  test("stands a frame with the alt text where no picture was drawn", async () => {
    const html = previewPage([{ ...(await englishPreview()), pictures: new Map() }], templates);
    expect(html).not.toContain("<img");
    expect(html).toContain('role="img" aria-label="Provinces agree one canal timetable"');
  });

  test("lays an ALT sign over a picture only where the platform does, and tells the others' alt texts below, in order", async () => {
    const html = previewPage([await englishPreview()], templates);
    const post = (platform: string) => html.slice(html.indexOf(`class="${platform}"`)).split("</article>")[0] ?? "";
    expect(post("x")).toContain('<details class="alt">');
    for (const platform of ["instagram", "youtube"]) expect(post(platform)).not.toContain('class="alt"');
    const [, told = ""] = /<details class="alts">(.*?)<\/details>/s.exec(post("instagram")) ?? [];
    expect(told).toContain("Alt texts, 3");
    const places = ["Provinces agree one", "Sindh’s share starts", "Gauges read in public"].map((text) => told.indexOf(text));
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
  });

  test("says so when no account takes a summary", () => {
    expect(previewPage([samplePreview(sampleSummary("ur"), [])], templates)).toContain("No account takes this summary");
  });

  test("shows several summaries, each under its own heading", async () => {
    const html = previewPage([await englishPreview(), await urduPreview()], templates);
    expect(html.match(/<h2 /g)).toHaveLength(2);
    expect(html).toContain('href="#summary-2" lang="ur"');
  });

  test("carries ten large pictures in one post", async () => {
    const { picture } = await draw("instagram", ["Large"]);
    const drawn = Array.from({ length: 10 }, (_, index) => ({
      picture: { ...picture, digest: String(index).repeat(64) },
      bytes: new Uint8Array(2_000_000).fill(index),
    }));
    const html = previewPage(
      [samplePreview(sampleSummary("en"), [{ platform: "instagram", parts: [{ text: "Ten", drawn }], counts: {} }])],
      templates,
    );
    expect(html.match(/<img /g)).toHaveLength(10);
  });
});

describe("a hostile summary", () => {
  test("stays text in every field: no tag, attribute or template code of it takes effect", async () => {
    for (const preview of [await englishPreview(), await urduPreview()]) {
      const html = previewPage([hostile(preview)], templates, `Indus Brief${payload}`);
      expect(html).not.toContain("<script");
      expect(html).not.toContain("<img src=x");
      expect(html.match(/<\/style>/g)).toHaveLength(1);
      expect(html).toContain("{{ 7 | times: 7 }}");
      expect(html.split("&lt;script&gt;").length).toBeGreaterThan(30);
    }
  });

  test("puts no address into the page that a browser could follow", async () => {
    const link = "javascript:alert(1)";
    const preview = await englishPreview();
    const posts = preview.posts.map((post): ShownPost => ({ ...post, report: { ...post.report, url: link } }));
    const html = previewPage([{ ...preview, summary: { ...preview.summary, link }, posts }], templates);
    expect(references(html).filter((value) => !/^(#[a-z0-9-]+|data:image\/jpeg;base64,[A-Za-z0-9+/=]+)$/.test(value))).toEqual([]);
  });

  test("can't bring in a picture that is not one of ours", () => {
    const drawn = [
      { picture: { digest: "1", mime: "image/svg+xml" as never, width: 1, height: 1, alt: "" }, bytes: Buffer.from("<svg/>") },
    ];
    const html = previewPage(
      [samplePreview(sampleSummary("en"), [{ platform: "x", parts: [{ text: "Svg", drawn }], counts: {} }])],
      templates,
    );
    expect(html).not.toContain("<img");
  });
});

describe("one file", () => {
  test("refers to nothing outside itself", async () => {
    const html = previewPage([await englishPreview(), await urduPreview()], templates);
    expect(references(html).filter((value) => !/^(#|data:image\/)/.test(value))).toEqual([]);
    expect(html).not.toMatch(/@import|url\(|<link|<script|<iframe|<object|<base/);
  });

  test("has no style attribute, which its own policy would refuse", () => {
    expect(previewPage([samplePreview(sampleSummary("en"), [])], templates)).not.toMatch(/\sstyle=/);
  });

  test("keeps a finished post's address as text", () => {
    const url = "https://x.com/indusbrief/status/1";
    const sample = { platform: "x", parts: [{ text: "Out", drawn: [] }], counts: {}, change: { url, state: "published" } } as const;
    const preview = { summary: sampleSummary("en"), posts: [samplePost(sample)], pictures: new Map<string, Uint8Array>() };
    expect(previewPage([preview], templates)).toContain(`<bdi class="address">${url}</bdi>`);
  });
});

describe("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
    await mkdir(output, { recursive: true });
  });
  afterAll(() => browser.close());

  const languages = { english: englishPreview, urdu: urduPreview } as const;
  const widths = { desktop: 1200, phone: 390 } as const;
  for (const language of ["english", "urdu"] as const)
    for (const width of ["desktop", "phone"] as const)
      for (const colorScheme of ["light", "dark"] as const)
        test(`the ${language} page draws whole on a ${width}, ${colorScheme}, asks for nothing and scrolls only down`, async () => {
          const file = join(output, `preview-${language}.html`);
          await writeFile(file, previewPage([await languages[language]()], templates, "Indus Brief"));
          const picture = join(output, `preview-${language}-${width}-${colorScheme}.png`);
          const seen = await visitQuietly(browser, pathToFileURL(file).href, { width: widths[width], colorScheme, picture });
          expect(seen).toEqual({ asked: [], complaints: [], sideways: 0, undrawn: 0 });
        });

  test("a right-to-left text stands on the right, in a Nastaliq hand", async () => {
    const file = join(output, "preview-urdu.html");
    await writeFile(file, previewPage([await urduPreview()], templates, "Indus Brief"));
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const style = await page.evaluate<{ direction: string; fontFamily: string; ratio: number }>(`(() => {
      const { direction, fontFamily, lineHeight, fontSize } = getComputedStyle(document.querySelector(".x .text"));
      return { direction, fontFamily, ratio: Number.parseFloat(lineHeight) / Number.parseFloat(fontSize) };
    })()`);
    expect(style.direction).toBe("rtl");
    expect(style.fontFamily).toContain("Nastaliq");
    expect(style.ratio).toBeGreaterThan(2);
    await context.close();
  });

  test("a caption unfolds without script, and the carousel snaps to its pictures", async () => {
    const file = join(output, "preview-english.html");
    await writeFile(file, previewPage([await englishPreview()], templates, "Indus Brief"));
    const context = await browser.newContext({ viewport: { width: 390, height: 900 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    const ending = page.locator(".instagram .fold > .text");
    expect(await ending.isVisible()).toBe(false);
    await page.locator(".instagram .fold > summary").click();
    expect(await ending.isVisible()).toBe(true);
    expect(await page.locator(".instagram .swipe .picture").count()).toBe(3);
    await context.close();
  });

  test("a carousel comes to rest on one picture, whose dot is lit, and on a phone the posts are as wide as its screen", async () => {
    const file = join(output, "preview-english.html");
    await writeFile(file, previewPage([await englishPreview()], templates, "Indus Brief"));
    const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    for (const platform of [".x", ".instagram", ".youtube"])
      expect(await page.locator(platform).boundingBox()).toMatchObject({ x: 0, width: 390 });
    const second = page.locator(".instagram .slide").nth(1);
    await page.locator(".instagram .swipe").hover();
    await page.mouse.wheel(260, 0);
    await expect.poll(async () => (await second.boundingBox())?.x).toBe(0);
    const lit = second.locator(".dots span").evaluateAll((dots: { className: string }[]) => dots.map(({ className }) => className));
    expect(await lit).toEqual(["", "here", ""]);
    await context.close();
  });
});
