import type { MeasuredNode } from "@takumi-rs/core";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openCards } from "../../src/cards/draw.ts";
import { type Fit, fitWords } from "../../src/cards/fit.ts";
import { facesOf, stacksOf } from "../../src/cards/fonts.ts";
import { pageOf, valuesOf } from "../../src/cards/page.ts";
import { openStudio } from "../../src/cards/renderer.ts";
import { scaleOf } from "../../src/cards/scale.ts";
import type { Card } from "../../src/domain/media.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { brand, english, shapes, urdu } from "./brand.ts";

const templates = openTemplates("templates");
const studio = await openStudio(undefined);

const englishWords =
  "Senate backs “Clean Grid” bill Al-Qaeda U.S. NATO-like telecommunications Rs 1.1 trillion 40% by 2030 Khyber-Pakhtunkhwa (IMF) — café’s a of the on provinces agree constitutionally".split(
    " ",
  );
const urduWords =
  "صوبے دریائے سندھ پر سیلاب سے خبردار کرنے کے نئے نظام کا خرچ بانٹنے متفق کمیونیکیشن، تنظیموں گلگت حزبِ اختلاف ۱۲٪ کی ہے۔ “بل” (منصوبہ) میں".split(
    " ",
  );

/** Headlines of any length up to so many characters, alike likely. */
function headlines(words: readonly string[], max: number): fc.Arbitrary<string> {
  const text = fc.array(fc.constantFrom(...words), { minLength: 80, maxLength: 80 });
  const length = fc.integer({ min: 1, max });
  return fc.tuple(text, length).map(([parts, most]) => {
    return parts.reduce((whole, part) => (whole.length + 1 + part.length <= most ? `${whole} ${part}` : whole));
  });
}

const mixedWords = [...urduWords, "World Bank", "2.5", "IMF", "NEPRA", "✅", "40%"];
const shape = fc.constantFrom(...shapes);
const optional = { attribution: fc.boolean(), kicker: fc.boolean() };

function arbitraryCard(base: Card, words: readonly string[], max: number): fc.Arbitrary<Card> {
  const { attribution: _, ...rest } = base;
  return fc.record({ headline: headlines(words, max), shape, ...optional }).map((some) => ({
    ...rest,
    ...some.shape,
    headline: some.headline,
    ...(some.attribution && base.attribution ? { attribution: base.attribution } : {}),
    ...(some.kicker ? { kicker: base.language === "ur" ? "رائے · آمنہ قریشی" : "Opinion · Amna Qureshi" } : {}),
  }));
}

async function fitted(card: Card): Promise<Fit & { readonly drawn: MeasuredNode }> {
  const stacks = stacksOf(facesOf(brand.fonts), card.language);
  await studio.with(stacks.body);
  const scale = scaleOf(card, stacks.headline[0] ?? "Inter");
  const page = await pageOf(templates, "headline", valuesOf(card, brand, undefined, scale, stacks));
  const fit = await fitWords(page, scale, (sized) => studio.drawing.measure(sized, card));
  return { ...fit, drawn: await studio.drawing.measure(fit.page, card) };
}

interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

function boxOf(node: MeasuredNode): Box {
  const [left, top] = [node.transform[4], node.transform[5]];
  return { top, bottom: top + node.height, left, right: left + node.width };
}

/** Every line of text under a node, in the card's own pixels; `hang` is the width of the space that a line may end in. */
function linesIn(node: MeasuredNode): readonly (Box & { readonly hang: number })[] {
  const { left, top } = boxOf(node);
  const own = node.runs.map(({ text, x, y, width, height }) => {
    const hang = text.endsWith(" ") ? 0.15 * height : 0;
    return { top: top + y, bottom: top + y + height, left: left + x, right: left + x + width, hang };
  });
  return [...own, ...node.children.flatMap(linesIn)];
}

/** The card's rows from top to bottom: tab, masthead, room, footer. */
function rowsOf(card: MeasuredNode): readonly Box[] {
  return card.children.map(boxOf);
}

async function expectInside(card: Card): Promise<void> {
  const { drawn, size } = await fitted(card);
  const [, masthead, room, footer] = rowsOf(drawn);
  const words = drawn.children[2]?.children[0];
  if (!masthead || !room || !footer || !words) throw new Error("The template's rows have changed.");
  expect(size).toBeGreaterThanOrEqual(64);
  expect(boxOf(words).top).toBeGreaterThanOrEqual(masthead.bottom - 1);
  expect(boxOf(words).bottom).toBeLessThanOrEqual(footer.top + 1);
  expect(footer.bottom).toBeLessThanOrEqual(card.height + 1);
  for (const line of linesIn(words)) {
    expect(line.left + line.hang).toBeGreaterThanOrEqual(room.left - 1);
    expect(line.right - line.hang).toBeLessThanOrEqual(room.right + 1);
  }
}

describe("a headline's words", () => {
  it.each([
    ["English", arbitraryCard(english, englishWords, 150)],
    ["Urdu", arbitraryCard(urdu, urduWords, 110)],
    ["mixed", arbitraryCard(urdu, mixedWords, 110)],
  ])("stand inside their room at 64 pixels or more, whole: %s", async (_, cards) => {
    await fc.assert(
      fc.asyncProperty(cards, async (card) => {
        expect((await fitted(card)).verdict).toBe("whole");
        await expectInside(card);
      }),
      { numRuns: 100 },
    );
  });

  it("stand inside their room up to 300 characters, or the card says that they don't", async () => {
    const long = fc.oneof(arbitraryCard(english, englishWords, 300), arbitraryCard(urdu, mixedWords, 300));
    const verdicts = new Set<string>();
    await fc.assert(
      fc.asyncProperty(long, async (card) => {
        const { verdict } = await fitted(card);
        verdicts.add(verdict);
        if (verdict === "whole") await expectInside(card);
      }),
      { numRuns: 100 },
    );
    expect(verdicts).toEqual(new Set(["whole", "over"]));
  });

  it("are larger the fewer they are", async () => {
    const sizes = [];
    for (const words of [2, 8, 14])
      sizes.push((await fitted({ ...english, headline: english.headline.split(" ").slice(0, words).join(" ") })).size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(3);
  });

  it("are drawn inside the margins, Nastaliq's strokes included", async () => {
    const cards = openCards({ templates, brand });
    for (const base of shapes) {
      for (const card of [english, urdu, { ...urdu, headline: "گلگت کے ججوں کی تنظیموں، کمیونیکیشن اور گیس کی قیمتوں پر کڑی تنقید" }]) {
        const { bytes } = await cards.draw({ ...card, ...base });
        const { data } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
        const bright = (column: number, row: number) => (data[row * base.width + column] ?? 0) > 150;
        const edge = 28;
        for (let row = 0; row < base.height; row += 1) {
          if (row < 20) continue;
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
    const { drawn } = await fitted({ ...urdu, attribution: "World Bank نے 2.5 ارب" });
    const runs = drawn.children[2]?.children[0]?.children[1]?.runs ?? [];
    const at = (text: string) => runs.find((run) => run.text.includes(text))?.x ?? Number.NaN;
    expect(at("World Bank")).toBeGreaterThan(at("نے"));
    expect(at("نے")).toBeGreaterThan(at("2.5"));
    expect(at("2.5")).toBeGreaterThan(at("ارب"));
  });
});

describe("words of a summary", () => {
  it("stay words: neither markup nor template code", async () => {
    const { drawn } = await fitted({ ...english, headline: "<b>all</b> {{ brand }} {% if %} &amp; </div> \"q\" 'p'" });
    const text = (drawn.children[2]?.children[0]?.children[0]?.runs ?? []).map((run) => run.text).join("");
    expect(text).toBe("<b>all</b> {{ brand }} {% if %} &amp; </div> \"q\" 'p'");
  });
});
