import { expect, test } from "vitest";
import { manners } from "../../planted/honest.ts";
import { blocking, kinds } from "../../planted/kinds.ts";
import { type Count, measure, sum } from "../../planted/measure.ts";
import { more, withRewordings } from "../../planted/written.ts";
import { tuned } from "../compose/corpus.ts";

const measured = measure([...tuned, ...more].map(withRewordings), 4, 4);
const rate = ({ hits, of }: Count) => hits / of;

test("enough is planted of every kind, in both languages, to say anything", () => {
  for (const kind of kinds) expect(sum(measured.found, [kind]).of, kind).toBeGreaterThan(30);
  expect(new Set([...measured.found.keys()].map((key) => key.split(" ")[1]))).toEqual(new Set(["en", "ur"]));
});

test("wrong digits, units, scales, dates, names, speakers and quotations are stopped, 99 in 100", () => {
  expect(rate(sum(measured.found, [...blocking]))).toBeGreaterThanOrEqual(0.99);
});

test.each(kinds.filter((kind) => !blocking.has(kind)))("a lost or turned %s is found, 9 in 10", (kind) => {
  expect(rate(sum(measured.found, [kind]))).toBeGreaterThanOrEqual(0.9);
});

test("of honest posts one in a hundred is stopped at most, and none that Herald composed", () => {
  expect(rate(sum(measured.stopped, manners))).toBeLessThanOrEqual(0.01);
  expect(sum(measured.stopped, ["composed"]).hits).toBe(0);
});
