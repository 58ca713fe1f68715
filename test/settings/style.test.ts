import { describe, expect, test } from "vitest";
import { applyPreferred, plainStyle } from "../../src/pipeline/house-rules.ts";
import { least, load, loaded, problemsIn, workplace } from "./workplace.ts";

function withStyle(style: string) {
  return { directory: workplace({ "config/herald.yaml": least, "config/style.yaml": style }) };
}

const root = `${import.meta.dirname}/../..`;

describe("config/style.yaml", () => {
  test("may be left out, be empty, or hold nothing but comments", () => {
    for (const setting of [{}, withStyle(""), withStyle("# nothing yet\n"), withStyle("prefer:\nnever:\n")]) {
      expect(loaded(setting).style).toEqual(plainStyle);
    }
  });

  test("is read with words alone or with why, and shares of emoji", () => {
    const { style } = loaded(
      withStyle(`prefer: [{ write: per cent, not: [percent] }]
never: [BREAKING, { words: click here, why: No. }]
careful: [{ about: courts, words: [court, "judge*"] }]
emoji: { most: 1, accounts: { x: 0 } }
`),
    );
    expect(style).toEqual({
      prefer: [{ write: "per cent", not: ["percent"] }],
      never: [{ words: "BREAKING" }, { words: "click here", why: "No." }],
      careful: [{ about: "courts", words: ["court", "judge*"] }],
      emoji: { most: 1, accounts: { x: 0 } },
    });
  });

  test("stands beside the settings, wherever these are", () => {
    const directory = workplace({ "house/settings.yaml": least, "house/style.yaml": "emoji: { most: 9 }\n" });
    expect(loaded({ directory, env: { HERALD_CONFIG: "house/settings.yaml" } }).style.emoji.most).toBe(9);
  });

  test.each([
    ["a rule that isn't there", "\nprefers: []\n", "config/style.yaml:2", "prefers"],
    ["a rule without its spelling", "prefer:\n  - { write: per cent }\n", "config/style.yaml:2", "not"],
    ["a star in the middle", "never:\n  - BREAK*ING\n", "config/style.yaml:2", "only at the end"],
    ["a star in a spelling", "prefer:\n  - { write: a, not: [percent*] }\n", "config/style.yaml:2", "without *"],
    ["words without a letter", "never:\n  - '!'\n", "config/style.yaml:2", "words"],
    ["a number that is none", "emoji: { most: few }\n", "config/style.yaml:1", "whole number"],
    ["an account that isn't there", "emoji:\n  accounts:\n    facebook: 3\n", "config/style.yaml:3", "facebook"],
    ["two spellings for one word", "prefer:\n  - { write: a, not: [b] }\n  - { write: c, not: [b] }\n", "config/style.yaml:3", '"b"'],
    ["a circle", "prefer:\n  - { write: per cent, not: [percent] }\n  - { write: percent, not: [pc] }\n", "config/style.yaml:3", "percent"],
    [
      "a spelling that is never posted",
      "prefer:\n  - { write: click here, not: [press here] }\nnever: [click here]\n",
      "config/style.yaml:2",
      "click here",
    ],
    ["no YAML", "prefer: [\n", "config/style.yaml", "YAML"],
  ])("stops the start at %s, naming the line", (_what, style, where, word) => {
    const problems = problemsIn(withStyle(style));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.where).toMatch(new RegExp(`^${where}`));
    expect(problems[0]?.code).toMatch(/^settings-/);
    expect(JSON.stringify(problems[0]?.message + String(problems[0]?.remedy)).replaceAll("\\", "")).toContain(word);
  });

  test("is judged together with the settings", () => {
    const directory = workplace({ "config/herald.yaml": least, "config/style.yaml": "emoji: { most: few }\n" });
    const result = load({ directory, env: { PORT: "eighty" } });
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toHaveLength(2);
  });
});

describe("config/style.yaml as shipped", () => {
  const { style } = loaded({ directory: root });

  test("has spellings in both languages, which are right by themselves", () => {
    const written = style.prefer.map(({ write }) => write);
    expect(written.some((word) => /\p{Script=Arabic}/u.test(word))).toBe(true);
    expect(written.some((word) => /\p{Script=Latin}/u.test(word))).toBe(true);
    for (const { write, not } of style.prefer) {
      expect(applyPreferred(write, style)).toBe(write);
      for (const form of not) expect(applyPreferred(form, style)).toBe(write);
    }
  });

  test("asks for care with courts, blasphemy, victims, minors and the military, in both languages", () => {
    expect(style.careful.map(({ about }) => about).join(" ")).toMatch(/courts.*blasphemy.*victims.*minors.*military/);
    for (const { words } of style.careful) {
      expect(words.some((word) => /\p{Script=Arabic}/u.test(word))).toBe(true);
      expect(words.some((word) => /\p{Script=Latin}/u.test(word))).toBe(true);
    }
  });
});
