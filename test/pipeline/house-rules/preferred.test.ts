import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { misspellings } from "../../../src/pipeline/house-rules/preferred.ts";
import { applyPreferred, foldSummary, plainStyle, type Style } from "../../../src/pipeline/house-rules.ts";
import { summaryOf } from "../compose/house.ts";

function preferring(...prefer: Style["prefer"]): Style {
  return { ...plainStyle, prefer };
}

const style = preferring(
  { write: "per cent", not: ["percent", "per-cent"] },
  { write: "defence", not: ["defense"] },
  { write: "Khyber Pakhtunkhwa", not: ["KPK", "Khyber-Pakhtunkhwa"] },
  { write: "لیے", not: ["لئے", "لیئے"] },
);

describe("the house's spelling", () => {
  test.each([
    ["Prices rose 4 percent, or 4 PERCENT.", "Prices rose 4 per cent, or 4 PER CENT."],
    ["Percent is a word; Defense too.", "Per cent is a word; Defence too."],
    ["“Self-defense,” he said.", "“Self-defence,” he said."],
    ["KPK and Khyber-Pakhtunkhwa", "Khyber Pakhtunkhwa and Khyber Pakhtunkhwa"],
    ["kpk isn't what the rule says", "kpk isn't what the rule says"],
    ["عوام کے لئے، سب کے لیئے", "عوام کے لیے، سب کے لیے"],
  ])("of %j is %j", (written, spelled) => {
    expect(applyPreferred(written, style)).toBe(spelled);
  });

  test.each(["https://example.com/defense?percent=4", "#defense #Percent", "@defense_desk", "defense.gov", "www.percent.example/defense"])(
    "leaves %j to its owner",
    (text) => {
      expect(applyPreferred(`See ${text} there`, style)).toBe(`See ${text} there`);
      expect(misspellings(text, style)).toEqual([]);
    },
  );

  test("leaves a text that has it untouched, letter by letter", () => {
    const text = "A cafe\u0301 in Quetta, 4 per cent";
    expect(applyPreferred(text, style)).toBe(text);
  });

  test("is found with its place", () => {
    expect(misspellings("The defense of 4 percent", style)).toEqual([
      { start: 4, end: 11, written: "defense", instead: "defence" },
      { start: 17, end: 24, written: "percent", instead: "per cent" },
    ]);
  });

  test("applied twice changes nothing more, and leaves no other behind, whatever the text", () => {
    const word = fc.constantFrom(
      "percent",
      "Defense",
      "per-cent",
      "KPK",
      "لئے",
      "the",
      "4",
      ",",
      "“",
      "https://a.pk/percent",
      "#KPK",
      "👩‍👩‍👧",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.constantFrom(" ", "", "-"), (words, between) => {
        const once = applyPreferred(words.join(between), style);
        expect(applyPreferred(once, style)).toBe(once);
        expect(misspellings(once, style)).toEqual([]);
      }),
    );
  });

  test("of a summary is made once, and is the summary itself where nothing changes", () => {
    const plain = summaryOf("The council met on Monday and agreed to nothing.");
    expect(foldSummary(plain, style)).toBe(plain);
    const other = summaryOf("---\ntitle: A defense budget\n---\nIt grew by 4 percent in a year.\n", "summary.md");
    const folded = foldSummary(other, style);
    expect(folded).toMatchObject({ title: "A defence budget", paragraphs: ["It grew by 4 per cent in a year."], id: other.id });
    expect(foldSummary(other, style)).toBe(folded);
  });
});
