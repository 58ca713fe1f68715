import fc from "fast-check";
import { expect, test } from "vitest";
import { attributed } from "../../src/language/attribution.ts";
import { mainClause, unbreakable } from "../../src/language/clauses.ts";
import { cutInTwo } from "../../src/language/cut.ts";

test("an attribution is taken off the end, or out of the middle", () => {
  expect(attributed("Rates will fall in May, a relief for exporters, according to central bank governor Omar Latif.", "en")).toEqual({
    claim: "Rates will fall in May, a relief for exporters",
    attribution: "according to central bank governor Omar Latif",
  });
  expect(attributed("“We will not sign,” the minister said on Monday.", "en")).toEqual({
    claim: "“We will not sign”",
    attribution: "the minister said on Monday",
  });
  expect(
    attributed("The government will feed 2 million pupils from April, the ministry announced, in the largest scheme so far.", "en"),
  ).toEqual({
    claim: "The government will feed 2 million pupils from April, in the largest scheme so far",
    attribution: "the ministry announced",
  });
});

test("a sentence without attribution stays as it is", () => {
  expect(attributed("The cabinet, which met in Quetta, approved the bill.", "en").attribution).toBeNull();
});

test.each([
  ["The cabinet has approved the new mining law, a step that investors had asked for", "The cabinet has approved the new mining law"],
  ["The court has suspended the levy, citing a lack of notice", "The court has suspended the levy"],
  ["صوبے نے انتخابات مارچ میں کرانے کا فیصلہ کیا ہے، جس پر 18 ارب روپے خرچ ہوں گے", "صوبے نے انتخابات مارچ میں کرانے کا فیصلہ کیا ہے"],
])("%s has a main clause", (claim, expected) => {
  expect(mainClause(claim, /\p{Script=Arabic}/u.test(claim) ? "ur" : "en")).toBe(expected);
});

test.each([
  "The tax will be cut in July, unless the fund objects",
  "The province has agreed to share the data, a promise it will keep only if others do",
  "The bank raised a loan, a grant, and a bond",
  "Foreign Minister Sara Malik, a former judge, has resigned",
  "The minister, who met farmers in Okara on Friday, a day after the strike, promised five billion rupees",
  "وزیر خزانہ، جنہوں نے پیر کو لاہور میں تاجروں سے ملاقات کی، جس میں صوبائی وزرا شریک تھے، آج بجٹ پیش کریں گے",
])("%s keeps what governs it", (claim) => {
  expect(mainClause(claim, "en")).toBe(claim);
});

const sentence =
  "The finance ministry told the National Assembly on Monday that it would borrow Rs. 1.5 trillion from local banks by 30 June, and that “no new tax of any kind is planned” for the rest of the year, while the State Bank of Pakistan warned that private firms would find loans scarcer.";

test("a cut falls at the last clause that fits", () => {
  const cut = cutInTwo(sentence, (head) => head.length <= 140);
  expect(cut?.head).toBe(
    "The finance ministry told the National Assembly on Monday that it would borrow Rs. 1.5 trillion from local banks by 30 June…",
  );
  expect(cut?.rest.startsWith("and that")).toBe(true);
});

test("a cut never falls inside a name, a number or a quotation, and loses no word", () => {
  const spans = unbreakable(sentence);
  fc.assert(
    fc.property(fc.integer({ min: 60, max: sentence.length }), (room) => {
      const cut = cutInTwo(sentence, (head) => head.length <= room);
      if (cut === null) throw new Error(`nothing fits ${room}`);
      const at = sentence.length - cut.rest.length;
      expect(spans.filter((span) => span.start < at && at < span.end)).toEqual([]);
      expect(sentence.startsWith(cut.head.slice(0, -1))).toBe(true);
      expect(/^[,\s]*$/.test(sentence.slice(cut.head.length - 1, at))).toBe(true);
    }),
  );
});
