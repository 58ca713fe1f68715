import { expect, test } from "vitest";
import { entities } from "../../src/language/entities.ts";
import { quotations } from "../../src/language/quotations.ts";
import { speakerOf } from "../../src/language/speaker-of.ts";

const named = (text: string, language: "en" | "ur" = "en") => entities(text, language).map(({ text: name, kind }) => `${kind} ${name}`);

test("people, places and institutions are told apart", () => {
  expect(
    named("Dr. Sana Mir of the Centre for Public Policy met the planning ministry in Hunza, Landi Kotal and the U.S. on Monday."),
  ).toEqual([
    "person Sana Mir",
    "institution Centre for Public Policy",
    "institution planning ministry",
    "place Hunza",
    "place Landi Kotal",
    "place U.S.",
  ]);
  expect(named("Wattoo won NA-258 in April, the IMF said.")).toEqual(["institution IMF"]);
});

test("a surname alone is somebody whom the surroundings name in full", () => {
  expect(entities("Then Wattoo refused.", "en", new Set(["Wattoo"])).map(({ kind }) => kind)).toEqual(["person"]);
});

test("Urdu names are found by titles, heads and places", () => {
  expect(named("صوبائی وزیر خزانہ عمران شورو نے کراچی میں قومی اسمبلی کے ارکان اور محکمہ داخلہ سے ملاقات کی۔", "ur")).toEqual([
    "person عمران شورو",
    "place کراچی",
    "institution قومی اسمبلی",
    "institution محکمہ داخلہ",
  ]);
  expect(named("Pakistan Fintech Association کی صدر Maryam Qazi نے انکار کیا۔", "ur")).toEqual([
    "institution Pakistan Fintech Association",
    "person Maryam Qazi",
  ]);
});

const speaker = (sentence: string, language: "en" | "ur" = "en") =>
  quotations(sentence).map((quotation) => speakerOf(sentence, quotation, language));

test.each([
  ["“No one will sign,” said Hafiz Akram, who speaks for the market.", ["Hafiz Akram"]],
  [
    "“It is late,” its chairman, Dr. Usman Bajwa, said, “but not too late.”",
    ["its chairman, Dr. Usman Bajwa", "its chairman, Dr. Usman Bajwa"],
  ],
  ["The judge wrote that officials “treat silence as an answer”.", ["The judge"]],
  ["He paid for the “second list” in May.", [null]],
])("%s says who speaks", (sentence, expected) => {
  expect(speaker(sentence)).toEqual(expected);
});

test("an Urdu quotation has its speaker before or behind it", () => {
  expect(speaker("اپوزیشن لیڈر ثمینہ اعوان نے کہا کہ ’’بجٹ پرانا ہے‘‘۔", "ur")).toEqual(["اپوزیشن لیڈر ثمینہ اعوان"]);
  expect(speaker("’’بجٹ پرانا ہے‘‘، ثمینہ اعوان نے کہا۔", "ur")).toEqual(["ثمینہ اعوان"]);
});
