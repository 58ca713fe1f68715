import { expect, test } from "vitest";
import { bareOpening, contradicts, dangles, leans, untied } from "../../src/language/openers.ts";

test.each([
  "This significant concession was made on Friday.",
  "It will cost Rs. 5 billion.",
  "He rejected the offer.",
  "Their federation disagreed.",
  "The development was welcomed in Brussels.",
  "In a statement, she denied it.",
  "Instead, taxes will rise.",
  "Two-thirds of them were found in six districts.",
  "In that time he can open two exhibitions.",
  "Under this plan the levy goes.",
])("%s points back", (sentence) => {
  expect(dangles(sentence, "en")).toBe(true);
});

test.each([
  "This week the cabinet meets in Quetta.",
  "The decision of the Supreme Court binds every province.",
  "Italy agreed.",
  "The power ministry disagreed.",
  "In Lahore, traders closed their shops.",
  "By this summer the canal will be dry.",
  "For those who drive, the toll is higher.",
  "The chamber of IT exporters welcomed the bill.",
  "Two-thirds of the cases were found in six districts.",
])("%s stands", (sentence) => {
  expect(dangles(sentence, "en")).toBe(false);
});

test.each(["یہ انتخابات ملتوی ہو گئے۔", "انہوں نے کہا کہ بجٹ منظور ہوگا۔", "اس فیصلے سے قیمتیں بڑھیں گی۔"])(
  "%s points back",
  (sentence) => {
    expect(dangles(sentence, "ur")).toBe(true);
  },
);

test.each(["اس سال گندم کی پیداوار کم رہی۔", "انتخابات مارچ میں ہوں گے۔", "وزارت خزانہ نے خبردار کیا ہے۔"])("%s stands", (sentence) => {
  expect(dangles(sentence, "ur")).toBe(false);
});

test("a sentence may lean on the one before further in", () => {
  expect(leans("Balochistan has 17 of them.", "en")).toBe(true);
  expect(leans("The council could adopt that rule at its meeting.", "en")).toBe(true);
  expect(leans("Border officials said that traders at Torkham must register.", "en")).toBe(false);
  expect(leans("Only one in ten schools has water.", "en")).toBe(false);
  expect(leans("The adviser said they would not, because the companies had paid.", "en")).toBe(true);
  expect(leans("Analysts expect one of 50 basis points.", "en")).toBe(true);
  expect(leans("The opposition voted against it over the last point.", "en")).toBe(true);
  expect(leans("کمیشن نے یہ اعتراض مسترد کر دیا ہے۔", "ur")).toBe(true);
});

test.each([
  ["Meanwhile, Sindh opposed the plan.", "Sindh opposed the plan."],
  ["However, the court did not agree.", "The court did not agree."],
  ["Sindh, however, has opposed the plan.", "Sindh has opposed the plan."],
  ["But traders refused.", "Traders refused."],
  ["The political landscape is shifting as key parties prepare for talks.", "Key parties prepare for talks."],
])("%s loses only its tie", (sentence, expected) => {
  expect(untied(sentence, "en")).toBe(expected);
});

test("an Urdu tie goes too", () => {
  expect(untied("تاہم حزبِ اختلاف نے بل مسترد کر دیا۔", "ur")).toBe("حزبِ اختلاف نے بل مسترد کر دیا۔");
});

test("a thing by its bare name is told from one that is introduced", () => {
  expect(bareOpening("The bill goes to the Senate.", "en")).toBe("bill");
  expect(bareOpening("The companies refused.", "en")).toBe("compan");
  expect(bareOpening("The Bill of Rights stands.", "en")).toBeNull();
  expect(bareOpening("The power ministry disagreed.", "en")).toBeNull();
  expect(bareOpening("کمیٹی کے مطابق اہل خواتین دستیاب نہیں۔", "ur")).toBe("کمیٹی");
  expect(bareOpening("وزارتِ خزانہ نے انکار کیا۔", "ur")).toBeNull();
});

test("what takes something back is told from what goes on", () => {
  expect(contradicts("However, both gave way.", "en")).toBe(true);
  expect(contradicts("Karimov, however, said the route was settled.", "en")).toBe(true);
  expect(contradicts("تاہم عدالت نے استدعا منظور نہیں کی۔", "ur")).toBe(true);
  expect(contradicts("Meanwhile, both gave way.", "en")).toBe(false);
});

test("an inner therefore goes, wherever its commas are", () => {
  expect(untied("The institute therefore proposes a van.", "en")).toBe("The institute proposes a van.");
  expect(untied("She said “we therefore refuse” and left.", "en")).toBe("She said “we therefore refuse” and left.");
});
