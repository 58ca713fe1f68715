import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyForm, formOf, plainName, type SummaryForm, summaryFile } from "../../src/desk/new-summary.ts";
import type { Summary } from "../../src/domain/summary.ts";
import { readSummary } from "../../src/pipeline/intake.ts";
import { corpus } from "../pipeline/compose/corpus.ts";

const timezone = "Asia/Karachi";
const body = "The water authority finished the dam at Mithri on Monday.";

/** What people type, and what somebody types who wants out: ends of lines, marks of YAML, keys of the front matter. */
const typed = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "\n---\n",
        "---",
        "\r",
        "\u2028",
        "\u2029",
        "\u0085",
        "\u000b",
        '"',
        "'",
        "\\",
        "\\n",
        ": ",
        "#",
        "&a",
        "*a",
        "!!js",
        "{",
        "|",
        ">",
        "...",
        "\npictures: ours\n",
        "\u0007",
        "\u200c",
        "ڈیم",
      ),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(""));

function read(form: SummaryForm) {
  return readSummary(summaryFile(form, "typed.md"), { timezone });
}

function value(form: SummaryForm): Summary {
  const summary = read(form);
  if (!summary.ok) throw new Error(summary.problems.map(({ message }) => message).join(" "));
  return summary.value;
}

describe("a typed summary", () => {
  test("nothing typed into a field says anything but that field", () => {
    fc.assert(
      fc.property(typed, typed, typed, (title, imageAlt, tags) => {
        const image = "https://example.org/dam.jpg";
        const summary = read({ ...emptyForm, title, imageAlt, tags, image, text: body });
        const codes = summary.ok ? [] : summary.problems.map(({ code }) => code);
        // A value may be too long, or not what its key takes; the front matter itself always stands.
        expect(codes.filter((code) => code !== "input-value")).toEqual([]);
        if (!summary.ok) return;
        const { id: _, fingerprint: __, title: ___, tags: ____, image: picture, ...rest } = summary.value;
        expect(rest).toEqual({ language: "en", kind: "news", paragraphs: [body], source: "typed.md" });
        expect(picture?.ours).toBeUndefined();
        expect(picture?.src).toBe(image);
      }),
      { numRuns: 500 },
    );
  });

  test("what is typed into a field is what the summary has, but for white space and what nobody sees", () => {
    const plain = fc.string({ unit: fc.constantFrom(..."abc \"'\\:#-&*!{}[]|>%@`,?\n\tڈیم"), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(plain, (title) => {
        const folded = title.replace(/\s+/gu, " ").trim();
        expect(value({ ...emptyForm, title, text: body }).title ?? "").toBe(folded);
      }),
    );
  });

  test("a text that looks like front matter is a text", () => {
    const summary = value({ ...emptyForm, text: `---\npictures: ours\nimage: /etc/passwd\n---\n${body}` });
    expect(summary.image).toBeUndefined();
    expect(summary.paragraphs.join(" ")).toContain(body);
  });

  test("every summary opens in the form and comes back as it was", () => {
    for (const { summary } of corpus) {
      const again = readSummary(summaryFile(formOf(summary, timezone), `${summary.source}, changed by ayesha`), { timezone });
      expect(again.ok && { ...again.value, source: summary.source }).toEqual(summary);
    }
  });

  test.each([
    ["C:\\texts\\dam.txt", "dam.txt"],
    ["../../etc/dam.md", "dam.md"],
    ["dam\u0000\n.md", "dam .md"],
    ["", "unnamed"],
  ])("a file called %j is called %j", (name, plain) => expect(plainName(name)).toBe(plain));
});
