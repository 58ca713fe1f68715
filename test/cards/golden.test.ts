import { describe, expect, it } from "vitest";
import { gallery, openGallery } from "./gallery.ts";
import { goldenDigests, goldenPicture } from "./golden.ts";
import { difference } from "./likeness.ts";

const draw = openGallery();
const digests = goldenDigests();
/** Compression makes 0.8 and 2 of it, one wrong word 2 and 50. */
const tolerance = { mean: 1.2, worst: 6 };

describe("golden pictures", () => {
  it.each(gallery)("show $name as it was signed", async (piece) => {
    const { bytes, digest } = await draw(piece);
    // The very bytes that were signed look as they did.
    if (digests) return expect(digest).toBe(digests[piece.name]);
    const { mean, worst } = await difference(bytes, goldenPicture(piece));
    expect({ mean: mean < tolerance.mean, worst: worst < tolerance.worst }, `mean ${mean}, worst ${worst}`).toEqual({
      mean: true,
      worst: true,
    });
  });
});
