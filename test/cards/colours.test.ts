import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, luminance, paletteOf, rgb } from "../../src/cards/colours.ts";
import { openCards } from "../../src/cards/draw.ts";
import { brand, english } from "./brand.ts";
import { templates } from "./measure.ts";

const between = (one: string, other: string) => contrast(rgb(one), rgb(other));

describe("contrast", () => {
  it("is what WCAG says", () => {
    expect(between("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(between("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(between("#abc", "#aabbcc")).toBe(1);
  });
});

describe("a theme", () => {
  it("leaves colours that are of its kind, and those of a brand without one", () => {
    expect(paletteOf(brand)).toEqual(brand.colours);
    expect(paletteOf({ ...brand, theme: "dark" })).toEqual(brand.colours);
    const pale = { background: "#ffffff", text: "#102030", accent: "#a01010", muted: "#556070" };
    expect(paletteOf({ colours: pale, theme: "light" })).toEqual(pale);
  });

  it("turns the others over, and keeps every one of them readable", () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
    const colours = fc.record({ background: colour, text: colour, accent: colour, muted: colour });
    fc.assert(
      fc.property(
        colours.filter(({ background, text }) => between(background, text) > 7),
        fc.constantFrom("dark", "light"),
        (written, theme) => {
          const { background, text, accent, muted } = paletteOf({ colours: written, theme });
          expect(luminance(rgb(background)) < luminance(rgb(text))).toBe(theme === "dark");
          if (background === written.background) return;
          expect(between(accent, background)).toBeGreaterThanOrEqual(2.95);
          expect(between(muted, background)).toBeGreaterThanOrEqual(4.45);
        },
      ),
    );
  });

  it("changes every card", async () => {
    const digests = await Promise.all(
      ([undefined, "dark", "light"] as const).map(async (theme) => {
        const cards = openCards({ templates, brand: { ...brand, ...(theme ? { theme } : {}) } });
        return (await cards.draw(english)).digest;
      }),
    );
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });
});
