/** Which characters no font has: drawn, they would be empty boxes, and nothing would say so. */
import { codePointsOf } from "./cmap.ts";
import { coverageFileOf, emoji, type Family } from "./fonts.ts";
import { graphemes, isEmoji } from "./graphemes.ts";

const points = new Map<Family, ReadonlySet<number>>();

/** Read once a process, and only when a text needs the family. */
function pointsOf(family: Family): ReadonlySet<number> {
  const known = points.get(family) ?? codePointsOf(coverageFileOf(family));
  points.set(family, known);
  return known;
}

/** Drawn as nothing by any font: joiners, variation selectors, direction marks, tags. White space is folded before. */
const unseen = /[\p{Default_Ignorable_Code_Point}\s]/u;

/**
 * Graphemes of the texts that none of the families has whole, each once, in order. A grapheme is drawn in one font, so a
 * letter from one and its mark from another don't count; composed and decomposed forms do.
 */
export function uncoveredIn(texts: readonly string[], families: readonly Family[]): readonly string[] {
  const all = new Set(texts.flatMap((text) => graphemes(text)));
  return [...all].filter((grapheme) => !families.some((family) => has(family, grapheme)));
}

/** The families that the texts are drawn in, where each sign takes the first that has it; a font that isn't needed costs megabytes. */
export function familiesFor(texts: readonly string[], families: readonly Family[]): readonly Family[] {
  const all = new Set(texts.flatMap((text) => graphemes(text)));
  const needed = new Set([...all].map((grapheme) => (isEmoji(grapheme) ? emoji : families.find((family) => has(family, grapheme)))));
  return families.filter((family) => needed.has(family));
}

function has(family: Family, grapheme: string): boolean {
  const forms = [grapheme, grapheme.normalize("NFC"), grapheme.normalize("NFD")];
  return forms.some((form) => [...form].every((sign) => unseen.test(sign) || pointsOf(family).has(sign.codePointAt(0) ?? 0)));
}
