import { describe, expect, test } from "vitest";
import type { Summary } from "../../src/domain/summary.ts";
import { compareLanguages } from "../../src/pipeline/compare-languages.ts";
import { summaryOf } from "../support/store-fixtures.ts";

function english(...paragraphs: readonly string[]): Summary {
  return summaryOf("english", { paragraphs });
}

function urdu(...paragraphs: readonly string[]): Summary {
  return summaryOf("urdu", { language: "ur", paragraphs });
}

function texts(facts: readonly { readonly text: string }[]): readonly string[] {
  return facts.map(({ text }) => text);
}

describe("comparing the languages of a story", () => {
  test("the same numbers and dates in both scripts are the same", () => {
    const one = english("The province will spend Rs 18.6 billion on 300 schools by 15 March 2027, 12 per cent more than last year.");
    const other = urdu("صوبہ ۱۵ مارچ ۲۰۲۷ تک 300 سکولوں پر 18 ارب 60 کروڑ روپے خرچ کرے گا، جو گزشتہ سال سے 12 فیصد زیادہ ہے۔");
    expect(compareLanguages(one, other)).toEqual({ one: [], other: [] });
  });

  test("what only one has is named as that one writes it, each once", () => {
    const one = english("The dam cost Rs 9 billion. Rs 9 billion is a record.", "It opens on 12 March.");
    const other = urdu("ڈیم پر 8 ارب روپے لاگت آئی۔ یہ 15 مارچ کو کھلے گا۔");
    const { one: here, other: there } = compareLanguages(one, other);
    expect(here.map(({ kind }) => kind)).toEqual(["number", "date"]);
    expect(texts(here)).toEqual(["Rs 9 billion", "12 March"]);
    expect(texts(there)).toEqual(["8 ارب روپے", "15 مارچ"]);
  });

  test("a rounding of the other's number is the same, and so is a date that names less", () => {
    const one = english("About 12,000 families moved in March.");
    const other = urdu("12 مارچ 2026 تک 11,980 خاندان منتقل ہوئے۔");
    expect(compareLanguages(one, other)).toEqual({ one: [], other: [] });
  });

  test("the headline counts too, and a year's number is a date", () => {
    const one = { ...english("The levy stays."), title: "Levy of 35 rupees stays until 2028" };
    const { one: here } = compareLanguages(one, urdu("لیوی برقرار ہے۔"));
    expect(texts(here)).toEqual(["35 rupees", "2028"]);
  });

  test("one of two turned round gives the same lists the other way", () => {
    const one = english("The dam cost Rs 9 billion and holds 40,000 acre feet.");
    const other = urdu("ڈیم پر 8 ارب روپے لاگت آئی۔");
    const there = compareLanguages(other, one);
    expect(compareLanguages(one, other)).toEqual({ one: there.other, other: there.one });
  });

  test("words that count nothing are no numbers", () => {
    expect(compareLanguages(english("One of them said so, for the third time."), urdu("ان میں سے کسی نے یہ کہا۔"))).toEqual({
      one: [],
      other: [],
    });
  });
});
