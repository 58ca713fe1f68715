import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { proofOf } from "../../src/pipeline/evidence.ts";
import { house, news, summaryOf, urduNews } from "./compose/house.ts";

const port = summaryOf(news);
const wheat = summaryOf(urduNews);

/** What the post says, and the words of the source that it is led to. */
function led(text: string, summary = port) {
  const { blocks, passages, evidence } = proofOf([text], summary, house);
  return evidence.map(({ kind, text: said, passage }) => {
    const place = passages.find(({ number }) => number === passage);
    return [kind, said, place ? (blocks[place.block] ?? "").slice(place.start, place.end) : null];
  });
}

describe("the proof beside a post", () => {
  test("leads each number, however written, and each name to where the source has it", () => {
    expect(led("Rahim: nine days become 4.")).toEqual([
      ["name", "Rahim", "ports secretary Nadia Rahim"],
      ["number", "nine", "nine"],
      ["number", "4", "four"],
    ]);
  });

  test("leads a number nowhere that the source doesn't have", () => {
    expect(led("Importers save Rs. 15 billion.")).toContainEqual(["number", "Rs. 15 billion", null]);
  });

  test("leads Urdu numbers too", () => {
    expect(led("خزانے پر 42 ارب روپے کا بوجھ پڑے گا۔", wheat)).toContainEqual(["number", "42 ارب روپے", "42 ارب روپے"]);
  });

  test("names each thing once, and nothing that Herald adds of its own", () => {
    const [follow = ""] = house.phrases.en.follow;
    const line = follow.replace("{places}", "YouTube");
    expect(led(`Rahim spoke. Rahim left.\n\n${line}\n\n#Ports`).map(([, said]) => said)).toEqual(["Rahim"]);
  });

  test("keeps its passages inside the source's texts, in order, whatever the post says", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...news.split(" "), "17", "“No”", "\n"), { maxLength: 60 }), (words) => {
        const { blocks, passages } = proofOf([words.join(" ")], port, house);
        for (const { block, start, end } of passages) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(blocks[block]?.length ?? 0);
        }
        expect(passages.map(({ number }) => number)).toEqual(passages.map((_, place) => place + 1));
      }),
      { numRuns: 60 },
    );
  });
});
