import fc from "fast-check";
import { expect, test } from "vitest";
import type { Summary } from "../../../src/domain/summary.ts";
import { quotations, quotesAreEven } from "../../../src/language/quotations.ts";
import { altFor, headlineCard, opinionLabel } from "../../../src/pipeline/compose.ts";
import * as instagram from "../../../src/platforms/instagram/compose.ts";
import * as x from "../../../src/platforms/x/compose.ts";
import * as youtube from "../../../src/platforms/youtube-community/compose.ts";
import { arbitrarySummary } from "./arbitrary.ts";
import { briefFor, house } from "./house.ts";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const split = (text: string) => new Set(Array.from(graphemes.segment(text), ({ segment }) => segment));
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const numbers = (text: string) => text.match(/[0-9٠-٩۰-۹]+(?:[.,٬٫۔][0-9٠-٩۰-۹]+)*/gu) ?? [];
const phrases = [
  ...house.phrases.en.follow,
  ...house.phrases.ur.follow,
  ...Object.values(house.phrases.en.places),
  ...Object.values(house.phrases.ur.places),
];
/** What composing writes of its own: invitations, the label, and what joins a claim to its speaker. */
const ownWords = new Set(words([...phrases, "and that according to opinion رائے اور کہ مطابق"].join(" ")));

const sourceOf = ({ title = "", author = "", link = "", paragraphs, tags }: Summary) =>
  [title, author, link, ...tags, ...paragraphs].join("\n");

function postsOf(summary: Summary): readonly string[] {
  const card = headlineCard(summary, house, { width: 1, height: 1 }, undefined);
  return [
    ...x.compose(summary, briefFor("x"), []).parts.map(({ text }) => text),
    instagram.compose(summary, briefFor("instagram"), []).caption.replace(/\n#.*$/u, ""),
    youtube.compose(summary, briefFor("youtube-community"), []).text,
    altFor(card),
  ];
}

test("no post of any text has a word, a number or a sign that isn't whole in its source", () => {
  fc.assert(
    fc.property(arbitrarySummary(), (summary) => {
      const source = sourceOf(summary);
      const [known, signs, values] = [new Set(words(source)), split(source), new Set(numbers(source))];
      for (const text of postsOf(summary)) {
        expect(text.isWellFormed()).toBe(true);
        expect(words(text).filter((word) => !known.has(word) && !ownWords.has(word))).toEqual([]);
        expect(
          [...split(text)].filter(
            (sign) =>
              !signs.has(sign) &&
              !signs.has(sign) &&
              !signs.has(sign.trim()) &&
              !/^[\x20-\x7e\n…•–·“”،۔\u200f]$/u.test(sign) &&
              !/^\p{L}\p{M}*$/u.test(sign),
          ),
        ).toEqual([]);
        expect(numbers(text).filter((number) => !values.has(number))).toEqual([]);
      }
    }),
  );
});

test("no post cuts a quotation in two that would fit it", () => {
  fc.assert(
    fc.property(arbitrarySummary(), (summary) => {
      const sound = summary.paragraphs.every(
        (text) => quotesAreEven(text) && quotations(text).every(({ words: said }) => said.length < 90),
      );
      fc.pre(sound);
      for (const text of postsOf(summary)) expect(quotesAreEven(text.replace(/^.*…$/gmu, "")), text).toBe(true);
    }),
  );
});

test("whatever stands in the input comes out as it stood: no template reads it", () => {
  const codes = fc.constantFrom(
    "{{ link }}",
    "{% include 'x/part' %}",
    "{% raw %}",
    "{{ 7 | times: 7 }}",
    "{%- assign text = 1 -%}",
    "<script>alert(1)</script>",
    "$" + "{process.env.HOME}",
  );
  fc.assert(
    fc.property(codes, fc.constantFrom("a.txt", "a.md"), (code, source) => {
      const summary: Summary = {
        id: "a",
        fingerprint: "0".repeat(64),
        language: "en",
        kind: "opinion",
        author: `A ${code}`,
        title: `The title ${code}`,
        paragraphs: [`The clerk typed ${code} into the form on Monday.`],
        tags: [code],
        source,
      };
      for (const text of postsOf(summary).slice(0, 3)) {
        expect(text).toContain(`The clerk typed ${code} into the form on Monday.`);
        expect(text).toContain(`${opinionLabel(summary, house)}`);
      }
    }),
  );
});
