import fc from "fast-check";
import { expect, test } from "vitest";
import { cards } from "../../../src/platforms/youtube-community/cards.ts";
import { compose } from "../../../src/platforms/youtube-community/compose.ts";
import { validate } from "../../../src/platforms/youtube-community/validate.ts";
import { arbitrarySummary } from "../../pipeline/compose/arbitrary.ts";
import { briefFor, news, summaryOf } from "../../pipeline/compose/house.ts";

const post = (text: string) => compose(summaryOf(text), briefFor("youtube-community"), []).text;

test("a hook with its full attribution, four points at most, the link, one invitation", () => {
  const text = post(`---\nlink: https://example.com/ports\ntags: [imf]\n---\n${news}`);
  const paragraphs = text.split("\n\n");
  expect(paragraphs[0]).toBe(
    "Karachi’s port authority has agreed to open its night berths to bulk carriers and tankers, according to ports secretary Nadia Rahim.",
  );
  const points = paragraphs.filter((paragraph) => paragraph.startsWith("• "));
  expect(points.length).toBeGreaterThanOrEqual(3);
  expect(points.length).toBeLessThanOrEqual(4);
  expect(paragraphs.at(-2)).toBe("https://example.com/ports");
  expect(paragraphs.at(-1)).toMatch(/Policy Herald on X and Instagram\.$/);
  expect(text).not.toContain("#");
});

test("a short summary is told whole, without points", () => {
  expect(post("The bill passed. It takes effect in May.\nTraders object to the new fees.")).toMatch(
    /^The bill passed\. It takes effect in May\.\n\nTraders object to the new fees\.\n\n/,
  );
});

test("the card is square", () => {
  expect(cards(summaryOf(news), briefFor("youtube-community"))).toEqual([expect.objectContaining({ width: 1080, height: 1080 })]);
});

test("every post of any summary passes YouTube's rules, and is the same every time", () => {
  fc.assert(
    fc.property(arbitrarySummary(), (summary) => {
      const content = compose(summary, briefFor("youtube-community"), []);
      expect(validate(content).filter((problem) => problem.code !== "link-insecure" && !problem.code.startsWith("media-"))).toEqual([]);
      expect(compose(summary, briefFor("youtube-community"), [])).toEqual(content);
    }),
  );
});
