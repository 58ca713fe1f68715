import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/domain/json.ts";
import { rewrite } from "../../../src/pipeline/review.ts";
import type { XContent } from "../../../src/platforms/x/content.ts";
import { bench, contentOf, type End, postWith } from "../../support/half-sent-posts.ts";

const texts = fc.array(fc.constantFrom("Wheat.", "Rice.", "Cotton.", "Sugar."), { minLength: 1, maxLength: 5 });
const alts = fc.dictionary(fc.constantFrom("0", "1", "2", "3", "4"), fc.constantFrom("", "A chart", "A map"), { maxKeys: 3 });
const contents = fc.tuple(texts, alts).map(([parts, pictures]) => contentOf(parts, pictures));
const failures = fc.constantFrom<End[]>([], ["refused"]);

/** A thread, how many of its parts are out, and what an editor makes of it: often the same beginning. */
const cases = fc.record({ before: contents, after: contents, out: fc.nat(5), kept: fc.nat(5), failure: failures }).map((drawn) => {
  const { before, after, kept } = drawn;
  const edited: XContent = { parts: [...before.parts.slice(0, kept), ...after.parts.slice(kept)] };
  return { ...drawn, out: Math.min(drawn.out, before.parts.length), edited: edited.parts.length > 0 ? edited : after };
});

describe("editing a thread of which parts are out", () => {
  it("never changes a part that is out, its pictures or its place, and always lets the rest be changed", () => {
    fc.assert(
      fc.property(cases, ({ before, edited, out, failure }) => {
        const ends: readonly End[] = [...Array.from({ length: out }, (): End => "done"), ...failure];
        const view = postWith(before, ends, "failed");
        const result = rewrite(view, edited as unknown as Json, bench);
        const same = JSON.stringify(edited.parts.slice(0, out)) === JSON.stringify(before.parts.slice(0, out));
        expect(result.ok).toBe(same);
        if (!result.ok) expect(result.problems.every(({ code }) => code === "state-part-out")).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps the plan that the parts went out by, so that the next edit is measured by it too", () => {
    fc.assert(
      fc.property(cases, ({ before, edited, out }) => {
        const view = postWith(
          before,
          Array.from({ length: out }, (): End => "done"),
          "failed",
        );
        const result = rewrite(view, edited as unknown as Json, bench);
        if (!result.ok) return;
        expect("plan" in result.value.set).toBe(out === 0);
        expect(result.value.transition).toBe("edit");
      }),
    );
  });

  it("waits for the answer while a part may be out", () => {
    for (const end of ["doubt", "unknown", "open"] as const) {
      const view = postWith(contentOf(["Wheat.", "Rice."]), ["done", end], "held");
      const result = rewrite(view, contentOf(["Wheat.", "Sugar."]) as unknown as Json, bench);
      expect(result).toMatchObject({ ok: false, problems: [{ code: "state-doubt" }] });
    }
  });
});
