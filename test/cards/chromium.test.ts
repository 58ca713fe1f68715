import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Card } from "../../src/domain/media.ts";
import { launchChromium } from "../support/chromium.ts";
import { asPage } from "./as-page.ts";
import { shapes } from "./brand.ts";
import { openGallery } from "./gallery.ts";
import { difference } from "./likeness.ts";
import { kinds, sample } from "./samples.ts";

const draw = openGallery();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function inChromium(card: Card): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: card.width, height: card.height } });
  await page.setContent(await asPage(card));
  await page.evaluate("document.fonts.ready");
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** Half a pixel's shift of a line is 11, another line break in small type 18, a wrong word 50. */
const tolerance = { mean: 1.2, worst: 20 };

const upright = kinds.flatMap((kind) => (["english", "urdu", "mixed"] as const).map((voice) => ({ kind, voice, shape: shapes[2] })));
const others = shapes
  .slice(0, 2)
  .flatMap((shape) => (["english", "urdu"] as const).map((voice) => ({ kind: "headline" as const, voice, shape })));

describe("a real browser", () => {
  it.each([...upright, ...others])(
    "draws the same page alike: $kind, $voice, $shape.width by $shape.height",
    async ({ kind, voice, shape }) => {
      const card = sample(kind, voice, shape);
      const { bytes } = await draw({ name: kind, card });
      const { mean, worst } = await difference(bytes, await inChromium(card));
      expect(mean).toBeLessThan(tolerance.mean);
      expect(worst).toBeLessThan(tolerance.worst);
    },
  );

  it.each(kinds)("sets a card 1080 wide in sizes that a phone shows: headline 64, body 40, footer 28 or more: %s", async (kind) => {
    for (const voice of ["mixed", "longest"] as const) {
      const page = await browser.newPage({ viewport: { width: 1080, height: 1350 } });
      await page.setContent(await asPage(sample(kind, voice)));
      const set = await page.evaluate<readonly { where: string; size: number; text: string }[]>(`
        [...document.querySelectorAll("#card *")]
          .filter((element) => [...element.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== ""))
          .map((element) => ({
            where: element.closest("#masthead, #footer, .where") ? "edge" : element.closest("#main, #figure") ? "main" : "body",
            size: Number.parseFloat(getComputedStyle(element).fontSize),
            text: element.textContent,
          }))`);
      await page.close();
      const least = { edge: 28, body: 40, main: kind === "headline" || kind === "figure" || kind === "closing" ? 64 : 40 };
      // Latin words in an Urdu line are set a little smaller than it, to look as large.
      const share = voice === "mixed" ? 0.86 : 1;
      expect(set.filter(({ where, size }) => size < share * (least[where as keyof typeof least] ?? 0))).toEqual([]);
      expect(set.some(({ where }) => where === "edge")).toBe(true);
    }
  });

  it("would not agree with another text", async () => {
    const card = sample("points", "urdu");
    const { bytes } = await draw({ name: "points", card });
    const { worst } = await difference(bytes, await inChromium(sample("points", "mixed")));
    expect(worst).toBeGreaterThan(2 * tolerance.worst);
  });
});
