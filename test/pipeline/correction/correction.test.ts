import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../../../src/domain/summary.ts";
import { partedBy } from "../../../src/pipeline/correction/notice.ts";
import { correctionFindings, mended, mistakesBetween, withoutInvitations } from "../../../src/pipeline/correction.ts";
import { soonest } from "../../../src/pipeline/schedule.ts";
import { summaryOf } from "../../support/store-fixtures.ts";
import { house } from "../compose/house.ts";

const storyOf = (paragraphs: readonly string[], language: Language = "en") =>
  summaryOf("dam", { paragraphs, language, date: "2026-03-01" });
const wrong = ["The dam stores 40 million litres, engineer Salma Tariq said.", "It opens in May."];
const right = ["The dam stores 45 million litres, engineer Salma Tariq said.", "It opens in May."];

describe("what a story says otherwise by now", () => {
  it("is named by the figures with their units, in the words that the post has", () => {
    expect(mistakesBetween(storyOf(wrong), storyOf(right), wrong.join(" "))).toEqual([{ was: "40 million", now: "45 million" }]);
  });

  it("is nothing where the post doesn't say it", () => {
    expect(mistakesBetween(storyOf(wrong), storyOf(right), "It opens in May.")).toEqual([]);
    expect(mistakesBetween(storyOf(wrong), storyOf(wrong), wrong.join(" "))).toEqual([]);
  });

  it("keeps a neighbour where a word was only put in or taken out", () => {
    const [before, after] = [storyOf(["The bill passed the assembly."]), storyOf(["The bill passed the national assembly."])];
    expect(mistakesBetween(before, after, "The bill passed the assembly.")).toEqual([{ was: "the", now: "the national" }]);
  });

  it("finds several, each once", () => {
    const after = storyOf([right[0] ?? "", "It opens in June."]);
    expect(mistakesBetween(storyOf(wrong), after, wrong.join(" ")).map(({ was }) => was)).toEqual(["40 million", "May"]);
  });
});

describe("mending a text", () => {
  it("puts what is right wherever the wrong words stand whole, and leaves earlier corrections alone", () => {
    const text =
      "40 litres a day, 140 litres a week.\nSome 40\n litres.\nCorrection: we first wrote “40 litres”. It should be “39 litres”.";
    expect(mended(text, [{ was: "40 litres", now: "45 litres" }], "en")).toBe(
      "45 litres a day, 140 litres a week.\nSome 40\n litres.\nCorrection: we first wrote “40 litres”. It should be “39 litres”.",
    );
  });

  it("takes the words as they are, whatever signs they hold", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z$()*+.?[\]^|\\]{1,8}$/), fc.string({ minLength: 1, maxLength: 8 }), (was, now) => {
        const text = mended(`x ${was} y`, [{ was, now }], "en");
        expect(text).toBe(`x ${now.trim()} y`);
      }),
    );
  });

  it("takes follow lines and lines of hashtags away, and nothing else", () => {
    const follow = house.phrases.en.follow[0]?.replace("{places}", "X and YouTube") ?? "";
    expect(withoutInvitations(`A #dam opens.\n\nIn May.\n\n${follow}\n\n#Dam #Water`, house, "en")).toBe("A #dam opens.\n\nIn May.");
  });
});

describe("reading a correction against its story and the published post", () => {
  const moment = { at: Date.UTC(2026, 2, 3), spokenOn: "2026-03-01", timezone: "UTC" };
  const corrected = {
    correction: { corrects: "a-1", way: "edit", mistakes: [{ was: "40 million litres", now: "45 million litres" }], of: { id: "1" } },
    texts: wrong,
    at: Date.UTC(2026, 2, 1),
  } as const;
  const codesOf = (text: string, story = right) =>
    correctionFindings([{ where: "caption", text }], storyOf(story), house, moment, corrected)
      .filter(({ severity }) => severity === "block")
      .map(({ code }) => code);
  const notice = "Correction: we first wrote “40 million litres”. It should be “45 million litres”.";

  it("lets the old error be named where it is corrected, and only there", () => {
    expect(codesOf(`${right.join(" ")}\n\n${notice}`)).toEqual([]);
    expect(codesOf(`${wrong.join(" ")}\n\n${notice}`)).toContain("claim-number");
  });

  it("lets nothing be named that neither of them says", () => {
    expect(codesOf(notice.replace("It should", "Some 900 people asked. It should"))).toContain("claim-number");
  });

  it("wants what is right to stand in the story, and the correction to be called one", () => {
    expect(codesOf(notice, wrong)).toContain("claim-number");
    expect(codesOf(right.join(" "))).toEqual(["style-correction"]);
  });

  it("reads the words that are pasted over the old ones as of the day on which they came out", () => {
    const today = storyOf(["The dam opens today, engineer Salma Tariq said."]);
    const texts = [{ where: "caption", text: `The dam opens today, engineer Salma Tariq said.\n${notice}` }];
    const found = (way: "edit" | "reply") =>
      correctionFindings(texts, { ...today, paragraphs: [...today.paragraphs, ...right] }, house, moment, {
        ...corrected,
        correction: { ...corrected.correction, way },
      }).map(({ code }) => code);
    expect(found("edit")).not.toContain("time-word");
    expect(found("reply")).toContain("time-word");
  });

  it("parts notices from the rest in both languages", () => {
    const { notices, rest } = partedBy([{ where: "text", text: "متن۔\nتصحیح: ہم نے لکھا تھا: “1”۔" }], "ur");
    expect(notices).toEqual([{ where: "text", text: "ہم نے لکھا تھا: “1”۔" }]);
    expect(rest).toEqual([{ where: "text", text: "متن۔" }]);
  });
});

describe("the soonest moment", () => {
  const prayers = { name: "Friday prayers", days: ["fri"], from: "12:30", to: "14:30" } as const;
  const timetable = { timezone: "Asia/Karachi", slots: [], quiet: [prayers], minGapMs: 0, lateAfterMs: 0 };

  it("is now, or the end of the quiet window that holds", () => {
    const inside = Date.UTC(2026, 2, 6, 8, 0, 20);
    expect(soonest(timetable, inside)).toBe(Date.UTC(2026, 2, 6, 9, 30));
    const before = Date.UTC(2026, 2, 6, 7, 29, 59);
    expect(soonest(timetable, before)).toBe(before);
  });

  it("does not wait for a window that never ends", () => {
    const at = Date.UTC(2026, 2, 6);
    expect(soonest({ ...timetable, quiet: [{ name: "Always" }] }, at)).toBe(at);
  });
});
