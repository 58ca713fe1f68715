import fc from "fast-check";
import { expect, test } from "vitest";
import { cards } from "../../../src/platforms/instagram/cards.ts";
import { compose } from "../../../src/platforms/instagram/compose.ts";
import { validate } from "../../../src/platforms/instagram/validate.ts";
import { arbitrarySummary } from "../../pipeline/compose/arbitrary.ts";
import { briefFor, news, summaryOf, urduNews } from "../../pipeline/compose/house.ts";

const caption = (text: string) => compose(summaryOf(text), briefFor("instagram"), []).caption;

test("the hook names who says so within the first 125 characters", () => {
  const [hook = ""] = caption(news).split("\n");
  expect(hook).toBe("Karachi’s port authority has agreed to open its night berths to bulk carriers and tankers, according to Nadia Rahim.");
  expect(hook.length).toBeLessThanOrEqual(125);
});

test("a title left out of the hook comes with the next mention", () => {
  expect(caption(news)).toContain("Rahim, the ports secretary, said the berths would cut waiting time");
});

test("paragraphs are short, one invitation stands after them, hashtags close", () => {
  const text = caption(`---\ntags: [imf, rural health]\nlink: https://example.com/ports\n---\n${news}`);
  const paragraphs = text.split("\n\n");
  expect(Math.max(...paragraphs.map((paragraph) => paragraph.length))).toBeLessThanOrEqual(420);
  expect(paragraphs.at(-1)).toBe("#IMF #RuralHealth");
  expect(paragraphs.at(-2)).toMatch(/Policy Herald on YouTube and X\.$/);
  expect(text).not.toContain("http");
});

test("the cards are upright", () => {
  const shapes = cards(summaryOf(news), briefFor("instagram")).map(({ width, height }) => `${width}×${height}`);
  expect(new Set(shapes)).toEqual(new Set(["1080×1350"]));
});

test("an opinion carries its author inside the fold", () => {
  const text = caption(`---\nkind: opinion\nauthor: Zarmina Tareen\n---\n${news}`);
  expect(text.slice(0, 125)).toContain("Opinion · Zarmina Tareen");
  expect(text).not.toContain("Policy Herald");
});

test("an Urdu caption is whole and in Urdu", () => {
  expect(caption(urduNews)).toContain("سندھ حکومت نے اس قیمت کو مسترد کرتے ہوئے 4,200 روپے کا مطالبہ کیا ہے۔");
});

test("every caption of any summary passes Instagram's rules, and is the same every time", () => {
  fc.assert(
    fc.property(arbitrarySummary(), (summary) => {
      const content = compose(summary, briefFor("instagram"), []);
      expect(validate(content).filter((problem) => !problem.code.startsWith("media-"))).toEqual([]);
      expect(content.caption).not.toMatch(/https?:\/\//);
      expect(compose(summary, briefFor("instagram"), [])).toEqual(content);
    }),
  );
});

test("what a colon announces is told once", () => {
  const text = caption(
    "# The tax bill\n\nThe bill changes two things:\n\n- Retailers must register by 1 March.\n- The late filer category goes.",
  );
  expect(text.match(/Retailers must register/g)).toHaveLength(1);
  expect(text).toContain("The late filer category goes.");
});

test("where the claim alone is longer than the fold, who says so comes first", () => {
  const [hook = ""] = caption(
    "Flash floods have killed at least 46 people and swept away 1,100 houses and 14 bridges in Upper Dir and Chitral, the provincial disaster authority said.",
  ).split("\n");
  expect(hook).toBe(
    "The provincial disaster authority said that flash floods have killed at least 46 people and swept away 1,100 houses and 14 bridges in Upper Dir and Chitral.",
  );
});

test("names become hashtags only where the account wants it, and only where tags leave room", () => {
  const summary = summaryOf(
    `---\ntags: [imf]\n---\nKarachi and Lahore will share the cost, the planning ministry said. Karachi pays more. The Asian Infrastructure Fund will lend to Lahore. The Asian Infrastructure Fund has agreed with Asma Khan. Khan signed; Khan paid.`,
  );
  const hashtags = (nameHashtags: boolean) => compose(summary, briefFor("instagram", { nameHashtags }), []).caption.split("\n").at(-1);
  expect(hashtags(false)).toBe("#IMF");
  expect(hashtags(true)).toBe("#IMF #Karachi #Lahore #AsianInfrastructureFund");
});

test("a caption of a long summary stays within the limit, whole paragraphs and hashtags kept", () => {
  const letters = "abcdefgh".split("");
  for (let length = 1; length <= 60; length += 1) {
    const paragraphs = letters.map((letter) => {
      const words = Array.from({ length: 42 }, (_, at) => `${letter}${letters[at % 8]}${"o".repeat(1 + (at % 5))}${letter}`).join(" ");
      return `Office ${letter.toUpperCase()} will open ${words} in the year ${"9".repeat(length)}.`;
    });
    const text = caption(`---\ntags: [imf, rural health]\n---\n${paragraphs.join("\n")}`);
    expect(text.length).toBeLessThanOrEqual(2200);
    expect(text.length).toBeGreaterThan(1700);
    expect(text).toMatch(/\n#IMF #RuralHealth$/);
  }
});
