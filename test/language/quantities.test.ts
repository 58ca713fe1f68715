import fc from "fast-check";
import { expect, test } from "vitest";
import { isHonest, type Quantity, quantities } from "../../src/language/quantities.ts";

const one = (text: string): Quantity => {
  const [found] = quantities(text);
  if (!found) throw new Error(`No quantity in "${text}".`);
  return found;
};

test.each([
  ["Rs. 1.03 trillion", 1.03e12, "rupee"],
  ["1,100 billion rupees", 1.1e12, "rupee"],
  ["1.1 lakh crore rupees", 1.1e12, "rupee"],
  ["18 ارب 60 کروڑ روپے", 18.6e9, "rupee"],
  ["7 لاکھ 45 ہزار ووٹر", 745_000, null],
  ["ساڑھے تین لاکھ افراد", 350_000, null],
  ["a million rupees", 1e6, "rupee"],
  ["573-kilometre line", 573, "kilometre"],
  ["۵۲ دن", 52, "day"],
  ["nine days", 9, "day"],
  ["half of them", 0.5, "share"],
  ["six in ten branches", 0.6, "share"],
  ["every fifth delivery", 5, "ordinal"],
  ["50 basis points", 50, "points"],
])("%s is one number with its unit", (text, value, unit) => {
  const [found, ...more] = quantities(text);
  expect(more).toEqual([]);
  expect(found?.value).toBeCloseTo(value, 6);
  expect(found?.unit).toBe(unit);
});

test.each([
  ["about 12,000 people", "11,980 people", true],
  ["nearly 12,000 people", "11,980 people", true],
  ["nearly 12,000 people", "12,020 people", false],
  ["more than 11,000 people", "11,980 people", true],
  ["more than 12,000 people", "11,980 people", false],
  ["12,000 people", "11,980 people", false],
  ["under 33 people", "30 people", false],
  ["half of them", "50 per cent of them", true],
  ["5 per cent", "5 percentage points", false],
  ["Rs. 5 billion", "$5 billion", false],
  ["12 ہزار سے زائد افراد", "12,400 افراد", true],
])("%s for %s is honest: %j", (said, known, expected) => {
  expect(isHonest(one(said), one(known))).toBe(expected);
});

test("a number is an honest form of itself in any scale", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), (value) => {
      expect(isHonest(one(`${value} crore rupees`), one(`Rs. ${value * 10} million`))).toBe(true);
      expect(isHonest(one(`${value} crore rupees`), one(`Rs. ${value * 10 + 1} million`))).toBe(false);
    }),
  );
});
