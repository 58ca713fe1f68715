import { expect, test } from "vitest";
import { canPart, isWidowed } from "../../src/cards/lines.ts";

const line = (text: string, width: number) => ({ text, width });

test("a last line is a widow where it is one short word, or very short", () => {
  const before = [line("Provinces agree to share", 900), line("the cost of a flood", 800)];
  expect(isWidowed([...before, line("warning", 300)])).toBe(true);
  expect(isWidowed([...before, line("network", 400)])).toBe(false);
  expect(isWidowed([...before, line("on it", 200)])).toBe(true);
  expect(isWidowed([...before, line("along the Indus", 420)])).toBe(false);
  expect(isWidowed([line("Berths open", 500), line("now", 90)])).toBe(false);
});

test("words that are glued don't part", () => {
  expect(canPart("Rs\u00a01.1\u00a0trillion ")).toBe(false);
  expect(canPart("NATO\u2060-\u2060like")).toBe(false);
  expect(canPart("two words")).toBe(true);
});
