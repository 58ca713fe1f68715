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

  it("would not agree with another text", async () => {
    const card = sample("points", "urdu");
    const { bytes } = await draw({ name: "points", card });
    const { worst } = await difference(bytes, await inChromium(sample("points", "mixed")));
    expect(worst).toBeGreaterThan(2 * tolerance.worst);
  });
});
