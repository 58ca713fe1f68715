import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { glue, runsOf } from "../../src/cards/typeset.ts";

const visible = (text: string) => text.replaceAll("\u00A0", "_").replaceAll("\u2060", "");

describe("gluing", () => {
  it.each([
    ["Rs 1.1 trillion by 2030", "Rs_1.1_trillion by 2030"],
    ["Gen. A. R. Khan met Dr. Shah", "Gen._A._R._Khan met Dr._Shah"],
    ["Talks end — no deal", "Talks end_— no deal"],
    ["2.5 ارب ڈالر اور 40 فیصد", "2.5_ارب ڈالر اور 40_فیصد"],
    ["  two\n\nlines ", "two lines"],
    ["₨500 a month", "Rs500 a_month"],
    ["An end to a row — a telecommunications row", "An_end to a_row_— a telecommunications row"],
    ["State Bank نے Easy Wallet کو (World Bank) سے", "State_Bank نے Easy_Wallet کو (World_Bank) سے"],
    ["Rate kept at 11 per cent from 1 March to May 31", "Rate kept at 11_per_cent from 1_March to May_31"],
    ["in March 2026 and 30 جون تک", "in March 2026 and 30_جون تک"],
    ["per cent of 12,5 Maybe 100 Marches", "per cent of 12,5 Maybe 100 Marches"],
    ["10 millions of kmph", "10 millions of kmph"],
  ])("sets %j as %j", (text, set) => {
    expect(visible(glue(text))).toBe(set);
  });

  it("keeps short compounds whole and lets long ones break at their hyphen", () => {
    expect(glue("NATO-like Al-Qaeda")).toBe("NATO\u2060-\u2060like Al\u2060-\u2060Qaeda");
    expect(glue("telecommunications-regulation")).toBe("telecommunications-regulation");
  });
});

describe("runs", () => {
  it("set Latin words and digits inside Urdu apart, with the brackets around them", () => {
    expect(runsOf("بینک (World Bank) نے 2.5% کہا", "ur")).toEqual([
      { kind: "plain", text: "بینک " },
      { kind: "foreign", text: "(World Bank)" },
      { kind: "plain", text: " نے " },
      { kind: "foreign", text: "2.5%" },
      { kind: "plain", text: " کہا" },
    ]);
  });

  it("keep the two brackets of a mixed phrase alike", () => {
    const runs = runsOf("(ISMO منصوبہ)", "ur");
    expect(runs.map((run) => run.text)).toEqual(["(", "ISMO", " منصوبہ)"]);
    expect(runs.map((run) => run.kind)).toEqual(["plain", "foreign", "plain"]);
  });

  it("set Urdu words inside English and emoji apart", () => {
    expect(runsOf("A شکریہ note 🇵🇰", "en").map((run) => run.kind)).toEqual(["plain", "foreign", "plain", "emoji"]);
  });

  it("lose and add nothing, whatever the text", () => {
    const text = fc.string({ unit: fc.constantFrom(..."aZ9 ()“”'،۔نے‌۱-—✅🇵🇰é\u2060".split("")), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: "grapheme" })), fc.constantFrom("en", "ur"), (whole, language) => {
        const runs = runsOf(whole, language);
        expect(runs.map((run) => run.text).join("")).toBe(whole);
        expect(runs.every((run, index) => run.kind !== runs[index + 1]?.kind)).toBe(true);
      }),
    );
  });
});
