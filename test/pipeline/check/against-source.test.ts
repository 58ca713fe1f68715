import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAgainstSource, checkTimes } from "../../../src/pipeline/check.ts";
import * as instagram from "../../../src/platforms/instagram/compose.ts";
import * as x from "../../../src/platforms/x/compose.ts";
import * as youtube from "../../../src/platforms/youtube-community/compose.ts";
import { arbitrarySummary } from "../compose/arbitrary.ts";
import { briefFor, house, news, summaryOf, urduNews } from "../compose/house.ts";

const source = summaryOf(news);
const codes = (text: string, summary = source) =>
  checkAgainstSource([{ where: "part 1", text }], summary, house).map((problem) => problem.code);

test.each([
  ["Waiting time would fall from nine days to four.", []],
  ["Waiting time would fall from 9 days to 4, saving Rs. 14bn.", []],
  ["Waiting time would fall from nine days to three.", ["claim-number"]],
  ["Importers would save Rs. 14 million a year.", ["claim-number"]],
  ["Importers would save $14 billion a year.", ["claim-number"]],
  ["“No one will load coal in the dark,” the union said.", []],
  ["“No one will load coal at night,” the union said.", ["claim-quotation"]],
  ["The union asked Sindh Labour Minister Tariq Sohail for a guarantee.", []],
  ["The union asked Punjab Labour Minister Tariq Sohail for a guarantee.", ["claim-name"]],
  ["Secretary Tariq Sohail met the union.", []],
  ["The berths open, Nadia Sohail said.", ["claim-name"]],
  ["Follow Policy Herald on YouTube and Instagram.", []],
  ["The berths open. 1/1", []],
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

test("an embargo ahead is shown with its time, an expiry past blocks", () => {
  const summary = { ...source, embargo: Date.parse("2026-12-01T04:00:00Z"), expires: Date.parse("2026-12-03T00:00:00Z") };
  const at = (time: string) => checkTimes(summary, Date.parse(time)).map(({ code, severity }) => `${code} ${severity}`);
  expect(at("2026-12-01T03:59:00Z")).toEqual(["embargo-future warn"]);
  expect(at("2026-12-01T04:00:00Z")).toEqual([]);
  expect(at("2026-12-03T00:00:00Z")).toEqual(["time-expired block"]);
  expect(checkTimes(summary, Date.parse("2026-11-01T00:00:00Z"))[0]?.message).toContain("2026-12-01T04:00:00.000Z");
});
