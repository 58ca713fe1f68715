import { expect, test } from "vitest";
import { heapBytes } from "./heap.ts";
import { summaryOf } from "./house.ts";
import { composedAgain, everyText } from "./whole.ts";

test("summaries leave nothing behind: the heap is as large after many as after a few", { timeout: 120_000 }, () => {
  composedAgain(200);
  const before = heapBytes();
  composedAgain(600);
  // A single kept story takes some 20 kB; a tenth of the summaries kept would be over this.
  expect(heapBytes() - before).toBeLessThan(1_200_000);
});

const endless: Readonly<Record<string, string>> = {
  "commas without an end": "a, ".repeat(30_000),
  "quotations without an end": "“yes” said he, ".repeat(8_000),
  "Urdu without an end": "وزیر نے کہا کہ بجٹ منظور ہو گیا ہے، جس میں 12 فیصد اضافہ ہے، ".repeat(2_000),
  "thousands of people": Array.from({ length: 3_000 }, (_, at) => `Minister Aab${at.toString(36)} Zxc${at.toString(36)} met.`).join(" "),
  "thousands of paragraphs": Array.from({ length: 3_000 }, (_, at) => `The board number ${at} approved the plan.`).join("\n\n"),
  "a list of thousands": `The law:\n\n${Array.from({ length: 3_000 }, (_, at) => `- names case ${at};`).join("\n")}`,
};

test.each(Object.entries(endless))("%s are posted in the time of any text", { timeout: 20_000 }, (_, text) => {
  for (const post of everyText(summaryOf(text, "a.md"))) expect(post).not.toBe("");
});

test("the first words of a text without stops still open its posts", () => {
  const [first] = everyText(summaryOf(`Karachi will have ${"a new berth, ".repeat(400)}and a lamp`));
  expect(first).toMatch(/^Karachi will have a new berth, .*berth[.…]$/u);
});
