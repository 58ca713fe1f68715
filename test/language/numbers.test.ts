import { expect, test } from "vitest";
import { figures, sameFigure } from "../../src/language/numbers.ts";

function only(text: string) {
  const [figure, ...more] = figures(text);
  expect(more, `one number in "${text}"`).toEqual([]);
  if (!figure) throw new Error(`no number in "${text}"`);
  return figure;
}

test.each([
  ["12", "۱۲"],
  ["12", "١٢"],
  ["Rs. 1.1 trillion", "Rs 1,100 billion"],
  ["1.1 trillion rupees", "1.1 lakh crore rupees"],
  ["1,50,000", "150,000"],
  ["5 per cent", "5%"],
  ["۵ فیصد", "5 percent"],
  ["nine", "9"],
  ["twenty-five", "25"],
  ["18 ارب روپے", "Rs. 18 billion"],
  ["۱٫۵ ملین", "1.5 million"],
  ["$3bn", "3 billion dollars"],
])("%s is %s", (one, other) => {
  expect(sameFigure(only(one), only(other))).toBe(true);
});

test.each([
  ["12", "13"],
  ["5 per cent", "5 percentage points"],
  ["Rs. 5 billion", "$5 billion"],
  ["5 million", "5 billion"],
  ["nine", "eight"],
])("%s is not %s", (one, other) => {
  expect(sameFigure(only(one), only(other))).toBe(false);
});

test("a number's span covers its currency, scale and unit", () => {
  const text = "The cost is Rs. 38 billion, or 4.1 per cent of the budget.";
  expect(figures(text).map((figure) => text.slice(figure.start, figure.end))).toEqual(["Rs. 38 billion", "4.1 per cent"]);
});
