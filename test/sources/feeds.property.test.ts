import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storyOf } from "../../src/desk/take-in.ts";
import type { Source } from "../../src/domain/source.ts";
import { kinds } from "../../src/sources/kinds.ts";
import { atom, jsonFeed, rdf, rss, type Told, wordpressPosts } from "../support/feeds.ts";

const topics = ["canals", "schools", "meters", "clinics"];
const stories: readonly Told[] = topics.map((topic, index) => ({
  id: `urn:story:${index}`,
  title: `Cabinet approves ${topic}`,
  html: `<p>The cabinet approved ${topic} &amp; more on Monday.</p><ul><li>First ${topic}</li></ul>[caption id="x"]<img src="https://a.example/${index}.jpg" alt="A">[/caption]`,
  link: `https://a.example/${index}/?utm_source=rss`,
  at: 1_790_000_000_000 + index,
  categories: ["Policy"],
}));
const forms = [
  ["feed", rss(stories)],
  ["feed", atom(stories)],
  ["feed", rdf(stories)],
  ["feed", jsonFeed(stories)],
  ["wordpress", wordpressPosts(stories)],
] as const;

/** A piece of a text is left out, doubled, put elsewhere or replaced by what upsets readers. */
const slip = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 60 }),
  what: fc.constantFrom("drop", "double", "move", "upset"),
  upset: fc.constantFrom(
    "<",
    ">",
    "&",
    "]]>",
    "<![CDATA[",
    "<item>",
    "</item>",
    '"',
    "{",
    "[",
    "\u0000",
    "&#x0;",
    "<!--",
    "\ud800",
    "null",
  ),
});

function slipped(text: string, { at, length, what, upset }: { at: number; length: number; what: string; upset: string }): string {
  const from = Math.floor(at * text.length);
  const [before, piece, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  if (what === "drop") return before + after;
  if (what === "double") return before + piece + piece + after;
  if (what === "move") return piece + before + after;
  return before + upset + after;
}

const source = (kind: Source["kind"]): Source => ({
  ...{
    name: "a",
    url: "https://a.example/feed/",
    kind,
    poll: "* * * * *",
    categories: [],
    text: "full",
    newest: 3,
    settleMs: 0,
    ours: false,
  },
});

describe("mutated feeds", () => {
  it("are read or refused in a sentence, never a crash, and bring no more stories than they name, in no words but theirs", () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.array(slip, { minLength: 1, maxLength: 6 }), ([kind, text], slips) => {
        const broken = slips.reduce(slipped, text);
        const read = kinds[kind].read(broken, "https://a.example/feed/");
        if (!read.ok) {
          expect(read.problems[0]?.message).toMatch(/\.$/);
          return;
        }
        const named = broken.split(/<item\b|<entry\b|"id"|"guid"/i).length - 1;
        expect(read.value.length).toBeLessThanOrEqual(named);
        // Each letter of a story stands in the document, in that order.
        const letters = broken.replaceAll(/[^\p{L}]/gu, "");
        for (const entry of read.value) {
          for (const paragraph of storyOf(source(kind), entry).paragraphs) {
            let at = 0;
            for (const letter of paragraph.replaceAll(/[^\p{L}]/gu, "")) {
              at = letters.indexOf(letter, at) + 1;
              expect(at).toBeGreaterThan(0);
            }
          }
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it("of any bytes at all are read or refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom("feed", "wordpress"), (text, kind) => {
        expect(typeof kinds[kind].read(text, "https://a.example/").ok).toBe("boolean");
      }),
    );
  });
});
