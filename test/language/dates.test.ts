import { expect, test } from "vitest";
import { dates, datesAgree, daysMeant } from "../../src/language/dates.ts";

const parts = (text: string, language: "en" | "ur" = "en") =>
  dates(text, language).map(({ start: _, end: __, text: ___, ...rest }) => rest);

test.each([
  ["on 12 March 2027", [{ day: 12, month: 3, year: 2027 }]],
  ["on March 12, 2027", [{ day: 12, month: 3, year: 2027 }]],
  ["on Nov. 12", [{ day: 12, month: 11 }]],
  [
    "witnesses on 1 and 2 December",
    [
      { day: 1, month: 12 },
      { day: 2, month: 12 },
    ],
  ],
  ["the budget of 2026-27", [{ year: 2026, yearTo: 2027 }]],
  ["on Friday", [{ weekday: 5 }]],
  ["in May", [{ month: 5 }]],
  ["It may march on", []],
  ["2,026 people and Rs. 2024", []],
])("%s → %j", (text, expected) => {
  expect(parts(text)).toEqual(expected);
});

test.each([
  [
    "یکم سے 5 دسمبر تک",
    [
      { day: 1, month: 12 },
      { day: 5, month: 12 },
    ],
  ],
  ["۳۱ مارچ تک", [{ day: 31, month: 3 }]],
  ["جون 2027 تک", [{ month: 6, year: 2027 }]],
  ["جمعے تک", [{ weekday: 5 }]],
  ["اس ہفتے", []],
])("%s → %j", (text, expected) => {
  expect(parts(text, "ur")).toEqual(expected);
});

test("a date agrees with one that names more, not with one that names less", () => {
  const [short] = dates("12 March", "en");
  const [long] = dates("12 March 2027", "en");
  if (!short || !long) throw new Error("Both are dates.");
  expect(datesAgree(short, long)).toBe(true);
  expect(datesAgree(long, short)).toBe(false);
});

test("a weekday means the one before and the one after the day it is said on", () => {
  const [friday] = dates("on Friday", "en");
  const spokenOn = Temporal.PlainDate.from("2026-11-17");
  expect(friday && daysMeant(friday, spokenOn).map(String)).toEqual(["2026-11-13", "2026-11-20"]);
});
