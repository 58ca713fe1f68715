import fc from "fast-check";
import { expect, test } from "vitest";
import { textRuns } from "../../../src/desk/page/text-runs.ts";
import type { PlatformId } from "../../../src/domain/account.ts";

const platform = fc.constantFrom<PlatformId>("x", "instagram", "youtube-community");
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("https://a.example/b?c=d", "indus.com/x.", "#Water", "@indus", "#پانی", " ", "\n", "۔", ")", "a@b.com", "http://"),
);

function set(text: string, on: PlatformId = "x"): readonly string[] {
  return textRuns(text, on)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text: found }) => `${kind} ${found}`);
}

test("the runs joined are the text, whatever it is", () => {
  fc.assert(
    fc.property(fc.array(piece), platform, (pieces, on) => {
      const runs = textRuns(pieces.join(""), on);
      expect(runs.map(({ text }) => text).join("")).toBe(pieces.join(""));
      expect(runs.every(({ text }) => text !== "")).toBe(true);
    }),
  );
});

test("addresses, bare domains, hashtags and handles are set apart, the full stop behind them is not", () => {
  expect(set("Read https://indus.example/a?b=1. See indusbrief.com, (www.indus.org/x) #Water @indus.")).toEqual([
    "link https://indus.example/a?b=1",
    "link indusbrief.com",
    "link www.indus.org/x",
    "tag #Water",
    "tag @indus",
  ]);
});

test("an Urdu hashtag is whole, and an Urdu full stop ends an address", () => {
  expect(set("دیکھیے https://indus.example/ur۔ #پانی_کا_حق۔")).toEqual(["link https://indus.example/ur", "tag #پانی_کا_حق"]);
});

test("an e-mail address, a decimal and an abbreviation are plain", () => {
  expect(set("desk@indus.com, 3.5 per cent, the U.S. and Rs1.1 trillion")).toEqual([]);
});

test("Instagram leaves an address in a caption plain, and a hashtag not", () => {
  expect(set("https://indus.example #Water", "instagram")).toEqual(["tag #Water"]);
});
