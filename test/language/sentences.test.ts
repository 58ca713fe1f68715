import fc from "fast-check";
import { expect, test } from "vitest";
import { sentences } from "../../src/language/sentences.ts";

const english: readonly (readonly [string, readonly string[]])[] = [
  ["ends after a full stop", ["The bill passed.", "It takes effect in May."]],
  ["goes on after U.S. before a name", ["The U.S. Treasury agreed.", "Talks end today."]],
  ["may end with U.S.", ["He flew to the U.S.", "The talks failed."]],
  ["goes on after titles", ["Dr. Sania met Gen. (retd.) Asad and Lt. Col. Naveed.", "Both agreed."]],
  ["goes on after Art. and No.", ["The court read Art. 4 with Sec. 12 of Act No. 7.", "It ruled."]],
  [
    "ends after a lonely No.",
    ["Was it legal? No.", "The court said so."].flatMap((s) => (s.startsWith("Was") ? ["Was it legal?", "No."] : [s])),
  ],
  ["keeps money and decimals whole", ["It cost Rs. 3.5 billion.", "Inflation fell to 4.1 per cent.", "Exports rose."]],
  ["keeps initials whole", ["A. Q. Khan spoke.", "J. K. Rowling did not."]],
  ["keeps an initial before another that looks like an article", ["Traders agreed.", "M. A. Jinnah Road is closed."]],
  ["ends with a time, or goes on to its day or zone", ["It opens at 5 p.m.", "Talks go on at 9 a.m. Monday and end at 6 p.m. PKT."]],
  ["keeps a party’s letter in its brackets", ["P.M.L.(N) left.", "Adv. Gen. Khalid Ishaq stayed."]],
  ["ends with a quotation", ["“We will not sign.”", "The minister left."]],
  ["keeps a quotation of two sentences in one piece", ["He said, “We agree. We will sign.”", "Then he left."]],
  ["goes on after a question inside a quotation", ["“Is it over?” she asked.", "It was."]],
  ["keeps e.g. and i.e. inside", ["Some taxes, e.g. Those on fuel, rose.", "Others fell."]],
];

test.each(english)("an English sentence %s", (_, expected) => {
  expect(sentences(expected.join(" "), "en")).toEqual(expected);
});

const urdu: readonly (readonly [string, readonly string[]])[] = [
  ["ends after ۔", ["بل منظور ہو گیا۔", "یہ مئی سے نافذ ہوگا۔"]],
  ["ends after ؟", ["کیا فیصلہ ہو گیا؟", "جی ہاں۔"]],
  ["keeps ایم۔کیو۔ایم whole", ["ایم۔کیو۔ایم نے بل کی مخالفت کی۔", "بحث جاری ہے۔"]],
  ["keeps a decimal written with ۔ whole", ["مہنگائی ۵۔۲ فیصد رہی۔", "درآمدات بڑھ گئیں۔"]],
];

test.each(urdu)("an Urdu sentence %s", (_, expected) => {
  expect(sentences(expected.join(" "), "ur")).toEqual(expected);
});

test("a text that never ends a sentence is read once, not anew with each of its pieces", { timeout: 20_000 }, () => {
  const whole = "A. ".repeat(60_000).trim();
  expect(sentences(whole, "en").join(" ")).toBe(whole);
});

test("a text without stops is taken apart behind commas, else between words, into stretches that can be read", () => {
  const clauses = sentences("the Senate met in Lahore, ".repeat(7_000).trim(), "en");
  expect(clauses.join(" ")).toBe("the Senate met in Lahore, ".repeat(7_000).trim());
  expect(clauses.slice(0, -1).every((one) => one.endsWith(",") && one.length > 2_900 && one.length <= 3_000)).toBe(true);
  expect(
    sentences("بجٹ منظور ہو گیا ".repeat(1_000), "ur").every((one) => /^(?:بجٹ|منظور|ہو|گیا).{2000,}(?:بجٹ|منظور|ہو|گیا)$/u.test(one)),
  ).toBe(true);
  expect(sentences("a".repeat(9_000), "en")).toEqual(["a".repeat(9_000)]);
  const long = `Karachi will have ${"a new berth, ".repeat(200)}and a lamp.`;
  expect(sentences(long, "en")).toEqual([long]);
});

test("sentences lose nothing but the white space between them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.constantFrom("en" as const, "ur" as const), (text, language) => {
      expect(sentences(text, language).join("").replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
    }),
  );
});
