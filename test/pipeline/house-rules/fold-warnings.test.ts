import fc from "fast-check";
import { expect, test } from "vitest";
import { block, type Problem, warn } from "../../../src/domain/problem.ts";
import { foldWarnings } from "../../../src/pipeline/house-rules.ts";

const careful = warn("style-careful", "text", "It touches on the courts.", "");
const spelling = warn("style-prefer", "text", "Spelling.", "");
const claim = warn("claim-name", "text", "A name.", "");
const time = warn("time-day", "text", "A day.", "");
const stop = block("length-over", "text", "Too long.", "");

test("three warnings stand open, the gravest, after all that stops the post", () => {
  expect(foldWarnings([spelling, spelling, careful, time, stop, claim])).toEqual({
    open: [stop, claim, time, careful],
    folded: [spelling, spelling],
  });
});

test("every problem stands open or folded, and nothing that stops is folded", () => {
  const problem = fc.constantFrom<Problem>(careful, spelling, claim, time, stop);
  fc.assert(
    fc.property(fc.array(problem, { maxLength: 12 }), (problems) => {
      const { open, folded } = foldWarnings(problems);
      expect([...open, ...folded].map(({ code }) => code).sort()).toEqual(problems.map(({ code }) => code).sort());
      expect(folded.every(({ severity }) => severity === "warn")).toBe(true);
      expect(open.filter(({ severity }) => severity === "warn").length).toBeLessThanOrEqual(3);
    }),
  );
});
