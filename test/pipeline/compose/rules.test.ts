import { expect, test } from "vitest";
import { nameRuns } from "../../../src/language/names.ts";
import { dangles } from "../../../src/language/openers.ts";
import { quotesAreEven } from "../../../src/language/quotations.ts";
import { contentWords, overlap } from "../../../src/pipeline/compose/content-words.ts";
import { headlineCard, occasionOf, readStory } from "../../../src/pipeline/compose.ts";
import * as instagram from "../../../src/platforms/instagram/compose.ts";
import { cards } from "../../../src/platforms/x/cards.ts";
import * as x from "../../../src/platforms/x/compose.ts";
import * as youtube from "../../../src/platforms/youtube-community/compose.ts";
import { corpus, type Item } from "./corpus.ts";
import { briefFor, house } from "./house.ts";

const invitation = /^(?:.*Policy Herald on .*|پالیسی ہیرالڈ .*)$/mu;
const own = (text: string) =>
  text
    .split("\n")
    .filter((line) => !invitation.test(line) && !/^https:|^(?:Opinion|رائے) · /.test(line))
    .join("\n")
    .trim();
const partsOf = ({ summary }: Item, changes = {}) => x.compose(summary, briefFor("x", changes), []).parts.map(({ text }) => text);
const pointsOf = ({ summary }: Item) =>
  youtube
    .compose(summary, briefFor("youtube-community"), [])
    .text.split("\n\n")
    .filter((text) => /^\u200f?• /u.test(text))
    .map((text) => text.replace(/^\u200f?• /u, ""));
const captionOf = ({ summary }: Item) => instagram.compose(summary, briefFor("instagram"), []).caption;
const textsOf = (item: Item) => [...partsOf(item), ...pointsOf(item), captionOf(item)];

/** As a reader would list them, apart from the rule's own list. */
const pointing =
  /^\u200f?["“‘]?(?:(?:This|These|That|Those|It|He|She|They|His|Her|Its|Their|Meanwhile|However|Moreover|But|Instead|Such)\b|(?:یہ|وہ|ان|اس|انہوں|ان کا|تاہم|دریں اثنا|جبکہ)\s)/u;

test("the corpus has forty summaries and more, a third of them kept apart, ten and more in Urdu", () => {
  expect(corpus.length).toBeGreaterThanOrEqual(42);
  expect(corpus.filter(({ summary }) => summary.language === "ur").length).toBeGreaterThanOrEqual(10);
});

test.each(corpus)("$name: no part and no point opens on what its reader hasn't seen", (item) => {
  for (const text of [...partsOf(item), ...pointsOf(item)]) {
    expect(own(text)).not.toMatch(pointing);
    expect(dangles(own(text), item.summary.language), text).toBe(false);
  }
});

test.each(corpus)("$name: parts are whole sentences, none of them a scrap", (item) => {
  const parts = partsOf(item).map(own);
  for (const text of parts) {
    expect(text).toMatch(/[.!?۔؟]["”’»‘“)]*$|^.*:\n– /u);
    expect(text.length).toBeGreaterThanOrEqual(item.summary.language === "ur" ? 40 : 55);
    expect(text).not.toContain("…");
  }
});

test.each(corpus)("$name: no two parts say the same", (item) => {
  const words = partsOf(item).map((text) => contentWords(own(text)));
  for (const [at, one] of words.entries()) for (const other of words.slice(at + 1)) expect(overlap(one, other)).toBeLessThan(0.72);
});

test.each(corpus)("$name: every quotation is whole", (item) => {
  for (const text of textsOf(item)) expect(quotesAreEven(text), text).toBe(true);
});

test.each(corpus)("$name: who says so stands beside the claim, in the first part and on the card", (item) => {
  const { attribution, headline, claim } = readStory(item.summary);
  if (attribution === null) return;
  expect(partsOf(item)[0]).toContain(attribution);
  const card = headlineCard(item.summary, house, { width: 1, height: 1 }, undefined);
  if (claim.startsWith(headline)) expect(card.attribution).toBe(attribution);
});

test.each(corpus)("$name: who says so stands before the fold of the caption", (item) => {
  const { attribution } = readStory(item.summary);
  if (attribution === null) return;
  const fold = captionOf(item).slice(0, 125);
  const names = nameRuns(attribution.replace(/ on \p{Lu}\p{L}+day$/u, "")).map(({ text }) => text);
  const [told, own] = [
    contentWords(fold),
    contentWords(attribution.replace(/^according to | (?:said|announced|decided|has found|کہا|بتایا).*$/u, "")),
  ];
  if (names.length > 0) expect(fold).toContain(names.at(-1));
  else expect([...own].filter((word) => !told.has(word))).toEqual([]);
});

test.each(corpus)("$name: one invitation at most, none under an opinion, a correction or a disaster", (item) => {
  const most = occasionOf(item.summary) === "news" ? 1 : 0;
  for (const text of [partsOf(item).join("\n"), partsOf(item, { format: "single" }).join("\n"), captionOf(item)]) {
    expect(text.split("\n").filter((line) => invitation.test(line)).length).toBeLessThanOrEqual(most);
  }
  expect(partsOf(item, { format: "single" }).join("\n")).not.toMatch(invitation);
});

test.each(corpus)("$name: its card can be read at a glance, and nothing on it is cut off", ({ summary }) => {
  const { headline } = readStory(summary);
  expect(headline.length).toBeLessThanOrEqual(summary.language === "ur" ? 150 : 240);
  expect(headline).not.toContain("…");
  const [card] = cards(summary, briefFor("x"));
  expect(card?.kind === "headline" && card.headline).toMatch(/[^…]$/u);
});

test("which occasion a summary is", () => {
  const occasions = Object.groupBy(corpus, ({ summary }) => occasionOf(summary));
  const names = (items: readonly Item[] = []) => items.map(({ name }) => name).sort();
  expect(names(occasions.disaster)).toEqual(["flood", "quake", "urdu-flood", "urdu-quake"]);
  expect(names(occasions.correction)).toEqual(["correction"]);
  expect(names(occasions.opinion)).toEqual(["civil-service-opinion", "devolution-opinion", "opinion-tax", "urdu-opinion"]);
});
