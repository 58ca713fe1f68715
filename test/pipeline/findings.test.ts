import { describe, expect, test } from "vitest";
import { findingsOn, judge, type Rules } from "../../src/pipeline/findings.ts";
import { plainStyle, type Style } from "../../src/pipeline/house-rules.ts";
import { x } from "../../src/platforms/x/index.ts";
import { house, summaryOf } from "./compose/house.ts";

const summary = summaryOf("The council cut the canal levy by 40 percent on Tuesday. Its clerk put it on record as an act of self-defense.");
const style: Style = {
  ...plainStyle,
  prefer: [
    { write: "per cent", not: ["percent"] },
    { write: "defence", not: ["defense"] },
  ],
};
const noon = Date.UTC(2026, 2, 2, 7);

function on(text: string, rules: Rules = {}) {
  return findingsOn(x, x.contentOf(text), summary, house, noon, rules);
}

function codes(text: string, rules: Rules = {}): readonly string[] {
  return on(text, rules).map(({ severity, code }) => `${severity} ${code}`);
}

describe("findings", () => {
  test("on an honest post are none", () => {
    expect(on("The council cut the canal levy by 40 percent on Tuesday.")).toEqual([]);
  });

  test("don't take the house's own spelling for new words, on either side", () => {
    expect(codes("The council cut the canal levy by 40 per cent on Tuesday: “an act of self-defence”.", { style })).not.toContain(
      "block claim-number",
    );
    const quoted = summaryOf("“It is self-defense,” the clerk of the council said on Tuesday.");
    const post = x.contentOf("“It is self-defence,” the clerk of the council said on Tuesday.");
    expect(findingsOn(x, post, quoted, house, noon, { style })).toEqual([]);
    expect(findingsOn(x, post, quoted, house, noon).map(({ code }) => code)).toContain("claim-quotation");
    expect(codes("The council cut the canal levy by 40 percent on Tuesday.", { style })).toEqual(["warn style-prefer"]);
  });

  test("tell the platform's limits from what an editor may stand by", () => {
    const { limits, judged } = judge(x, x.contentOf(`$PSO and $OGDC. BREAKING ${"a".repeat(300)} 77`), summary, house, noon, {
      style: { ...plainStyle, never: [{ words: "BREAKING" }] },
    });
    expect(limits.map(({ code }) => code).sort()).toEqual(["length-over", "style-cashtags"]);
    expect(judged.map(({ code }) => code)).toEqual(expect.arrayContaining(["claim-number", "style-never"]));
  });

  test("stop nothing any more where an editor stood by the words", () => {
    const text = "The council cut the canal levy by 77 percent on Tuesday.";
    const finding = on(text).find(({ code }) => code === "claim-number")?.message ?? "";
    const overrides = [{ code: "claim-number", finding, reason: "The gazette says so.", by: "Ayesha", at: noon }];
    expect(codes(text)).toContain("block claim-number");
    expect(codes(text, { overrides })).toContain("warn claim-number");
    expect(codes(text.replace("77", "78"), { overrides })).toContain("block claim-number");
  });
});
