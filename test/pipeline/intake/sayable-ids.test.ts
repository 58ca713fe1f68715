import fc from "fast-check";
import { expect, test } from "vitest";
import { sayableIds } from "../../../src/pipeline/intake.ts";

test("ids are short first, then longer, and the same every time", () => {
  const ids = sayableIds("abc", "x");
  expect(ids).toHaveLength(16);
  expect(ids.slice(0, 8).every((id) => /^[a-z]{5}-\d\d$/.test(id))).toBe(true);
  expect(ids.slice(8).every((id) => /^[a-z]{5}-[a-z]{5}-\d\d$/.test(id))).toBe(true);
  expect(sayableIds("abc", "x")).toEqual(ids);
});

test("another account's post has another id", () => {
  fc.assert(
    fc.property(fc.string(), (fingerprint) => {
      expect(sayableIds(fingerprint, "instagram")).not.toEqual(sayableIds(fingerprint, "x"));
    }),
  );
});

test("ten thousand summaries hardly ever want the same first id", () => {
  const firsts = new Set(Array.from({ length: 10_000 }, (_, at) => sayableIds(String(at), "x")[0]));
  expect(firsts.size).toBeGreaterThan(9_900);
});
