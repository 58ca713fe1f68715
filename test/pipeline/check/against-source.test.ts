import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAgainstSource } from "../../../src/pipeline/check.ts";
import * as instagram from "../../../src/platforms/instagram/compose.ts";
import * as x from "../../../src/platforms/x/compose.ts";
import * as youtube from "../../../src/platforms/youtube-community/compose.ts";
import { arbitrarySummary } from "../compose/arbitrary.ts";
import { briefFor, house, news, summaryOf, urduNews } from "../compose/house.ts";

const source = summaryOf(news);
const codes = (text: string, summary = source) =>
  checkAgainstSource([{ where: "part 1", text }], summary, house).map((problem) => problem.code);

test.each([
  ["Waiting time would fall from nine days to four, Rahim said.", []],
  ["Waiting time would fall from 9 days to 4, saving Rs. 14bn, according to Nadia Rahim.", []],
  ["Waiting time would fall from nine days to three, Rahim said.", ["claim-number"]],
  ["Waiting time would fall from four days to nine, Rahim said.", ["claim-direction"]],
  ["Waiting time would rise from nine days to four, Rahim said.", ["claim-direction"]],
  ["Waiting time would fall from nine weeks to four, Rahim said.", ["claim-unit"]],
  ["Waiting time would fall from nine days to four, Sohail said.", ["claim-speaker"]],
  ["Waiting time would fall from nine days to four.", ["claim-hedge"]],
  ["This concession was made in a closed meeting on Friday.", ["claim-hedge"]],
  ["The federal cabinet will decide on 12 March.", ["claim-hedge"]],
  ["The federal cabinet is expected to decide on 12 April.", ["claim-date"]],
  ["The federal cabinet is likely to decide on March 12.", []],
  ["Sohail has agreed to sign before 600 new lamps are in place.", ["claim-negation"]],
  ["Importers would save Rs. 14 million a year, Rahim said.", ["claim-number"]],
  ["Importers would save $14 billion a year, Rahim said.", ["claim-unit"]],
  ["Importers would save Rs. 1.4 crore a year, Rahim said.", ["claim-number"]],
  ["Importers would save Rs. 1,400 crore a year, Rahim said.", []],
  ["“No one will load coal in the dark,” the union said.", []],
  ["“No one will load coal at night,” the union said.", ["claim-quotation"]],
  ["“No one will load coal in the dark,” Rahim said.", ["claim-speaker"]],
  ["The union asked Sindh Labour Minister Tariq Sohail for a guarantee.", []],
  ["The union asked Punjab Labour Minister Tariq Sohail for a guarantee.", ["claim-name"]],
  ["Ports secretary Tariq Sohail met the union.", ["claim-title"]],
  ["Meanwhile, Sindh Labour Minister Nadia Rahim met the union in Karachi.", ["claim-name"]],
  ["The berths open, Nadia Sohail said.", ["claim-name"]],
  ["Follow Policy Herald on YouTube and Instagram.", []],
  ["The union has rejected the plan. 1/1", []],
  ["#NightBerths open.", []],
])("%s → %j", (text, expected) => {
  expect(codes(text)).toEqual(expected);
});

test("a finding names the words and the place, and blocks", () => {
  const [problem] = checkAgainstSource([{ where: "caption", text: "It would save Rs. 41 billion." }], source, house);
  expect(problem).toMatchObject({ where: "caption", severity: "block" });
  expect(problem?.message).toContain("Rs. 41 billion");
});

test("Urdu digits equal Latin ones, and Urdu quotations are compared word for word", () => {
  const urdu = summaryOf(urduNews);
  expect(codes("بوجھ ۴۲ ارب روپے ہوگا۔", urdu)).toEqual([]);
  expect(codes("بوجھ ۴۳ ارب روپے ہوگا۔", urdu)).toEqual(["claim-number"]);
  expect(codes("تنظیم نے کہا: ”کھاد کی قیمت کم کیے بغیر کوئی فیصلہ قبول نہیں ہوگا“۔", urdu)).toEqual([]);
  expect(codes("تنظیم نے کہا: ”کھاد کی قیمت کم کیے بغیر ہر فیصلہ قبول ہوگا“۔", urdu)).toEqual(["claim-quotation"]);
});

test.each([
  [
    "cut at a comma and told in two parts",
    [
      "Karachi’s port authority has agreed to open its night berths to bulk carriers and tankers…",
      "…a change that shippers have sought for a decade, according to ports secretary Nadia Rahim.",
    ],
    [],
  ],
  ["cut, and left there", ["Rahim said the berths would cut waiting time from nine days to four, which would save importers…"], []],
  ["with a surname in full", ["Sindh Labour Minister Tariq Sohail, however, has refused to sign before 600 new lamps are in place."], []],
  [
    "in another order",
    ["“No one will load coal in the dark,” the union said in a statement. The federal cabinet is expected to decide on 12 March."],
    [],
  ],
  ["with what turns it left out", ["Sohail, however, has… to sign before 600 new lamps are in place."], ["claim-negation"]],
  ["cut, and changed before", ["Rahim said the berths would cut waiting time from nine days to five…"], ["claim-number"]],
])("words taken over, %s", (_, texts, expected) => {
  const parts = texts.map((text, at) => ({ where: `part ${at + 1}`, text }));
  expect(checkAgainstSource(parts, source, house).map(({ code }) => code)).toEqual(expected);
});

test("two sentences that an address held together pass apart, also where a quotation has lost its end", () => {
  const summary = summaryOf(
    "Nadia Rahim said “no berth stays open as in the ports of the U.S. https://example.org/berths This was agreed, Tariq Sohail said” " +
      "on Friday in a closed meeting of the dock workers “and the guarantee was signed.",
  );
  const { caption } = instagram.compose(summary, briefFor("instagram"), []);
  expect(caption).toContain("U.S.\n\nThis was agreed");
  expect(codes(caption, summary)).toEqual([]);
});

test("nothing that Herald composed is stopped", () => {
  fc.assert(
    fc.property(arbitrarySummary(), fc.boolean(), (summary, numbering) => {
      const parts = x.compose(summary, briefFor("x", { numbering }), []).parts.map(({ text }, at) => ({ where: `part ${at + 1}`, text }));
      const caption = { where: "caption", text: instagram.compose(summary, briefFor("instagram"), []).caption };
      const post = { where: "text", text: youtube.compose(summary, briefFor("youtube-community"), []).text };
      for (const texts of [parts, [caption], [post]]) {
        expect(checkAgainstSource(texts, summary, house).filter((problem) => problem.severity === "block")).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
});
