import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/domain/media.ts";
import { type Seen, traitsOf } from "../../../src/pipeline/results.ts";
import { accountOn, picture } from "../../support/platform-fixtures.ts";
import { summaryOf } from "../../support/store-fixtures.ts";

const timetable = {
  timezone: "Asia/Karachi",
  slots: [{ days: ["mon"], times: ["09:00"], from: "2026-11-01" }],
  quiet: [],
  minGapMs: 0,
  lateAfterMs: 3_600_000,
} as const;
/** Monday, 2 November 2026, 09:00 in Karachi. */
const nine = Date.UTC(2026, 10, 2, 4);

type PostChange = Partial<Seen["view"]["post"]>;

function seen(change: Partial<Seen> = {}, post: PostChange = {}, summary: Parameters<typeof summaryOf>[1] = {}): Seen {
  const card = { kind: "headline", headline: "Canals", width: 1, height: 1, language: "en", footer: [] } as const;
  return {
    view: {
      post: {
        ...{ id: "p", summaryId: "s", account: "x", platform: "x", state: "published", revision: 1, content: {}, edited: false },
        ...{ plan: null, digest: null, scheduledAt: nine, dueAt: null, createdAt: 0 },
        ...post,
      },
      summary: { summary: summaryOf("canals", summary), addedAt: 0, withdrawn: false },
    },
    account: { ...accountOn("x"), timetable },
    house: {
      brand: {
        ...{ name: "N", handles: {}, colours: { background: "", text: "", accent: "", muted: "" } },
        fonts: { headline: "", body: "", urdu: "" },
      },
      phrases: { en: phrases, ur: phrases },
      hashtags: {},
    },
    reading: { parts: [{ text: "Canals", pictures: [picture()] }] },
    cards: [card],
    outAt: nine + 2_000,
    ...change,
  };
}
const phrases = { follow: [], places: { x: "X", instagram: "I", "youtube-community": "Y" }, and: "", comma: "", opinion: "" };

describe("what a post was like", () => {
  it("is told by its parts, its card, its words and its slot", () => {
    const expected = { kind: "single", card: "headline", theme: "dark", photo: false, words: "herald", weekday: "mon", slot: "09:00" };
    expect(traitsOf(seen())).toEqual(expected);
  });

  const part = { text: "One", pictures: [] };
  const correction = { corrects: "q", mistakes: [], of: { id: "1" } };
  it.each([
    ["thread", seen({ reading: { parts: [part, part] } })],
    ["carousel", seen({ reading: { parts: [{ text: "", pictures: [picture(), picture()] }] } })],
    ["opinion", seen({ reading: { parts: [part, part] } }, {}, { kind: "opinion" })],
    ["correction", seen({}, { correction: { ...correction, way: "reply" } }, { kind: "opinion" })],
    ["edit", seen({}, { correction: { ...correction, way: "edit" } })],
  ] as const)("is a %s", (kind, what) => {
    expect(traitsOf(what).kind).toBe(kind);
  });

  it("has no card where no picture stands on it, and another where Herald draws none", () => {
    expect(traitsOf(seen({ reading: { parts: [part] } }))).toMatchObject({ card: null, theme: null, photo: false });
    expect(traitsOf(seen({ cards: [] }))).toMatchObject({ card: "other", theme: null });
  });

  it("knows the photograph behind a headline, and the theme that an editor chose", () => {
    const own: Card = {
      ...{ kind: "headline", headline: "C", width: 1, height: 1, language: "en", footer: [] },
      picture: { src: "a", from: "b" },
    };
    expect(traitsOf(seen({ cards: [own] }, { look: { theme: "light" }, edited: true }))).toMatchObject({
      photo: true,
      theme: "light",
      words: "editor",
    });
  });

  it.each([
    ["at another time", nine + 3_600_000, nine + 3_600_000],
    ["before the slots began", nine - 7 * 86_400_000, nine - 7 * 86_400_000],
    ["much later than it was to", nine, nine + 4 * 3_600_000],
    ["without a time", null, nine],
  ])("has no slot where it came out %s", (_, scheduledAt, outAt) => {
    expect(traitsOf(seen({ outAt }, { scheduledAt })).slot).toBeNull();
  });

  it("has the weekday of its own zone", () => {
    // Sunday, 23:00 UTC is Monday in Karachi.
    expect(traitsOf(seen({ outAt: Date.UTC(2026, 10, 1, 23) })).weekday).toBe("mon");
  });
});
