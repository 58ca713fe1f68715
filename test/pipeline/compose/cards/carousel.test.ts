import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { House } from "../../../../src/domain/brand.ts";
import type { Card } from "../../../../src/domain/media.ts";
import { checkAgainstSource } from "../../../../src/pipeline/check.ts";
import { altFor, carousel } from "../../../../src/pipeline/compose/cards.ts";
import { arbitrarySummary } from "../arbitrary.ts";
import { corpus } from "../corpus.ts";
import { house, news, summaryOf, urduNews } from "../house.ts";

const size = { width: 1080, height: 1350 };
const cardsOf = (text: string, from: House = house) => carousel(summaryOf(text), from, size, "@policy.herald");
const kindsOf = (cards: readonly Card[]) => cards.map(({ kind }) => kind);

/** Every word of a card, as `Card` holds it. */
function wordsOn(card: Card): number {
  const { kind: _, width: __, height: ___, language: ____, place: _____, ...said } = card;
  const texts = JSON.stringify(said).match(/(?<=:|\[|,)"(?:[^"\\]|\\.)*"(?!:)/g) ?? [];
  return [...texts, house.brand.name]
    .join(" ")
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

describe("a carousel", () => {
  it("opens with the headline, tells points in order, a figure and a quotation where there are such, and closes with the handles", () => {
    const cards = cardsOf(news.replace("the union said in a statement", "its president, Gul Bahadur, said"));
    expect(kindsOf(cards)).toEqual(["headline", "figure", "points", "quotation", "points", "closing"]);
    expect(cards.map(({ place }) => place)).toEqual(cards.map((_, at) => ({ at: at + 1, of: cards.length })));
    expect(cards[1]).toMatchObject({ figure: "Rs. 14 billion" });
    expect(cards.at(-1)).toMatchObject({
      invitation: "Policy Herald",
      handles: [
        { place: "Instagram", handle: "@policy.herald" },
        { place: "X", handle: "@policyherald" },
        { place: "YouTube", handle: "@PolicyHerald" },
      ],
    });
    expect(cards.every(({ footer }) => footer.length === 0)).toBe(true);
  });

  it("is one card where the summary is short, and where it is a correction", () => {
    expect(kindsOf(cardsOf("The cabinet on Tuesday approved a law on public records, the information minister said."))).toEqual([
      "headline",
    ]);
    expect(kindsOf(cardsOf(`---\ntitle: "Correction: night berths"\n---\n${news}`))).toEqual(["headline"]);
    expect(cardsOf("The cabinet on Tuesday approved a law on public records.")[0]).toMatchObject({ footer: ["@policy.herald"] });
    expect(cardsOf("The cabinet on Tuesday approved a law on public records.")[0]).not.toHaveProperty("place");
  });

  it("of fewer than five cards carries the handle in every footer", () => {
    const cards = cardsOf(news.split("\n").slice(0, 1).join("\n"));
    expect(cards.length).toBeLessThan(5);
    expect(kindsOf(cards)).not.toContain("closing");
    expect(cards.every(({ footer }) => footer[0] === "@policy.herald")).toBe(true);
  });

  it("invites nobody under an opinion, a list of the dead, or where the house doesn't invite", () => {
    const quiet: House = { ...house, phrases: { ...house.phrases, en: { ...house.phrases.en, follow: [] } } };
    expect(kindsOf(cardsOf(`---\nkind: opinion\nauthor: Zarmina Tareen\n---\n${news}`))).not.toContain("closing");
    expect(kindsOf(cardsOf(`---\ntags: [floods]\n---\n${news}`))).not.toContain("closing");
    expect(kindsOf(cardsOf(news, quiet))).not.toContain("closing");
    expect(cardsOf(news, quiet).every(({ footer }) => footer.length === 1)).toBe(true);
  });

  it("carries an opinion's author and a date on every card but the closing one", () => {
    const cards = cardsOf(`---\nkind: opinion\nauthor: Zarmina Tareen\ndate: 2026-11-20\n---\n${news}`);
    expect(cards.every(({ kicker, date }) => kicker === "Opinion · Zarmina Tareen" && date === "20 November 2026")).toBe(true);
    expect(cardsOf(news).some(({ date }) => date !== undefined)).toBe(false);
  });

  it("tells a list as a list, announced on every card that it takes", () => {
    const cards = cardsOf(
      "# The tax bill\n\nThe tax bill was tabled by the finance minister on Monday. The bill changes four things:\n\n- Retailers must register by 1 March.\n- The late filer category goes.\n- Farm income above Rs. 6 million is taxed.\n- Appeals end after ninety days in every court of the country, whatever the sum.\n\nTraders’ unions have announced a strike for the first week of December against the bill.",
    );
    const lists = cards.filter((card) => card.kind === "points" && card.points.length > 1);
    expect(lists.length).toBeGreaterThan(0);
    expect(lists.flatMap((card) => (card.kind === "points" ? card.points : [])).slice(0, 2)).toEqual([
      "Retailers must register by 1 March.",
      "The late filer category goes.",
    ]);
    for (const list of lists) expect(list).toHaveProperty("heading");
  });

  it("is in Urdu where the summary is", () => {
    const cards = cardsOf(urduNews);
    expect(kindsOf(cards)).toContain("quotation");
    expect(cards.find(({ kind }) => kind === "quotation")).toMatchObject({
      quotation: "کھاد کی قیمت کم کیے بغیر کوئی فیصلہ قبول نہیں ہوگا",
      speaker: "کاشتکاروں کی تنظیم",
    });
    expect(cards.every(({ language }) => language === "ur")).toBe(true);
  });
});

describe("an own picture", () => {
  const pictured = (lines: string) =>
    cardsOf(`---\nimage: berths.jpg\nimageAlt: Cranes at night\nimageCredit: "Photo: Sana Mir"\n${lines}---\n${news}`);

  it("stands behind the headline only where it is said to be ours", () => {
    expect(pictured("").some((card) => "picture" in card)).toBe(false);
    const [first, ...rest] = pictured("pictures: ours\n");
    expect(first).toMatchObject({ picture: { src: "berths.jpg", from: "summary.txt", alt: "Cranes at night", credit: "Photo: Sana Mir" } });
    expect(rest.some((card) => "picture" in card)).toBe(false);
    expect(first && altFor(first)).toContain("Cranes at night. Photo: Sana Mir");
  });
});

describe.each(corpus)("the cards of $name", ({ summary }) => {
  const cards = carousel(summary, house, size, "@policy.herald");

  test("are one to ten of at most 45 words, each described in at most 1,000 characters", () => {
    expect(cards.length).toBeGreaterThanOrEqual(1);
    expect(cards.length).toBeLessThanOrEqual(10);
    for (const card of cards) {
      expect(wordsOn(card)).toBeLessThanOrEqual(45);
      expect(altFor(card).length).toBeGreaterThan(5);
      expect(altFor(card).length).toBeLessThanOrEqual(1000);
    }
  });

  test("say nothing that the summary doesn't", () => {
    // The check reads who says so in a sentence, not behind a dash.
    const said = (card: Card) => {
      if (card.kind !== "quotation") return altFor(card);
      const { quotation, speaker } = card;
      return summary.language === "ur"
        ? `“${quotation}” ${speaker} نے کہا۔`
        : `“${quotation.replace(/\.$/, ",")}” ${speaker.replace(/, .*$/, "")} said.`;
    };
    const texts = cards.filter(({ kind }) => kind !== "closing").map((card, at) => ({ where: `card ${at + 1}`, text: said(card) }));
    expect(checkAgainstSource(texts, summary, house).filter(({ severity }) => severity === "block")).toEqual([]);
  });
});

test("the cards of any summary keep these rules, and are the same every time", () => {
  fc.assert(
    fc.property(arbitrarySummary(), (summary) => {
      const cards = carousel(summary, house, size, undefined);
      expect(cards.length).toBeLessThanOrEqual(10);
      expect(cards[0]?.kind).toBe("headline");
      expect(cards.filter(({ kind }) => kind === "closing").length).toBeLessThanOrEqual(cards.length >= 5 ? 1 : 0);
      for (const card of cards) expect(altFor(card).length).toBeLessThanOrEqual(1000);
      for (const card of cards.slice(1)) expect(wordsOn(card)).toBeLessThanOrEqual(45);
      expect(carousel(summary, house, size, undefined)).toEqual(cards);
    }),
  );
});
