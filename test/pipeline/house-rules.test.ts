import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/domain/problem.ts";
import { approversNeeded, type HouseRules, houseFindings, plainStyle, type Recent, type Style } from "../../src/pipeline/house-rules.ts";
import { picture } from "../support/platform-fixtures.ts";
import { summaryOf } from "./compose/house.ts";

const summary = summaryOf("The high court adjourned the case of the canal levy on Tuesday. Powers of the board stay undefined in the law.");

const style: Style = {
  prefer: [{ write: "per cent", not: ["percent"] }],
  never: [{ words: "click here", why: "Say where a link leads." }, { words: "BREAKING" }],
  careful: [
    { about: "the courts", words: ["court", "courts", "judge*"] },
    { about: "minors", words: ["juvenile"] },
  ],
  emoji: { most: 2, accounts: { insta: 0 } },
};

function found(texts: readonly string[], rules: Partial<HouseRules> = {}, alts: readonly string[] = []): readonly Problem[] {
  const pictures = alts.map((alt) => picture({ alt }));
  const parts = texts.map((text, at) => ({ text, pictures: at === 0 ? pictures : [] }));
  return houseFindings({ parts }, summary, { style, ...rules });
}

/** `severity code @ where`. */
function short(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ severity, code, where }) => `${severity} ${code} @ ${where}`);
}

describe("house rules", () => {
  test("have nothing against plain words", () => {
    expect(found(["The board met on Tuesday.", "It will meet again."], {}, ["A card that says: the board met"])).toEqual([]);
  });

  test("stop what is never posted, wherever readers or listeners meet it, and say why", () => {
    const problems = found(["Part one.", "BREAKING: click here, Click here"], {}, ["Click here"]);
    expect(short(problems)).toEqual([
      "block style-never @ part 2",
      "block style-never @ part 2",
      "block style-never @ part 2",
      "block style-never @ part 1, alt text",
    ]);
    expect(problems[0]?.message).toContain('"click here"');
    expect(problems[0]?.message).toContain("Say where a link leads.");
  });

  test("warn of another spelling, once a text", () => {
    const problems = found(["4 percent here, 5 percent there, Percent"]);
    expect(short(problems)).toEqual(["warn style-prefer @ text", "warn style-prefer @ text"]);
    expect(problems[0]).toMatchObject({
      message: 'The house writes "per cent", not "percent".',
      remedy: expect.stringContaining("--apply-style"),
    });
  });

  test("warn once a post of a matter that needs two people, naming its words", () => {
    const problems = found(["The court sat.", "The judges of the Court heard a juvenile."]);
    expect(short(problems)).toEqual(["warn style-careful @ part 1", "warn style-careful @ part 2"]);
    expect(problems[0]?.message).toBe('It touches on the courts ("court", "judges").');
    expect(problems[0]?.remedy).toContain("somebody else");
    expect(found(["The court sat."], { account: { id: "x", approvers: 2 } })[0]?.remedy).toContain("Two different people");
  });

  test("ask for two approvers of such a matter only where an account has more than one", () => {
    const careful = found(["The court sat."]);
    expect([1, 2, 3].map((approvers) => approversNeeded(careful, approvers))).toEqual([1, 2, 3]);
    expect(approversNeeded([], 1)).toBe(1);
  });

  test.each([
    "{{ headline }}",
    "Hello {{ headline",
    "}} end",
    "{% if link %}",
    "{places}",
    "[object Object]",
    "Lorem ipsum dolor",
    "The levy is undefined",
    ["$", "{link}"].join(""),
  ])("stop %j as a leftover of a template", (text) => {
    const other = houseFindings({ parts: [{ text, pictures: [] }] }, summaryOf("The levy was cut by the council on Monday."), { style });
    expect(short(other)).toContain("block style-leftover @ text");
  });

  test("only warn of what looks like one and stands so in the source", () => {
    expect(short(found(["The powers of the board stay undefined."]))).toEqual(["warn style-leftover @ text"]);
    expect(short(found(["The powers are {{ undefined }}."]))).toContain("block style-leftover @ text");
  });

  test("warn of more emoji than the account's share, a family or a flag counting once", () => {
    expect(found(["One 👨‍👩‍👧 and 🇵🇰, © 2026 #1"])).toEqual([]);
    expect(short(found(["🎉", "🎉🎉"]))).toEqual(["warn style-emoji @ text"]);
    expect(short(found(["🎉"], { account: { id: "insta", approvers: 1 } }))).toEqual(["warn style-emoji @ text"]);
    expect(short(found(["🎉"], { account: { id: "sandbox-insta", approvers: 1 } }))).toEqual(["warn style-emoji @ text"]);
  });

  test("use what a house without rules of its own has", () => {
    expect(short(found(["BREAKING click here 4 percent, court 🎉🎉🎉🎉"], { style: plainStyle }))).toEqual(["warn style-emoji @ text"]);
  });
});

describe("two posts of one account", () => {
  const long = "The canal levy will fall by a third from July, the irrigation secretary told the assembly in Lahore.";
  const recent: readonly Recent[] = [{ id: "lusab-42", texts: ["Another matter altogether.", long] }];

  test("must not say the same, whatever case, marks and white space", () => {
    const problems = found(
      ["New.", "  the canal levy will fall by a third from July –  the irrigation secretary told the assembly, in Lahore"],
      { recent },
    );
    expect(short(problems)).toEqual(["block style-repeated @ part 2"]);
    expect(problems[0]?.message).toContain("lusab-42");
  });

  test("are only remarked on where they say nearly the same", () => {
    expect(short(found([long.replace("fall", "drop")], { recent }))).toEqual(["warn style-repeated @ text"]);
  });

  test("may differ in a figure, and in half of their words", () => {
    const weekly = [{ id: "a", texts: ["Wheat traded at Rs. 3,900 a maund in the open markets of Punjab this week."] }];
    expect(found(["Wheat traded at Rs. 4,150 a maund in the open markets of Punjab this week."], { recent: weekly })).toEqual([]);
    expect(found(["The canal levy will not fall before the assembly has met again in the autumn."], { recent })).toEqual([]);
  });

  test("may both be without words", () => {
    expect(found([""], { recent: [{ id: "a", texts: [""] }] })).toEqual([]);
  });
});
