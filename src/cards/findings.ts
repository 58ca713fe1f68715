import type { Card } from "../domain/media.ts";
import { block, type Problem, warn } from "../domain/problem.ts";
import type { Fit } from "./fit.ts";
import { mainTextOf } from "./words.ts";

/** What a phone's reader takes in before the thumb moves on. */
const mostWords = 45;

/** What an editor is told of a card. @param texts all that it shows. */
export function findings(card: Card, texts: readonly string[], uncovered: readonly string[], verdict: Fit["verdict"]): readonly Problem[] {
  const where = `card ${card.width}×${card.height}`;
  return [...wordProblems(where, card, texts), ...glyphProblems(where, uncovered), ...fitProblems(where, verdict)];
}

function wordProblems(where: string, card: Card, texts: readonly string[]): readonly Problem[] {
  if (mainTextOf(card).trim() === "") return [block("media-headline", where, "The card has no headline.", "Give the summary a title.")];
  const words = texts
    .join(" ")
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words <= mostWords) return [];
  return [warn("media-words", where, `The card has ${words} words, and a reader takes in ${mostWords}.`, "Shorten the title.")];
}

function glyphProblems(where: string, uncovered: readonly string[]): readonly Problem[] {
  if (uncovered.length === 0) return [];
  const signs = uncovered.map((sign) => `${sign} (${codes(sign)})`).join(", ");
  const remedy = "Write the card's words without it, or in Latin or Urdu letters.";
  return [block("media-glyph", where, `No font that ships with Herald has ${signs}: the card would show an empty box.`, remedy)];
}

function codes(sign: string): string {
  return Array.from(sign, (point) => `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
}

function fitProblems(where: string, verdict: Fit["verdict"]): readonly Problem[] {
  if (verdict === "over") {
    return [
      block(
        "media-headline",
        where,
        "The words don't fit on the card at the smallest size that a phone's reader can read.",
        "Shorten the headline or its second line.",
      ),
    ];
  }
  if (verdict === "broken") {
    return [
      warn("media-word", where, "A word of the headline is wider than the card and is broken in two.", "Choose a shorter word if you can."),
    ];
  }
  return [];
}
