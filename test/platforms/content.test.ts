import { expect, it } from "vitest";
import { registry } from "../../src/platforms/registry.ts";
import { picture } from "../support/platform-fixtures.ts";

it("names every wrong field of a content by its path", () => {
  const wrong = {
    parts: [
      { text: 3, media: [picture({ digest: "short" })] },
      { text: "Two", media: [], extra: 1 },
    ],
  };
  const read = registry.x.parse(wrong);
  expect(read.ok ? [] : read.problems.map(({ where }) => where)).toEqual(["parts[0].text", "parts[0].media[0].digest", "parts[1]"]);
});

it("takes no picture of a kind that nobody posts, and none without size", () => {
  for (const change of [{ mime: "image/gif" }, { width: 0 }, { height: 1.5 }]) {
    const read = registry.instagram.parse({ caption: "Wheat", images: [{ ...picture(), ...change }] });
    expect(read.ok).toBe(false);
  }
});
