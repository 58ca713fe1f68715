import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldedHead } from "../../../src/desk/page/fold.ts";
import { textRuns } from "../../../src/desk/page/text-runs.ts";
import type { PlatformId } from "../../../src/domain/account.ts";

/** What is seen before tapping; null where nothing is folded. */
function head(text: string, platform: PlatformId): string | null {
  const folded = foldedHead(textRuns(text, platform), platform);
  return folded?.head.map((run) => run.text).join("") ?? null;
}

test("what is seen is the text's beginning, and shorter than it", () => {
  const platform = fc.constantFrom<PlatformId>("x", "instagram", "youtube-community");
  const words = fc.array(fc.oneof(fc.lorem(), fc.constantFrom("پانی", "👨‍👩‍👧‍👦", "https://indus.example/a", "\n\n", "#Water")), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(words, platform, (pieces, on) => {
      const text = pieces.join(" ");
      const seen = head(text, on);
      if (seen === null) return;
      expect(text.startsWith(seen)).toBe(true);
      expect(seen.length).toBeLessThan(text.length);
      expect(seen).toBe(seen.trimEnd());
    }),
  );
});

describe("on X", () => {
  test("280 letters are shown whole and 281 are not", () => {
    expect(head("a".repeat(280), "x")).toBeNull();
    expect(head("a".repeat(281), "x")).toBe("a".repeat(280));
  });
  test("an address counts 23, however long, and a family emoji 2", () => {
    expect(head(`${"a".repeat(256)} https://indus.example/${"b".repeat(200)}`, "x")).toBeNull();
    expect(head(`${"a".repeat(257)} https://indus.example/b`, "x")).toBe("a".repeat(257));
    expect(head("👨‍👩‍👧‍👦".repeat(140), "x")).toBeNull();
    expect(head("👨‍👩‍👧‍👦".repeat(141), "x")).toBe("👨‍👩‍👧‍👦".repeat(140));
  });
  test("an Urdu letter counts 1", () => {
    expect(head("پ".repeat(280), "x")).toBeNull();
  });
});

describe("on Instagram", () => {
  test("a caption folds at 125 characters, at a word", () => {
    expect(head("a".repeat(125), "instagram")).toBeNull();
    expect(head(`${"word ".repeat(24)}lengthier`, "instagram")).toBe("word ".repeat(24).trimEnd());
  });
});

describe("on YouTube", () => {
  test("four lines are shown, however short", () => {
    expect(head("a\nb\nc\nd", "youtube-community")).toBeNull();
    expect(head("a\nb\nc\nd\ne", "youtube-community")).toBe("a\nb\nc\nd");
  });
});
