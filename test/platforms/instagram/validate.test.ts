import { describe, expect, it } from "vitest";
import { hashtagsOf, validate } from "../../../src/platforms/instagram/validate.ts";
import { picture } from "../../support/platform-fixtures.ts";

const codes = (caption: string, ...images: ReturnType<typeof picture>[]) => validate({ caption, images }).map(({ code }) => code);

describe("a caption", () => {
  it("may be as long as the limit and not longer", () => {
    expect(codes("a".repeat(2200), picture())).toEqual([]);
    expect(codes("a".repeat(2201), picture())).toEqual(["length-over"]);
  });

  it("may have five hashtags", () => {
    expect(codes("#a #b #c #d #e", picture())).toEqual([]);
  });

  it("has the hashtags that a reader can tap", () => {
    expect(hashtagsOf("#Wheat,#گندم_کی_قیمت #2026 #Budget2026 a#b &#39; https://example.com/#top")).toEqual([
      "#Wheat",
      "#گندم_کی_قیمت",
      "#Budget2026",
    ]);
  });
});

describe("a picture", () => {
  it("may have the shapes from 4:5 to 1.91:1", () => {
    expect(codes("Wheat", picture({ width: 1080, height: 1350 }))).toEqual([]);
    expect(codes("Wheat", picture({ width: 1080, height: 566 }))).toEqual([]);
    expect(codes("Wheat", picture({ width: 1080, height: 560 }))).toEqual(["media-aspect"]);
  });

  it("is named by its number in a carousel", () => {
    const [found] = validate({ caption: "Wheat", images: [picture(), picture({ alt: "" })] });
    expect(found).toMatchObject({ code: "alt-missing", where: "images, picture 2" });
  });
});
