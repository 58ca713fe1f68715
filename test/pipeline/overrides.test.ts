import { describe, expect, test } from "vitest";
import { block, type Problem, warn } from "../../src/domain/problem.ts";
import { type Findings, isOverridable, judgedWith, overridesIn, passWith, vainWishes } from "../../src/pipeline/overrides.ts";

const number = block("claim-number", "part 2", 'The number "54" doesn\'t stand in the source.', "Take it out.");
const same = { ...number, where: "caption" };
const name = block("claim-name", "part 1", 'The name "Sohail" doesn\'t stand in the source.', "Take it out.");
const never = block("style-never", "part 1", 'The words "click here" are never posted.', "Say it otherwise.");
const hard = block("length-over", "part 1", "The text counts 300.", "Shorten it.");
const expired = block("time-expired", "a.md", "The summary expired.", "Leave it.");
const soft = warn("style-prefer", "part 1", "Spelling.", "");

const at = Date.UTC(2026, 2, 2, 4);
const kept = { code: "claim-number", finding: number.message, reason: "The board's own table says so.", by: "Ayesha", at };

function on(judged: readonly Problem[], limits: readonly Problem[] = []): Findings {
  return { judged, limits };
}

function codes(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, severity }) => `${severity} ${code}`);
}

describe("an override", () => {
  test("is for what is judged of words and time, not for limits, warnings and expiries", () => {
    expect([number, name, never, { ...number, code: "time-day" }].every(isOverridable)).toBe(true);
    expect([hard, expired, soft, { ...hard, code: "alt-missing" }, { ...hard, code: "link-insecure" }].some(isOverridable)).toBe(false);
  });

  test("turns its finding into a warning that says who stands by the words, in every post where they stand", () => {
    for (const problem of [number, same]) {
      expect(judgedWith(on([problem]), [kept])).toEqual([
        { ...problem, severity: "warn", remedy: "Overridden by Ayesha on 2026-03-02: The board's own table says so." },
      ]);
    }
  });

  test("holds where another sentence of the source is nearest to the same words", () => {
    const near = (sentence: string) => ({
      ...number,
      message: `“54 per cent” stands nowhere in the source. The source has: “${sentence}”.`,
    });
    const override = { ...kept, finding: near("45 per cent of pupils").message };
    expect(codes(judgedWith(on([near("a loss of “45 per cent”")]), [override]))).toEqual(["warn claim-number"]);
    expect(passWith(on([near("one"), near("two")]), [], { wishes: [{ code: "claim-number" }], reason: "So." })).toMatchObject({
      ok: true,
      value: [{}],
    });
  });

  test("is not for other words, other codes, or a limit that reads the same", () => {
    const other = { ...number, message: 'The number "55" doesn\'t stand in the source.' };
    expect(codes(judgedWith(on([other, { ...number, code: "claim-name" }], [number]), [kept]))).toEqual([
      "block claim-number",
      "block claim-number",
      "block claim-name",
    ]);
    expect(overridesIn(on([other], [number]), [kept])).toEqual([]);
    expect(overridesIn(on([same]), [kept])).toEqual([kept]);
  });
});

describe("a person who stands by findings", () => {
  test("lets the post pass, and what they stood by is kept, once for the same words", () => {
    const stand = { wishes: [{ code: "claim-number" }, { code: "style-never" }], reason: "I saw it." };
    expect(passWith(on([number, same, never, soft]), [], stand)).toEqual({
      ok: true,
      value: [
        { code: "claim-number", finding: number.message, reason: "I saw it." },
        { code: "style-never", finding: never.message, reason: "I saw it." },
      ],
    });
  });

  test("is stopped by every finding they don't name, and told how to name it", () => {
    const result = passWith(on([number, name]), [], { wishes: [{ code: "claim-number" }], reason: "I saw it." });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "claim-name", remedy: expect.stringContaining("--override claim-name --reason") }],
    });
    expect(passWith(on([], [hard]), [], null)).toMatchObject({ ok: false, problems: [{ remedy: "Shorten it." }] });
  });

  test("may mean only the finding that names certain words", () => {
    const other = { ...number, message: 'The number "55" doesn\'t stand in the source.' };
    const stand = { wishes: [{ code: "claim-number", words: "54" }], reason: "I saw it." };
    expect(passWith(on([number, other]), [], stand)).toMatchObject({ ok: false, problems: [{ message: other.message }] });
    expect(passWith(on([number]), [], stand)).toMatchObject({ ok: true });
  });

  test("needs not repeat what was overridden before", () => {
    expect(passWith(on([same]), [kept], null)).toEqual({ ok: true, value: [] });
  });

  test("lifts no limit of a platform, though its code is of a family that may be overridden", () => {
    const cashtags = block("style-cashtags", "part 1", "X takes one $TICKER.", "Leave one.");
    const wishes = [{ code: "style-cashtags" }];
    expect(passWith(on([], [cashtags]), [], { wishes, reason: "Please." })).toMatchObject({ ok: false });
    expect(vainWishes(wishes, [on([], [cashtags])])).toMatchObject([{ code: "input-override", message: expect.stringContaining("limit") }]);
  });

  test("is told of a wish that means nothing, with what could be meant", () => {
    expect(vainWishes([{ code: "claim-number" }], [on([number]), on([])])).toEqual([]);
    const [problem] = vainWishes([{ code: "claim-date", words: "May" }], [on([number, never])]);
    expect(problem).toMatchObject({ where: "--override claim-date=May", remedy: expect.stringContaining("claim-number, style-never") });
    expect(vainWishes([{ code: "time-expired" }], [on([expired])])[0]?.message).toContain("limit");
  });
});
