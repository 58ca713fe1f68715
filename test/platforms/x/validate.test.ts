import fc from "fast-check";
import { expect, it } from "vitest";
import { passes } from "../../../src/domain/problem.ts";
import { validate } from "../../../src/platforms/x/validate.ts";
import { weightedLength } from "../../../src/platforms/x/weighted-length.ts";
import { picture } from "../../support/platform-fixtures.ts";

const single = (text: string) => validate({ parts: [{ text, media: [] }] });

it("takes a text of exactly the limit, and says by how much one is over", () => {
  expect(single("a".repeat(280))).toEqual([]);
  const [over] = single(`${"a".repeat(280)}…`);
  expect(over).toMatchObject({ code: "length-over", where: "part 1", remedy: expect.stringContaining("Shorten it by 2") });
});

it("finds everything at once, each where it stands", () => {
  const found = validate({
    parts: [
      { text: "$PSO $OGDC", media: [] },
      { text: "a".repeat(300), media: [picture(), picture({ alt: "" })] },
    ],
  });
  expect(found.map(({ code, where }) => `${code} ${where}`)).toEqual([
    "style-cashtags part 1",
    "length-over part 2",
    "alt-missing part 2, picture 2",
  ]);
});

it("blocks any text that X would count as too long, and no other for its length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 320 }), (text) => {
      const codes = single(text).map(({ code }) => code);
      expect(codes.includes("length-over")).toBe(weightedLength(text) > 280);
    }),
  );
});

it("only warns of a mention, and blocks a link that is not https", () => {
  expect(passes(single("Says @someone at https://example.com/a"))).toBe(true);
  for (const link of ["http://example.com/a", "HTTP://EXAMPLE.COM", "ftp://example.com/a"])
    expect(passes(single(`See ${link}`))).toBe(false);
});
