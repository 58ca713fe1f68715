import fc from "fast-check";
import { expect, test } from "vitest";
import type { Problem, Result } from "../../../src/domain/problem.ts";
import type { Summary } from "../../../src/domain/summary.ts";
import { readSummary, summaryFromText } from "../../../src/pipeline/intake.ts";

const options = { timezone: "Asia/Karachi" };
const read = (text: string, name = "summary.md") => readSummary({ name, bytes: new TextEncoder().encode(text) }, options);

function value(result: Result<Summary>): Summary {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

function problems(result: Result<Summary>): readonly Problem[] {
  if (result.ok) throw new Error("the summary was accepted");
  return result.problems;
}

const front = `---
title: Cabinet approves the mining law
link: https://example.com/mining
tags: [mining, Balochistan]
language: en
date: 2026-11-20
embargo: 2026-11-21 09:00
expires: 2026-11-23
author: Zarmina Tareen
kind: opinion
image: https://example.com/mine.jpg
imageAlt: A quarry at dusk
imageCredit: Herald
accounts: x, instagram
story: mining-law
---
The cabinet approved the law.

It takes effect in May.
`;

test("front matter becomes fields, and local times are read in the zone", () => {
  const summary = value(read(front));
  expect(summary).toMatchObject({
    title: "Cabinet approves the mining law",
    link: "https://example.com/mining",
    tags: ["mining", "Balochistan"],
    language: "en",
    date: "2026-11-20",
    author: "Zarmina Tareen",
    kind: "opinion",
    image: { src: "https://example.com/mine.jpg", alt: "A quarry at dusk", credit: "Herald" },
    accounts: ["x", "instagram"],
    story: "mining-law",
    paragraphs: ["The cabinet approved the law.", "It takes effect in May."],
    source: "summary.md",
  });
  expect(summary.embargo).toBe(Date.parse("2026-11-21T09:00:00+05:00"));
  expect(summary.expires).toBe(Date.parse("2026-11-24T00:00:00+05:00"));
});

test("an offset is believed, and values are the text as written", () => {
  const summary = value(read("---\ntitle: 2026\nembargo: 2026-11-21T09:00:00Z\nstory: no\n---\nThe cabinet met.", "a.txt"));
  expect(summary).toMatchObject({ title: "2026", story: "no", embargo: Date.parse("2026-11-21T09:00:00Z") });
});

test("a text without blank lines has a paragraph a line, follow lines gone", () => {
  const summary = value(
    read("The bill passed.\n👉 Follow Policy Herald on YouTube\nIt takes effect in May.\nFollow us on X / Twitter", "a.txt"),
  );
  expect(summary.paragraphs).toEqual(["The bill passed.", "It takes effect in May."]);
  expect(summary.title).toBeUndefined();
});

test("with blank lines, broken lines belong together", () => {
  const summary = value(read("The bill\npassed.\n\n\u00a0It  takes\teffect\nin May.\n", "a.txt"));
  expect(summary.paragraphs).toEqual(["The bill passed.", "It takes effect in May."]);
});

test("lines that begin alike are a list in plain text too, and one dash is none", () => {
  const list = "The bill does two things:\n- It ends the levy.\n– It names a judge.";
  expect(value(read(list, "a.txt")).paragraphs).toEqual(["The bill does two things:", "• It ends the levy.", "• It names a judge."]);
  expect(value(read("The minister paused.\n- No comment, he said.", "a.txt")).paragraphs[1]).toBe("- No comment, he said.");
});

test("Markdown's light marks become plain words, and a leading heading the title", () => {
  const text =
    "# The **mining** law\n\nThe [cabinet](https://example.com) _approved_ it.\n\n- First `item`.\n- Second item.\n\n> A quotation.\n<!-- note -->";
  const summary = value(read(text));
  expect(summary.title).toBe("The mining law");
  expect(summary.paragraphs).toEqual(["The cabinet approved it.", "• First item.", "• Second item.", "A quotation."]);
});

test("in plain text a star stays a star", () => {
  expect(value(read("The 5*3 rule applies.", "a.txt")).paragraphs).toEqual(["The 5*3 rule applies."]);
});

test("the language is told by script", () => {
  expect(value(read("وفاقی کابینہ نے IMF کے قرض کی منظوری دے دی۔", "a.txt")).language).toBe("ur");
  expect(value(read("The cabinet approved the loan.", "a.txt")).language).toBe("en");
  expect(problems(read("内阁批准了贷款。", "a.txt"))[0]).toMatchObject({ code: "input-language", where: "a.txt" });
});

test("a declared language that the script contradicts is refused", () => {
  expect(problems(read("---\nlanguage: ur\n---\nThe cabinet approved the loan."))[0]?.code).toBe("input-language");
});

test("the same text is the same summary, whatever file and tags it comes with", () => {
  const one = value(read("The bill\u200b passed.\n", "a.txt"));
  const other = value(read("---\ntags: [law]\n---\n\nThe  bill passed.", "b.md"));
  expect(other.fingerprint).toBe(one.fingerprint);
  expect(other.id).toBe(one.id);
  expect(one.id).toMatch(/^[a-z]{5}-[a-z]{5}-\d\d$/);
  expect(value(read("The bill passed", "a.txt")).fingerprint).not.toBe(one.fingerprint);
});

test.each([
  ["an empty file", "", "input-empty", "a.md"],
  ["white space", " \n\u200b\n", "input-empty", "a.md"],
  ["only follow lines", "👉 Follow us on YouTube\nSubscribe to our YouTube channel", "input-empty", "a.md"],
  ["front matter without end", "---\ntitle: A\nThe bill passed.", "input-front-matter", "a.md:1"],
  ["front matter that is no YAML", '---\ntitle: "A\n---\nThe bill passed.', "input-front-matter", "a.md:2"],
  ["front matter that is a list", "---\n- a\n---\nThe bill passed.", "input-front-matter", "a.md:2"],
  ["a key twice", "---\ntitle: A\ntitle: B\n---\nThe bill passed.", "input-front-matter", "a.md:3"],
  ["an alias", "---\ntitle: &a A\nauthor: *a\n---\nThe bill passed.", "input-front-matter", "a.md:2"],
  ["an unknown key", "---\ntitle: A\ntag: law\n---\nThe bill passed.", "input-unknown-key", "a.md:3"],
  ["a key that JavaScript knows", "---\n__proto__: A\n---\nThe bill passed.", "input-unknown-key", "a.md:2"],
  ["a day that doesn't exist", "---\ndate: 2026-02-30\n---\nThe bill passed.", "input-value", "a.md:2"],
  ["a time that is none", "---\nembargo: tomorrow\n---\nThe bill passed.", "input-value", "a.md:2"],
  ["a link that is none", "---\nlink: javascript:alert(1)\n---\nThe bill passed.", "input-value", "a.md:2"],
  ["an unknown language", "---\nlanguage: de\n---\nThe bill passed.", "input-value", "a.md:2"],
  ["a title that is a list", "---\ntitle: [a, b]\n---\nThe bill passed.", "input-value", "a.md:2"],
  ["an opinion without author", "---\nkind: opinion\n---\nThe bill is wrong.", "input-value", "a.md:2"],
  ["an expiry before the embargo", "---\nembargo: 2026-11-21\nexpires: 2026-11-19\n---\nThe bill passed.", "input-value", "a.md:3"],
  ["a picture's description without a picture", "---\nimageAlt: A quarry\n---\nThe bill passed.", "input-value", "a.md:2"],
  ["a word that is no word", `The bill\n${"x".repeat(200)} passed.`, "input-not-text", "a.md:2"],
])("%s is refused in one sentence, with its place", (_, text, code, where) => {
  const [problem, ...more] = problems(read(text, "a.md"));
  expect(problem).toMatchObject({ code, where, severity: "block" });
  expect(more).toEqual([]);
  expect(problem?.message).toMatch(/\.$/);
  expect(problem?.remedy).toMatch(/[.?]$/);
});

test("all problems are told, never only the first", () => {
  const found = problems(read("---\ntag: law\nlanguage: de\ndate: soon\n---\n👉 Follow us on X"));
  expect(found.map((problem) => problem.code)).toEqual(["input-unknown-key", "input-value", "input-value", "input-empty"]);
});

test("bytes that are not UTF-8 are refused at their line", () => {
  const bytes = new Uint8Array([...new TextEncoder().encode("The bill\npassed "), 0xff, 0x0a]);
  expect(problems(readSummary({ name: "a.txt", bytes }, options))).toEqual([
    expect.objectContaining({ code: "input-encoding", where: "a.txt:2", message: "a.txt is not UTF-8 text." }),
  ]);
});

test("5 MB are refused", () => {
  const found = problems(readSummary({ name: "a.txt", bytes: new Uint8Array(5_000_000).fill(0x61) }, options));
  expect(found).toEqual([expect.objectContaining({ code: "input-too-large", message: "a.txt has 5.0 MB, and a summary may have 1 MB." })]);
});

test("a text of 50,000 characters is a summary and a longer one isn't, front matter and follow lines apart", () => {
  const sentence = "The Senate passed the bill. ";
  const text = sentence.repeat(2_000).slice(0, 50_000).replace(/.$/, ".");
  const around = (body: string) => read(`---\ntitle: The bill\n---\n${body}\n\n👉 Follow us on X`, "a.md");
  expect(value(around(text)).paragraphs.join("")).toHaveLength(50_000);
  expect(problems(around(`${text}.`))).toEqual([
    expect.objectContaining({
      code: "input-too-large",
      where: "a.md",
      message: "The text of a.md has 50,001 characters, and a summary may have 50,000.",
    }),
  ]);
});

test("hostile text never throws, and what is accepted is clean", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "---\n",
      "title: ",
      "{{ 7 | times: 6 }}",
      "<script>",
      "\u202e",
      "\u0000",
      "\ud800",
      "# ",
      "👉 Follow us on X\n",
      "\n\n",
      ": ",
      "۔ ",
    ),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom("a.md", "a.txt"), (pieces, name) => {
      const result = summaryFromText(name, pieces.join(""), options);
      if (!result.ok) return;
      for (const paragraph of result.value.paragraphs) {
        expect(paragraph).toBe(paragraph.normalize("NFC").trim());
        expect(paragraph).not.toMatch(/[\n\u200b\u202a-\u202e\u2066-\u2069\ufeff]/);
        expect(paragraph).not.toContain("\u0000");
      }
    }),
  );
});
