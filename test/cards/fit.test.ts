import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openCards } from "../../src/cards/draw.ts";
import { isWidowed, linesOf } from "../../src/cards/lines.ts";
import { textsOf } from "../../src/cards/page.ts";
import { glue } from "../../src/cards/typeset.ts";
import type { HeadlineCard } from "../../src/domain/media.ts";
import { brand, english, shapes, urdu } from "./brand.ts";
import { linesIn, measured, outside, rowsOf, signsOf, templates } from "./measure.ts";
import { allSamples } from "./samples.ts";

const englishWords =
  "Senate backs “Clean Grid” bill Al-Qaeda U.S. NATO-like telecommunications Rs 1.1 trillion 40% by 2030 Khyber-Pakhtunkhwa (IMF) — café’s a of the on provinces agree constitutionally".split(
    " ",
  );
const urduWords =
  "صوبے دریائے سندھ پر سیلاب سے خبردار کرنے کے نئے نظام کا خرچ بانٹنے متفق کمیونیکیشن، تنظیموں گلگت حزبِ اختلاف ۱۲٪ کی ہے۔ “بل” (منصوبہ) میں".split(
    " ",
  );
const mixedWords = [...urduWords, "World Bank", "2.5", "IMF", "NEPRA", "✅", "40%"];

/** Headlines of 1 to 300 characters, every length alike likely. */
function headlines(words: readonly string[]): fc.Arbitrary<string> {
  const text = fc.array(fc.constantFrom(...words), { minLength: 90, maxLength: 90 });
  const length = fc.integer({ min: 1, max: 300 });
  return fc.tuple(text, length).map(([parts, most]) => {
    const whole = parts.reduce((all, part) => (all.length + 1 + part.length <= most ? `${all} ${part}` : all));
    return whole.length <= most ? whole : whole.slice(0, most);
  });
}

function arbitraryCard(base: HeadlineCard, words: readonly string[]): fc.Arbitrary<HeadlineCard> {
  const { attribution: _, ...rest } = base;
  const choices = { headline: headlines(words), shape: fc.constantFrom(...shapes), attribution: fc.boolean(), kicker: fc.boolean() };
  return fc.record(choices).map((some) => ({
    ...rest,
    ...some.shape,
    headline: some.headline,
    ...(some.attribution && base.attribution ? { attribution: base.attribution } : {}),
    ...(some.kicker ? { kicker: base.language === "ur" ? "رائے · آمنہ قریشی" : "Opinion · Amna Qureshi" } : {}),
  }));
}

/** Composing makes no longer headline. */
const longestComposed = 230;

function wordsOn(card: HeadlineCard): number {
  return textsOf(card, brand)
    .join(" ")
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

describe("a thousand headlines of 1 to 300 characters", () => {
  it.each([
    ["English", arbitraryCard(english, englishWords), 334],
    ["Urdu", arbitraryCard(urdu, urduWords), 333],
    ["mixed", arbitraryCard(urdu, mixedWords), 333],
  ])(
    "stand inside their card, none cut; what composing makes at 64 pixels or more, anything else too or stopped: %s",
    async (_, cards, numRuns) => {
      await fc.assert(
        fc.asyncProperty(cards, async (card) => {
          const { drawn, size, verdict } = await measured(card);
          expect(outside(card, drawn)).toEqual([]);
          const words = linesIn(rowsOf(drawn).words).map(({ text }) => text);
          const said = [card.kicker ?? "", card.headline, card.attribution ?? ""].map(glue);
          expect(signsOf(words.join(""))).toBe(signsOf(said.join("")));
          if (wordsOn(card) <= 45 && card.headline.length <= longestComposed) expect(verdict).toBe("whole");
          if (verdict !== "over") expect(size).toBeGreaterThanOrEqual(64);
        }),
        { numRuns, seed: 1350, endOnFailure: true },
      );
    },
    120_000,
  );
});

describe("the words of a card", () => {
  it.each(allSamples().filter(({ name }) => !name.includes("emoji")))(
    "stand inside it, whole, in sizes that a phone shows: $name",
    async ({ card }) => {
      const { drawn, size, verdict } = await measured(card);
      expect(verdict).toBe("whole");
      expect(outside(card, drawn)).toEqual([]);
      expect(size).toBeGreaterThanOrEqual(card.kind === "headline" ? 64 : 40);
      // A line's height is its size and more: nothing is set smaller than 28.
      for (const line of linesIn(drawn)) expect(line.bottom - line.top).toBeGreaterThan(28);
    },
  );

  it("are larger the fewer they are", async () => {
    const sizes = [];
    for (const words of [2, 8, 14])
      sizes.push((await measured({ ...english, headline: english.headline.split(" ").slice(0, words).join(" ") })).size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(3);
  });

  it("leave no short word alone in the last line, where a little smaller type avoids it", async () => {
    const headlines = [
      "Senate backs “Clean Grid” bill ✅ — ₨500 a month, Tokyo talks",
      english.headline,
      "Rents rise by a tenth in Lahore, Multan and Quetta, survey of tenants says so",
    ];
    for (const headline of headlines) {
      for (const shape of shapes) {
        const { drawn, size } = await measured({ ...english, ...shape, headline });
        const main = rowsOf(drawn).words.children[0];
        expect(main && isWidowed(linesOf(main, { size, leading: 1.1 }))).toBe(false);
      }
    }
  });

  it("leave no line much shorter than its neighbours, where a little smaller type avoids it", async () => {
    const headlines = [
      "Pakistan’s power regulator has approved a net-billing regime for new rooftop solar users from 1 January",
      "Cabinet approves privatisation of three power distribution companies",
      "Crop insurance to cover 1.2 million farmers",
    ];
    for (const headline of headlines) {
      for (const shape of shapes) {
        const { drawn, size } = await measured({ ...english, ...shape, headline });
        const main = rowsOf(drawn).words.children[0];
        const widths = main ? linesOf(main, { size, leading: 1.1 }).map(({ width }) => width) : [];
        for (const width of widths.slice(1, -1)) expect(width / Math.max(...widths)).toBeGreaterThan(0.59);
      }
    }
  });

  it("are drawn inside the margins, Nastaliq's strokes included", async () => {
    const cards = openCards({ templates, brand });
    for (const base of shapes) {
      for (const card of [english, urdu, { ...urdu, headline: "گلگت کے ججوں کی تنظیموں، کمیونیکیشن اور گیس کی قیمتوں پر کڑی تنقید" }]) {
        const { bytes } = await cards.draw({ ...card, ...base });
        const { data } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
        const bright = (column: number, row: number) => (data[row * base.width + column] ?? 0) > 150;
        const edge = 28;
        for (let row = 20; row < base.height; row += 1) {
          for (let column = 0; column < edge; column += 1) {
            expect(bright(column, row) || bright(base.width - 1 - column, row)).toBe(false);
          }
        }
      }
    }
  });
});

describe("a line in two directions", () => {
  it("reads from right to left with its Latin words and numbers whole", async () => {
    const { drawn } = await measured({ ...urdu, attribution: "World Bank نے 2.5 ارب" });
    const lines = linesIn(drawn.children[2]?.children[0]?.children[1] ?? drawn);
    const at = (text: string) => lines.find((line) => line.text.replaceAll("\u00a0", " ").includes(text))?.left ?? Number.NaN;
    expect(at("World Bank")).toBeGreaterThan(at("نے"));
    expect(at("نے")).toBeGreaterThan(at("2.5"));
    expect(at("2.5")).toBeGreaterThan(at("ارب"));
  });
});

describe("words of a summary", () => {
  it("stay words: neither markup nor template code", async () => {
    const { drawn } = await measured({ ...english, headline: "<b>all</b> {{ brand }} {% if %} &amp; </div> \"q\" 'p'" });
    const text = linesIn(rowsOf(drawn).words.children[0] ?? drawn).map((line) => line.text);
    expect(text.join("")).toBe("<b>all</b> {{ brand }} {% if %} &amp; </div> \"q\" 'p'");
  });
});

describe("Urdu that is too long for Nastaliq", () => {
  it("is set in Naskh instead, whole", async () => {
    const long = { ...urdu, width: 1080, height: 1080, headline: `${urdu.headline} اور ${urdu.headline}، ${urdu.headline}` };
    const { page, verdict } = await measured(long);
    expect(verdict).toBe("whole");
    expect(String(page.root.style?.["--headline" as keyof object])).toMatch(/^'Noto Naskh Arabic'/);
    expect(String((await measured(urdu)).page.root.style?.["--headline" as keyof object])).toMatch(/^'Noto Nastaliq Urdu'/);
  });
});
