import { expect, test } from "vitest";
import { checkAgainstSource, checkTimes, spokenOn } from "../../../src/pipeline/check.ts";
import { house, news, summaryOf } from "../compose/house.ts";

const timezone = "Asia/Karachi";
const source = summaryOf(news);
const tuesday = "2026-11-17";
const spoken = summaryOf(`---
date: ${tuesday}
---
The assembly passed the levy yesterday, and the governor signed it today. The court is expected to hear the case on Friday. Growers met last month.`);

/** At noon in Karachi. */
const at = (day: string) => Date.parse(`${day}T07:00:00Z`);
const found = (text: string, day: string, summary = spoken) =>
  checkTimes([{ where: "part 1", text }], summary, { at: at(day), spokenOn: tuesday, timezone }).map(
    ({ code, severity }) => `${code} ${severity}`,
  );

test("an embargo ahead is shown with its time, an expiry past blocks", () => {
  const summary = { ...source, embargo: Date.parse("2026-12-01T04:00:00Z"), expires: Date.parse("2026-12-03T00:00:00Z") };
  const check = (time: string) => checkTimes([], summary, { at: Date.parse(time), spokenOn: "2026-11-30", timezone });
  const codes = (time: string) => check(time).map(({ code, severity }) => `${code} ${severity}`);
  expect(codes("2026-12-01T03:59:00Z")).toEqual(["embargo-future warn"]);
  expect(codes("2026-12-01T04:00:00Z")).toEqual([]);
  expect(codes("2026-12-03T00:00:00Z")).toEqual(["time-expired block"]);
  expect(check("2026-11-01T00:00:00Z")[0]?.message).toContain("Tue 1 Dec 2026 09:00 (Asia/Karachi, UTC+5)");
});

test.each([
  ["The governor signed it today.", tuesday, []],
  ["The governor signed it today.", "2026-11-18", ["time-word block"]],
  ["The governor signed it yesterday.", "2026-11-18", []],
  ["The assembly passed the levy yesterday.", "2026-11-18", ["time-word block"]],
  ["The governor signed it on 17 November.", "2026-11-25", []],
  ["“I signed it today,” the governor said.", "2026-11-18", ["time-word warn"]],
  ["The court is expected to hear the case on Friday.", "2026-11-20", []],
  ["The court is expected to hear the case on Friday.", "2026-11-21", ["time-past warn"]],
  ["The court heard the case on Friday.", "2026-11-24", ["time-weekday warn"]],
  ["Growers met last month.", "2026-11-30", []],
  ["Growers met last month.", "2026-12-01", ["time-period warn"]],
])("%s, read on %s → %j", (text, day, expected) => {
  expect(found(text, day)).toEqual(expected);
});

test("the day is the reader's: after midnight in Karachi, today is tomorrow", () => {
  const late = { at: Date.parse("2026-11-17T19:30:00Z"), spokenOn: tuesday };
  const text = [{ where: "text", text: "The governor signed it today." }];
  expect(checkTimes(text, spoken, { ...late, timezone }).map(({ code }) => code)).toEqual(["time-word"]);
  expect(checkTimes(text, spoken, { ...late, timezone: "UTC" })).toEqual([]);
});

test("the finding says what the word will mean, what the source means, and offers the date", () => {
  const [problem] = checkTimes([{ where: "part 1", text: "The governor signed it today." }], spoken, {
    at: at("2026-11-19"),
    spokenOn: tuesday,
    timezone,
  });
  expect(problem?.message).toBe("“today” will mean Thursday 19 November when this goes out; the source means Tuesday 17 November.");
  expect(problem?.remedy).toBe("Write “on 17 November” instead.");
});

test("in Urdu too: آج and گزشتہ روز are judged by the day they are read", () => {
  const urdu = summaryOf("---\ndate: 2026-11-17\n---\nصوبائی کابینہ نے گزشتہ روز بجٹ کی منظوری دی۔ اسمبلی کا اجلاس آج ہوگا۔");
  expect(found("صوبائی کابینہ نے گزشتہ روز بجٹ کی منظوری دی۔", tuesday, urdu)).toEqual([]);
  expect(found("صوبائی کابینہ نے گزشتہ روز بجٹ کی منظوری دی۔", "2026-11-19", urdu)).toEqual(["time-word block"]);
  expect(found("اسمبلی کا اجلاس آج ہوگا۔", "2026-11-18", urdu)).toEqual(["time-word block"]);
});

test("کل is yesterday or tomorrow, and no day where it means the total", () => {
  const tomorrow = summaryOf(
    "---\ndate: 2026-11-17\n---\nصوبائی کابینہ نے بجٹ کی منظوری کل دی، اور اسمبلی کا اجلاس کل ہوگا۔ صوبے میں کل 420 سکول ہیں۔ آج کل سکول بند ہیں۔",
  );
  const said = (text: string, day: string) => found(text, day, tomorrow);
  expect(said("اسمبلی کا اجلاس کل ہوگا۔", tuesday)).toEqual([]);
  expect(said("اسمبلی کا اجلاس کل ہوگا۔", "2026-11-18")).toEqual(["time-word block"]);
  expect(said("اسمبلی کا اجلاس 18 نومبر کو ہوگا۔", "2026-11-18")).toEqual([]);
  expect(said("صوبے میں کل 420 سکول ہیں۔", "2026-11-25")).toEqual([]);
  expect(said("آج کل سکول بند ہیں۔", "2026-11-25")).toEqual([]);
  const asDates = ["اسمبلی کا اجلاس 18 نومبر کو ہوگا۔", "کابینہ نے بجٹ کی منظوری 16 نومبر کو دی۔", "اسمبلی کا اجلاس 19 نومبر کو ہوگا۔"];
  const wrong = asDates.map((text) =>
    checkAgainstSource([{ where: "text", text }], tomorrow, house).some(({ code }) => code === "claim-date"),
  );
  expect(wrong).toEqual([false, false, true]);
});

test("a date that a weekday means counts as standing in the source", () => {
  const text = [{ where: "text", text: "The court is expected to hear the case on 20 November." }];
  expect(checkAgainstSource(text, spoken, house)).toEqual([]);
  expect(
    checkAgainstSource([{ where: "text", text: "The court is expected to hear the case on 22 November." }], spoken, house),
  ).toHaveLength(1);
});

test("a summary speaks from its own date, else from the day it was added, in the reader's zone", () => {
  expect(spokenOn(spoken, at("2026-12-24"), timezone)).toBe(tuesday);
  expect(spokenOn(source, Date.parse("2026-11-17T20:00:00Z"), timezone)).toBe("2026-11-18");
});
