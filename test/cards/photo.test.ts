import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { contrast, paletteOf, type Rgb, rgb } from "../../src/cards/colours.ts";
import { openCards } from "../../src/cards/draw.ts";
import { unpacked, veiled } from "../../src/cards/photo.ts";
import type { HeadlineCard } from "../../src/domain/media.ts";
import { block, ok, refuse } from "../../src/domain/problem.ts";
import { brand, english, shapes } from "./brand.ts";
import { landscape } from "./gallery.ts";
import { templates } from "./measure.ts";

const pictured: HeadlineCard = { ...english, picture: { src: "scene.jpg", from: "summary.md", credit: "Photo: Sana Mir" } };
const cards = (bytes: Uint8Array) => openCards({ templates, brand, readPicture: async () => ok(bytes) });

const plain = (width: number, height: number, background: string) => sharp({ create: { width, height, channels: 3, background } });

/** The card's pixels, three bytes each. */
async function pixelsOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).removeAlpha().raw().toBuffer();
}

describe("an own picture", () => {
  it("stands behind the headline and changes the card's bytes with every pixel", async () => {
    const [bare, one, other] = await Promise.all([
      openCards({ templates, brand }).draw(english),
      cards(await landscape()).draw(pictured),
      cards(await plain(1200, 1200, "#336633").jpeg().toBuffer()).draw(pictured),
    ]);
    expect(new Set([bare.digest, one.digest, other.digest]).size).toBe(3);
    const both = [await landscape(), await plain(1200, 1200, "#336633").jpeg().toBuffer()];
    const inOneStudio = openCards({ templates, brand, readPicture: async () => ok(both.shift() ?? new Uint8Array()) });
    const drawn = [(await inOneStudio.draw(pictured)).digest, (await inOneStudio.draw(pictured)).digest];
    expect(drawn).toEqual([one.digest, other.digest]);
    expect([one.problems, other.problems]).toEqual([[], []]);
    expect((await cards(await landscape()).draw(pictured)).digest).toBe(one.digest);
  });

  it("is taken as JPEG, PNG and WebP by its content, turned upright and cropped to every shape", async () => {
    // Red above blue, but stored lying on its side.
    const halves = await plain(1000, 800, "#cc2222")
      .composite([{ input: await plain(500, 800, "#2222cc").png().toBuffer(), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const lying = await sharp(halves).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const upright = await unpacked(lying, { width: 800, height: 1000 });
    expect(upright.ok && [...upright.photo.pixels.subarray(0, 3)].map((part) => part > 128)).toEqual([false, false, true]);
    for (const bytes of [await sharp(halves).webp().toBuffer(), halves, lying]) {
      for (const shape of shapes) {
        const drawn = await cards(bytes).draw({ ...pictured, ...shape });
        expect(drawn).toMatchObject({ ...shape, problems: [] });
      }
    }
  });

  it.each([
    ["no picture", async () => new TextEncoder().encode("GIF89a, or so it says"), /is no JPEG, PNG or WebP file/],
    [
      "an SVG, which could hold a script",
      async () => new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>'),
      /is no JPEG, PNG or WebP file/,
    ],
    ["a small one", async () => plain(300, 900, "#ffffff").png().toBuffer(), /has only 300×900 pixels/],
    [
      "one that unpacks to more than memory holds",
      async () => plain(12_000, 12_000, "#ffffff").png().toBuffer(),
      /can't be read|12000×12000/,
    ],
    ["half a file", async () => (await landscape()).subarray(0, 9000), /can't be read as a picture/],
  ])("is left out and named where it is %s", async (_, make, why) => {
    const drawn = await cards(await make()).draw(pictured);
    expect(drawn.problems).toMatchObject([{ code: "media-picture", severity: "block" }]);
    expect(drawn.problems[0]?.message).toMatch(why);
    expect(drawn.problems[0]?.message).toContain("scene.jpg");
    const { picture: _picture, ...bare } = pictured;
    expect(drawn.digest).toBe((await openCards({ templates, brand }).draw(bare)).digest);
  });

  it("that can't be read says why, and without a reader that it can't be", async () => {
    const refused = openCards({
      templates,
      brand,
      readPicture: async () => refuse(block("media-picture", "image", "isn't there", "Mend it.")),
    });
    expect((await refused.draw(pictured)).problems[0]?.message).toBe("The picture scene.jpg isn't there; the card was drawn without it.");
    expect((await openCards({ templates, brand }).draw(pictured)).problems).toMatchObject([{ code: "media-picture" }]);
  });
});

describe("the veil over an own picture", () => {
  const palette = paletteOf(brand, true);
  const [ground, text] = [rgb(palette.background), rgb(palette.text)];

  it.each([
    ["white", "#ffffff"],
    ["black", "#000000"],
    ["in the text's own colour", brand.colours.text],
    ["loud", "#ff3300"],
  ])("makes words readable over a picture that is %s", async (_, background) => {
    const size = { width: 1080, height: 1350 };
    const read = await unpacked(await plain(1200, 1500, background).png().toBuffer(), size);
    if (!read.ok) throw new Error(read.why);
    const pixels = await pixelsOf(await veiled(read.photo, size, { masthead: 120, words: 800 }, ground, text));
    const at = (row: number): Rgb => [pixels[3 * 1080 * row] ?? 0, pixels[3 * 1080 * row + 1] ?? 0, pixels[3 * 1080 * row + 2] ?? 0];
    for (const row of [10, 119, 801, 1000, 1340]) expect(contrast(at(row), text)).toBeGreaterThanOrEqual(4.5);
  });

  it("leaves most of the picture's middle as it is", async () => {
    const size = { width: 1080, height: 1350 };
    const read = await unpacked(await plain(1200, 1500, "#a0c0e0").png().toBuffer(), size);
    if (!read.ok) throw new Error(read.why);
    const pixels = await pixelsOf(await veiled(read.photo, size, { masthead: 120, words: 800 }, ground, text));
    const middle = 3 * 1080 * 400;
    expect([...pixels.subarray(middle, middle + 3)].map((part, index) => Math.abs(part - ([0xa0, 0xc0, 0xe0][index] ?? 0)) < 24)).toEqual([
      true,
      true,
      true,
    ]);
  });
});
