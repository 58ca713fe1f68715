import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openCards } from "../../src/cards/draw.ts";
import type { Brand } from "../../src/domain/brand.ts";
import type { Card } from "../../src/domain/media.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { brand, english, shapes, urdu } from "./brand.ts";
import { kinds, sample } from "./samples.ts";

const templates = openTemplates("templates");
const cards = openCards({ templates, brand });
const folder = mkdtempSync(join(tmpdir(), "cards-"));
afterAll(() => rmSync(folder, { recursive: true }));

const open = (change: Partial<Brand>) => openCards({ templates, brand: { ...brand, ...change } });

/** Brightness of each pixel, 0 to 255, in rows. */
async function brightness(card: Card, from = cards): Promise<Uint8Array> {
  const { bytes } = await from.draw(card);
  return new Uint8Array(await sharp(bytes).greyscale().raw().toBuffer());
}

/** First and last column with type as bright as the brand's text, between two heights given as shares of the card. */
async function bright(card: Card, top: number, bottom: number): Promise<readonly [number, number]> {
  const pixels = await brightness(card);
  let [first, last] = [card.width, -1];
  for (let row = Math.round(top * card.height); row < bottom * card.height; row += 1) {
    for (let column = 0; column < card.width; column += 1) {
      if ((pixels[row * card.width + column] ?? 0) < 200) continue;
      first = Math.min(first, column);
      last = Math.max(last, column);
    }
  }
  return [first, last];
}

const printed = z.object({ before: z.array(z.string()), after: z.boolean(), digests: z.array(z.string()) });

async function digestsOfProcess(...args: readonly string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, ["test/cards/print-digests.ts", ...args]);
  return printed.parse(JSON.parse(stdout));
}

describe("a drawn card", () => {
  it.each(shapes)("is a JPEG of $width by $height in full colour resolution, small enough for every platform", async (shape) => {
    for (const card of [english, urdu]) {
      const drawn = await cards.draw({ ...card, ...shape });
      const file = await sharp(drawn.bytes).metadata();
      expect(file).toMatchObject({ format: "jpeg", ...shape, chromaSubsampling: "4:4:4", hasAlpha: false });
      expect(drawn).toMatchObject({ mime: "image/jpeg", ...shape, problems: [] });
      expect(drawn.bytes.length).toBeLessThan(1_000_000);
      expect(drawn.digest).toBe(createHash("sha256").update(drawn.bytes).digest("hex"));
    }
  });

  it("has the same bytes in every process, in any order and in parallel", async () => {
    const runs = [await digestsOfProcess(), await digestsOfProcess("backwards")];
    const here = await Promise.all([english, urdu, english].map((card) => cards.draw(card)));
    const digests = here.slice(0, 2).map((drawn) => drawn.digest);
    expect(runs.map((run) => run.digests)).toEqual([digests, digests]);
    expect(here[2]?.digest).toBe(digests[0]);
  });

  it("loads the renderer only when the first card is drawn", async () => {
    const run = await digestsOfProcess();
    expect(run.before).toEqual([]);
    expect(run.after).toBe(true);
  });

  it("changes with every word it shows", async () => {
    const variants: Card[] = [
      english,
      { ...english, headline: `${english.headline}?` },
      { ...english, attribution: "according to provincial officials" },
      { ...english, kicker: "Opinion · A. Qureshi" },
      { ...english, date: "12 May 2026" },
      { ...english, footer: ["@RepublicPolicy"] },
    ];
    const digests = await Promise.all(variants.map(async (card) => (await cards.draw(card)).digest));
    expect(new Set(digests).size).toBe(variants.length);
  });

  it.each(kinds)("changes with everything of the brand: %s", async (kind) => {
    const logo = join(folder, "mark.svg");
    writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#fff"/></svg>');
    const { colours, fonts } = brand;
    const changes: Partial<Brand>[] = [
      {},
      { name: "Policy Quarterly" },
      { logo },
      { theme: "light" },
      ...(["background", "text", "accent", "muted"] as const).map((use) => ({ colours: { ...colours, [use]: "#7a3b12" } })),
      { fonts: { ...fonts, headline: "Inter", body: "Source Serif 4" } },
    ];
    const inEnglish = await Promise.all(changes.map(async (change) => (await open(change).draw(sample(kind, "english"))).digest));
    expect(new Set(inEnglish).size).toBe(changes.length);
    const naskh = open({ fonts: { ...fonts, urdu: "Noto Naskh Arabic" } });
    expect((await naskh.draw(sample(kind, "urdu"))).digest).not.toBe((await cards.draw(sample(kind, "urdu"))).digest);
  });

  it("prints a handle once where all outlets share it", async () => {
    const twice = await cards.draw({ ...english, footer: ["@RepublicPolicy", "@RepublicPolicy"] });
    const once = await cards.draw({ ...english, footer: ["@RepublicPolicy"] });
    expect(twice.digest).toBe(once.digest);
  });

  it("starts English at the left margin and Urdu at the right one", async () => {
    const margin = 76;
    const [left] = await bright(english, 0.4, 0.85);
    const [, right] = await bright({ ...urdu, headline: "صوبے متفق" }, 0.4, 0.85);
    expect(Math.abs(left - margin)).toBeLessThan(12);
    expect(Math.abs(english.width - margin - right)).toBeLessThan(12);
  });

  it("draws a logo, beside the name or, where it is a wordmark, instead of it", async () => {
    const svg = (width: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 60"><rect width="${width}" height="60" fill="#fff"/></svg>`;
    const at = (width: number) => {
      const logo = join(folder, `logo-${width}.svg`);
      writeFileSync(logo, svg(width));
      return brightness(english, open({ logo }));
    };
    const whiteIn = (pixels: Uint8Array, from: number, to: number) =>
      pixels.subarray(84 * 1080 + from, 84 * 1080 + to).filter((pixel) => pixel > 200).length;
    const [square, wordmark] = [await at(60), await at(300)];
    expect(whiteIn(square, 76, 136)).toBeGreaterThan(50);
    expect(whiteIn(square, 150, 420)).toBeGreaterThan(20);
    expect(whiteIn(wordmark, 76, 376)).toBeGreaterThan(290);
    expect(whiteIn(wordmark, 386, 700)).toBe(0);
  });
});

describe("problems of a card", () => {
  it("are none for English, Urdu, mixed lines, emoji, rupee signs, quotes and brackets", async () => {
    const fine = [
      "🇵🇰 Senate backs “Clean Grid” bill ✅ — ₨500 a month [for now], ‘café’ & 40% (½) €2 <b> {{ x }}",
      "World Bank نے پاکستان کے لیے 2.5 ارب ڈالر (ISMO منصوبہ) منظور کیے، “بل” ۱۲٪ مکمل؟ ₨500 ✅",
    ];
    for (const headline of fine) {
      expect(await cards.problemsOf({ ...english, headline })).toEqual([]);
      expect(await cards.problemsOf({ ...urdu, headline })).toEqual([]);
    }
  });

  it("name every sign that no font has, wherever it stands", async () => {
    const card = { ...english, headline: "Talks in 漢字 end", attribution: "says 漢 Ω", footer: ["@ꔀ"] };
    expect(cards.uncovered(card)).toEqual(["漢", "字", "ꔀ"]);
    const [problem] = await cards.problemsOf(card);
    expect(problem).toMatchObject({ code: "media-glyph", severity: "block", where: "card 1080×1350" });
    expect(problem?.message).toContain("漢 (U+6F22), 字 (U+5B57), ꔀ (U+A500)");
    expect((await cards.draw(card)).problems).toEqual([problem]);
  });

  it("stop a headline that doesn't fit at the smallest size, and one that is empty", async () => {
    const endless = { ...english, headline: "Provinces agree to share the cost of the network. ".repeat(12) };
    expect(await cards.problemsOf(endless)).toMatchObject([
      { code: "media-words", severity: "warn" },
      { code: "media-headline", severity: "block" },
    ]);
    expect((await cards.draw(endless)).problems).toMatchObject([{ code: "media-words" }, { code: "media-headline" }]);
    expect(await cards.problemsOf({ ...english, headline: " " })).toMatchObject([{ code: "media-headline", severity: "block" }]);
  });

  it("warn of a word that is wider than the card", async () => {
    const card = { ...english, headline: `See ${"longword".repeat(8)}` };
    expect(await cards.problemsOf(card)).toMatchObject([{ code: "media-word", severity: "warn" }]);
  });
});

describe("opening cards", () => {
  it("refuses a font that doesn't ship and says which do", () => {
    const fonts = { ...brand.fonts, headline: "Garamond" };
    expect(() => open({ fonts })).toThrow(/brand\.fonts\.headline names "Garamond".*Source Serif 4/);
  });

  it("refuses a colour that isn't #rrggbb", () => {
    expect(() => open({ colours: { ...brand.colours, accent: "goldish" } })).toThrow(/brand\.colours\.accent is "goldish"/);
  });

  it("refuses a logo that is missing or of another kind, and at the first card one that can't be read", async () => {
    expect(() => open({ logo: join(folder, "none.svg") })).toThrow(/which isn't there/);
    expect(() => open({ logo: "logo.webp" })).toThrow(/give an SVG or PNG file/);
    const broken = join(folder, "broken.png");
    writeFileSync(broken, "not a picture");
    await expect(open({ logo: broken }).draw(english)).rejects.toThrow(/can't be read as a picture/);
  });
});
