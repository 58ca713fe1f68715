import fc from "fast-check";
import type { Summary } from "../../../src/domain/summary.ts";
import { summaryFromText } from "../../../src/pipeline/intake.ts";

const words = fc.constantFrom(
  ..."the ministry said Pakistan Khan Sindh government will not approve Rs. 4.5 billion 12 per cent U.S. Dr. which citing however, Meanwhile, This It according to @name #tag $ABC $DEF {{title}} {%raw%} <script>alert(1)</script> “we agree” \"no\" 'yes' & — ; https://example.com/a www.example.com رپورٹ کے مطابق وزیر نے ۱۲ فیصد IMF کہا ہے، تاہم یہ 👩‍⚖️ 🇵🇰 日本語 é… (retd.) example.com \u202eevil\u202c a_b *b* ‘ok’ ’’جی‘‘".split(
    " ",
  ),
);
const ends = fc.constantFrom(". ", "۔ ", "? ", "! ", "\n", "\n\n", " ", ", ", "، ", ".” ");
const anything = fc.string({ unit: "binary", maxLength: 12 });

const piece = fc.oneof({ weight: 8, arbitrary: words }, { weight: 1, arbitrary: anything });

/** Pieces with a space behind most of them, and a mark behind the others. With commas alone: a sentence that no post can hold. */
function piecesWith(marks: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<[string, string][]> {
  const mark = fc.oneof({ weight: 5, arbitrary: fc.constant(" ") }, { weight: 2, arbitrary: marks });
  return fc.array(fc.tuple(piece, mark), { minLength: 1, maxLength, size: "max" });
}

/** Texts from real words to noise, as intake leaves them: what every stage after it must live with. */
export function arbitrarySummary(): fc.Arbitrary<Summary> {
  return fc
    .tuple(
      fc.oneof(piecesWith(ends, 160), fc.noShrink(piecesWith(fc.constantFrom(", ", "، ", " – ", " "), 240))),
      fc.constantFrom(
        "",
        "---\ntitle: A {{ title }} of 12\n---\n",
        "---\ntags: [imf, rural health]\nlink: https://example.com/a?b=1\n---\n",
      ),
      fc.constantFrom("", "---\nkind: opinion\nauthor: Zarmina Tareen\nlink: http://example.com\n---\n"),
    )
    .map(([pieces, front, opinion]) =>
      summaryFromText("a.md", (opinion || front) + pieces.map(([word, end]) => word + end).join(""), { timezone: "UTC" }),
    )
    .filter((result) => result.ok)
    .map((result) => (result.ok ? result.value : undefined))
    .filter((summary) => summary !== undefined);
}
