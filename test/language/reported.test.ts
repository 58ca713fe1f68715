import { expect, test } from "vitest";
import { reports } from "../../src/language/reported.ts";

const sentence =
  "The ministry told the provinces on Monday that money for schools would end in June, that works nearly finished would be paid for, and that a committee, which met once, would say that the list was complete.";

test("a long report becomes sentences, each with who says so", () => {
  expect(reports(sentence, 130)).toEqual([
    "The ministry told the provinces on Monday that money for schools would end in June.",
    "The ministry told the provinces on Monday that works nearly finished would be paid for.",
    "The ministry told the provinces on Monday that a committee, which met once, would say that the list was complete.",
  ]);
  expect(reports(sentence, 160)[0]).toBe(
    "The ministry told the provinces on Monday that money for schools would end in June, and that works nearly finished would be paid for.",
  );
});

test("a clause that points back to the one before stays with it", () => {
  const told =
    "The ministry told the provinces that money for schools would end in June, that works nearly finished would be paid for, that all others would be closed, and that a committee would draw up the list.";
  expect(reports(told, 150)).toEqual([
    "The ministry told the provinces that money for schools would end in June.",
    "The ministry told the provinces that works nearly finished would be paid for, and that all others would be closed.",
    "The ministry told the provinces that a committee would draw up the list.",
  ]);
});

test("one that is short enough, or reports one thing, stays as it is", () => {
  expect(reports(sentence, 1000)).toEqual([sentence]);
  const one = "The ministry said that the levy, that old friend of every budget, would rise.";
  expect(reports(one, 20)).toEqual([one]);
});
