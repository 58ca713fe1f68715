import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readingLines, readingOf } from "../../../src/pipeline/compose.ts";
import { corpus } from "./corpus.ts";
import { summaryOf } from "./house.ts";

/** What is read in a summary, printed; `UPDATE_GOLDENS=1` writes it anew. */
const folder = join(import.meta.dirname, "readings");
const printed =
  "abbreviations by-election lakh-crore list-items nested-quotations summit urdu-budget urdu-court urdu-mixed urdu-quotations".split(" ");

test.each(printed)("%s is read as it was last printed and looked at", (name) => {
  const item = corpus.find((each) => each.name === name);
  if (!item) throw new Error(`There is no summary ${name}.`);
  const lines = `${readingLines(readingOf(item.summary)).join("\n").trim()}\n`;
  const file = join(folder, `${name}.txt`);
  if (process.env.UPDATE_GOLDENS === "1") writeFileSync(file, lines);
  expect(lines).toBe(readFileSync(file, "utf8"));
});

const sentencesOf = (text: string) =>
  readingOf(summaryOf(text)).blocks.flatMap((block) => (block.kind === "paragraph" ? block.sentences : []));

test("abbreviations, initials, decimals and a quotation's end don't end a sentence", () => {
  const text =
    "Dr. A. K. Niazi of the U.S. office paid Rs. 4.5 billion, 11 per cent. of it to Gen. (retd.) Asad Jamal under Art. 4. “No. 7 is closed. Go home,” he said.";
  expect(sentencesOf(text).map((sentence) => sentence.text)).toEqual([
    "Dr. A. K. Niazi of the U.S. office paid Rs. 4.5 billion, 11 per cent. of it to Gen. (retd.) Asad Jamal under Art. 4.",
    "“No. 7 is closed. Go home,” he said.",
  ]);
});

test("a quotation has its speaker, and a pronoun means whoever was named last", () => {
  const [first, second] = sentencesOf("Railways minister Shazia Malik opened the line. “It is late,” she said, “but it is here.”");
  expect(first?.names).toEqual([{ text: "Shazia Malik", kind: "person" }]);
  expect(second?.quotations).toEqual([
    { words: "It is late,", speaker: "Shazia Malik" },
    { words: "but it is here.", speaker: "Shazia Malik" },
  ]);
});

test("numbers have value and unit in either language", () => {
  const [english] = sentencesOf("The fund lent Rs. 11 lakh crore, or 4.5 per cent of $90 billion, for 12 years.");
  expect(english?.numbers.map(({ value, unit }) => [value, unit])).toEqual([
    [11e12, "rupee"],
    [4.5, "percent"],
    [90e9, "dollar"],
    [12, "year"],
  ]);
  const [urdu] = sentencesOf("فنڈ نے ۱۲ سال کے لیے 4.5 ارب روپے کا قرض دیا۔");
  expect(urdu?.numbers.map(({ value, unit }) => [value, unit])).toEqual([
    [12, "year"],
    [4.5e9, "rupee"],
  ]);
});

test("headings and lists are told from paragraphs", () => {
  const kinds = readingOf(
    summaryOf(
      "The plan\n\nThe law was passed on Monday. It does two things:\n\n- It ends the levy;\n- it names a judge.\n\nTraders object.",
      "a.md",
    ),
  ).blocks;
  expect(kinds.map(({ kind }) => kind)).toEqual(["heading", "paragraph", "list", "paragraph"]);
  expect(kinds[2]).toMatchObject({ intro: "It does two things:", items: [{ text: "It ends the levy" }, { text: "it names a judge" }] });
});
