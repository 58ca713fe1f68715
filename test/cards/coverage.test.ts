import { describe, expect, it } from "vitest";
import { codePointsOf } from "../../src/cards/cmap.ts";
import { familiesFor, uncoveredIn } from "../../src/cards/coverage.ts";
import { coverageFileOf, type Family, filesOf } from "../../src/cards/fonts.ts";

const all: readonly Family[] = ["Inter", "Source Serif 4", "Noto Nastaliq Urdu", "Noto Naskh Arabic", "Twemoji"];
const has = (family: Family, sign: string) => codePointsOf(coverageFileOf(family)).has(sign.codePointAt(0) ?? 0);

describe("a font's characters", () => {
  it("are read from its own table", () => {
    expect(["A", "é", "“", "₨", "Ж"].map((sign) => has("Inter", sign))).toEqual([true, true, true, true, true]);
    expect(["A", "“", "ے", "漢"].map((sign) => has("Source Serif 4", sign))).toEqual([true, true, false, false]);
    expect(["ے", "ٹ", "۔", "۱", "漢"].map((sign) => has("Noto Nastaliq Urdu", sign))).toEqual([true, true, true, true, false]);
    expect(["✅", "🇵", "😀", "ے"].map((sign) => has("Twemoji", sign))).toEqual([true, true, true, false]);
  });

  it("are the same in every weight of a family, so that one file speaks for all", () => {
    for (const family of all) {
      const [first, ...others] = filesOf(family).map(codePointsOf);
      for (const other of others) expect(other).toEqual(first);
    }
  });

  it("can't be read from a file that is no font", () => {
    expect(() => codePointsOf(new TextEncoder().encode("This is no font at all."))).toThrow();
  });
});

describe("coverage", () => {
  it("counts joiners, direction marks, selectors and white space as covered", () => {
    expect(uncoveredIn(["a\u200Cb\u200F c\u00A0d\u2060e ❤️ 👨‍👩‍👧 🏴\u{E0067}\u{E0062}\u{E007F}"], all)).toEqual([]);
  });

  it("takes composed and decomposed letters alike", () => {
    expect(uncoveredIn(["e\u0301 é ؤ و\u0654"], all)).toEqual([]);
  });

  it("names control signs, half characters and letters of other scripts", () => {
    expect(uncoveredIn(["a\u0007b", "\uD800", "ไ"], all)).toEqual(["\u0007", "\uD800", "ไ"]);
  });

  it("asks only for the fonts that the signs are drawn in", () => {
    expect(familiesFor(["Rs500 — “café” 12 ©"], all)).toEqual(["Inter"]);
    expect(familiesFor(["done ✅"], all)).toEqual(["Inter", "Twemoji"]);
    expect(familiesFor(["love ❤️"], all)).toEqual(["Inter", "Twemoji"]);
    expect(familiesFor(["بل ۱۲ bill"], all)).toEqual(["Inter", "Noto Nastaliq Urdu"]);
    expect(familiesFor(["漢"], all)).toEqual([]);
  });
});
