/** What must be kept, and what may be said in other words: cases for each side, written by hand. */
import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/summary.ts";
import { readSentence } from "../../../src/pipeline/check/sentence.ts";
import { checkAgainstSource } from "../../../src/pipeline/check.ts";
import { house, summaryOf } from "../compose/house.ts";

const canal =
  summaryOf(`The water authority will spend Rs. 1.1 trillion on the Thal canal over nine years, chairman Sajid Malik told the senate in Multan on 4 May. Engineers reportedly opposed the plan. Farmers could lose a third of their land, a study by the Layyah Institute warned.
The canal would not be lined before 2031. Losses have fallen from 40 per cent to 25 per cent since 2019. The court has not approved the route. “Water does not wait,” Malik said, “but a ministry does.”`);
const dam =
  summaryOf(`چیئرمین واپڈا سجاد ملک نے کہا کہ ڈیم پر ۱۲ ارب روپے خرچ ہوں گے۔ متاثرین نے مبینہ طور پر معاوضہ نہیں لیا۔ عدالت نے منصوبہ بغیر منظوری شروع کرنے کی اجازت نہیں دی۔
اخراجات 40 ارب روپے سے کم ہو کر 25 ارب روپے رہ گئے۔ ماہرین کے مطابق سیلاب کا خطرہ بڑھ سکتا ہے۔ اگلا جائزہ مئی میں متوقع ہے۔`);

const codes = (text: string, summary = canal) =>
  checkAgainstSource([{ where: "part 1", text }], summary, house).flatMap(({ code, severity }) =>
    code === "claim-word" ? [] : [severity === "warn" ? `${code} warns` : code],
  );
const has = (text: string, code: string, summary = canal) => codes(text, summary).some((found) => found.startsWith(code));

test.each([
  "The Thal canal will cost Rs. 1,100 billion, Sajid Malik told the senate.",
  "The Thal canal will cost Rs. 1.1 lakh crore, Sajid Malik told the senate.",
  "The authority will spend Rs. 1.1tr on the canal over 9 years, chairman Sajid Malik said.",
  "“Water does not wait, but a ministry does,” said Malik.",
  "“Water does not wait, but a ministry does” — Sajid Malik, chairman of the water authority",
  "According to a study by the Layyah Institute, farmers could lose a third of their land.",
])("the same in other signs and another order passes: %s", (text) => {
  expect(codes(text).filter((code) => !code.endsWith("warns"))).toEqual([]);
});

test.each([
  ["The canal will be lined before 2031.", "claim-negation"],
  ["The route has been approved by the court.", "claim-negation"],
  ["Engineers opposed the plan.", "claim-hedge"],
  ["Farmers will lose a third of their land, the Layyah Institute warned.", "claim-hedge"],
  ["Farmers could lose a third of their land.", "claim-hedge"],
  ["Losses have risen from 25 per cent to 40 per cent.", "claim-direction"],
  ["“Water does not wait, but a ministry does” — Layyah Institute", "claim-speaker"],
  ["The canal will cost Rs. 1.1 billion, Sajid Malik said.", "claim-number"],
  ["The chairman of the court, Sajid Malik, spoke in Sukkur.", "claim-name"],
])("%s → %s", (text, code) => {
  expect(has(text, code)).toBe(true);
});

test.each([
  ["متاثرین نے مبینہ طور پر معاوضہ لیا۔", "claim-negation"],
  ["متاثرین نے معاوضہ نہیں لیا۔", "claim-hedge"],
  ["عدالت نے منصوبہ شروع کرنے کی اجازت دی۔", "claim-negation"],
  ["سیلاب کا خطرہ بڑھ سکتا ہے۔", "claim-hedge"],
  ["ماہرین کے مطابق سیلاب کا خطرہ گھٹ سکتا ہے۔", "claim-direction"],
  ["اخراجات 25 ارب روپے سے بڑھ کر 40 ارب روپے ہو گئے۔", "claim-direction"],
  ["اگلا جائزہ مئی میں ہوگا۔", "claim-hedge"],
  ["محکمہ جنگلات کے مطابق سیلاب کا خطرہ بڑھ سکتا ہے۔", "claim-speaker"],
])("in Urdu: %s → %s", (text, code) => {
  expect(has(text, code, dam)).toBe(true);
});

const mill =
  summaryOf(`The paper mill at Kamalia released 40 tonnes of dye into the Ravi, the irrigation board disclosed on Monday. Inspector Hina Qadri visited the mill in March. She warned that wells in nine villages would be unfit by summer. The mill’s owner, Adnan Sethi, put the cost of a filter at Rs. 80 million, and a fisherman from Chichawatni told the board that he had caught nothing since Eid.
The district council wants the mill closed, its chairman said. No order has been issued, he told reporters in Toba.`);

test.each([
  ["Wells in nine villages would be unfit by summer, Hina Qadri warned.", []],
  ["Wells in nine villages would be unfit by summer, the irrigation board warned.", ["claim-speaker"]],
  ["A filter would cost Rs. 80 million, according to the mill’s owner.", []],
  ["A filter at the mill would cost Rs. 80 million, according to the district council.", ["claim-speaker"]],
  ["A filter at the mill would cost Rs. 80 million, according to a fisherman from Chichawatni.", []],
  ["The mill at Kamalia released 40 tonnes of dye, according to a fisherman from Chichawatni.", ["claim-speaker"]],
  ["The forest department said the mill released 40 tonnes of dye.", ["claim-speaker"]],
])("who says so, told anew: %s → %j", (text, expected) => {
  expect(codes(text, mill).filter((code) => !code.endsWith("warns"))).toEqual(expected);
});

const tariff = summaryOf(
  `The regulator said the old rate had shifted Rs. 159 billion a year in fixed charges to households without panels, and that no refund would follow. Traders reportedly want the rate back. The minister said he was “not convinced” and ordered a review by 31 May.`,
);

test.each([
  "The regulator said the old rate had shifted Rs. 159 billion a year.",
  "Traders are said to want the rate back.",
  "The minister wants a review by 31 May.",
])("nothing is shown where nothing is lost: %s", (text) => {
  expect(codes(text, tariff)).toEqual([]);
});

test("Urdu digits, and a verb in another of its forms, say the same", () => {
  expect(codes("ڈیم پر 12 ارب روپے خرچ ہوں گے، سجاد ملک نے کہا۔", dam)).toEqual([]);
  expect(codes("سجاد ملک کے مطابق ڈیم پر 12 ارب روپے لگیں گے۔", dam)).toEqual([]);
});

test("quotation marks round a mark alone are looked up and done with", () => {
  expect(codes("“…” said Malik.")).not.toContain("claim-quotation");
});

test.each<[string, Language, readonly (string | undefined)[]]>([
  ["“No one slept” — Tariq Sohail, union leader", "en", ["Tariq Sohail"]],
  ["It is a claim that lawyers dispute.", "en", []],
  ["The consortium would not comment.", "en", []],
  ["Groups have asked boards to hold the vote.", "en", []],
  ["Engineers at the University of Peshawar warn that silt is near.", "en", ["engineers at the university of peshawar"]],
  ["ماہرین کو خدشہ ہے کہ آلودگی بڑھے گی۔", "ur", ["ماہرین"]],
  ["مہرین آفریدی لکھتی ہیں کہ پانی گم ہوتا ہے۔", "ur", ["مہرین آفریدی"]],
])("who speaks in: %s", (text, language, expected) => {
  expect(readSentence(text, language).speaking.map(({ who }) => who?.text)).toEqual(expected);
});
