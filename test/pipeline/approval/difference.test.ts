import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Picture } from "../../../src/domain/media.ts";
import { differenceOf, piecesOf, sayDifference } from "../../../src/pipeline/approval/difference.ts";
import type { Reading } from "../../../src/platforms/platform.ts";

const card: Picture = { digest: "ab".repeat(32), mime: "image/jpeg", width: 1080, height: 1350, alt: "Wheat prices" };

function reading(texts: readonly string[], pictures: readonly Picture[] = []): Reading {
  return { parts: texts.map((text, index) => ({ text, pictures: index === 0 ? pictures : [] })) };
}

function said(before: Reading, after: Reading): readonly string[] {
  return differenceOf(before, after).map(sayDifference);
}

describe("the difference between two states of a post", () => {
  it("is nothing where readers would see the same", () => {
    expect(differenceOf(reading(["The cabinet met."], [card]), reading(["The cabinet met."], [card]))).toEqual([]);
  });

  it("shows the words that went and came, with a few around them", () => {
    const before = "The water board will pay growers in four districts nine million rupees before the first rain of the season falls.";
    expect(said(reading([before]), reading([before.replace("nine", "ten")]))).toEqual([
      "text: … growers in four districts [-nine-] {+ten+} million rupees before the …",
    ]);
  });

  it("names the part, and tells a new part and a dropped one", () => {
    const [one, two, three] = ["The council met on Monday.", "It heard the farmers of Sehwan.", "Prices fall in July, it says."];
    expect(said(reading([one ?? "", two ?? ""]), reading([one ?? "", "It heard the growers of Sehwan."]))).toEqual([
      "part 2: It heard the [-farmers-] {+growers+} of Sehwan.",
    ]);
    expect(said(reading([one ?? "", two ?? ""]), reading([one ?? "", two ?? "", three ?? ""]))).toEqual([`part 3: {+${three}+}`]);
    expect(said(reading([one ?? "", two ?? "", three ?? ""]), reading([one ?? "", three ?? ""]))).toEqual([`part 2: [-${two}-]`]);
  });

  it("tells another picture and another description", () => {
    expect(said(reading(["A."], [card]), reading(["A."], [{ ...card, alt: "Rice prices" }]))).toEqual([
      "text, picture 1: [-Wheat-] {+Rice+} prices [abababab]",
    ]);
    expect(said(reading(["A."], [card]), reading(["A."], [{ ...card, digest: "cd".repeat(32) }]))).toEqual([
      "text, picture 1: Wheat prices [-[abababab]-] {+[cdcdcdcd]+}",
    ]);
    expect(said(reading(["A."], [card]), reading(["A."]))).toEqual(["text, picture 1: [-Wheat prices [abababab]-]"]);
  });

  it("shows Urdu words as words", () => {
    expect(said(reading(["کابینہ نے نو ارب روپے منظور کیے۔"]), reading(["کابینہ نے دس ارب روپے منظور کیے۔"]))).toEqual([
      "text: کابینہ نے [-نو-] {+دس+} ارب روپے منظور کیے۔",
    ]);
  });
});

describe("the pieces of two texts", () => {
  const text = fc.array(fc.constantFrom("nine", "ten", "rain", "the", "\n\nAnd", "so"), { maxLength: 12 }).map((words) => words.join(" "));

  it("give back both, whatever they are", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = piecesOf(before, after);
        const words = (...kinds: readonly string[]) =>
          pieces
            .filter(({ kind }) => kinds.includes(kind))
            .map((piece) => piece.text)
            .join("");
        expect(words("same", "gone").split(/\s+/u).join(" ").trim()).toBe(before.split(/\s+/u).join(" ").trim());
        expect(words("same", "new").trim()).toBe(after.trim());
      }),
    );
  });

  it("of one text and itself are one that stayed", () => {
    fc.assert(
      fc.property(text, (same) => {
        expect(piecesOf(same, same).every(({ kind }) => kind === "same")).toBe(true);
      }),
    );
  });
});
