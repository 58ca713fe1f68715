import { describe, expect, test } from "vitest";
import { wordsIn } from "../../../src/pipeline/house-rules.ts";

const cases: readonly (readonly [what: string, phrase: string, text: string, found: readonly string[]])[] = [
  ["whole words only", "court", "The court, courtly Courtney: a Court.", ["court", "Court"]],
  ["with a capital only as written", "BREAKING", "Breaking news: BREAKING", ["BREAKING"]],
  ["any ending after a star", "blasphem*", "Blasphemy and blasphemous, not ablasphemy", ["Blasphemy", "blasphemous"]],
  ["either apostrophe and any space", "you won't believe", "You won’t\u00a0believe it", ["You won’t\u00a0believe"]],
  ["beside punctuation and hyphens", "defense", "self-defense (defense).", ["defense", "defense"]],
  ["in a word's other normal form", "café", "a cafe\u0301 there", ["café"]],
  ["whole words of Urdu", "فوج", "فوج نے کہا، فوجی افسر، افواج، پاک فوج۔", ["فوج", "فوج"]],
  ["not inside an Urdu word held by a non-joiner", "می", "می\u200cرود", []],
  ["Urdu of two words", "بریکنگ نیوز", "آج کی بریکنگ نیوز!", ["بریکنگ نیوز"]],
  ["beside an emoji", "court", "🏛court🏛", ["court"]],
  ["numbers of a law", "295-C", "Section 295-C, not 1295-C or 295-CC", ["295-C"]],
];

describe("a phrase of the rules", () => {
  test.each(cases)("finds %s", (_what, phrase, text, found) => {
    expect(wordsIn(phrase, text)).toEqual(found);
  });

  test("finds its place also after a letter that grows when it loses its capital", () => {
    expect(wordsIn("court", "İİİ the Court")).toEqual(["Court"]);
  });
});
