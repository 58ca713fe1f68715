import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jpegSize } from "../../../src/sandbox/instagram/picture.ts";
import { drawPicture } from "../../support/stand-ins.ts";

describe("the size in a JPEG's header", () => {
  it("is what the picture was drawn with", async () => {
    const side = fc.integer({ min: 1, max: 900 });
    await fc.assert(
      fc.asyncProperty(side, side, async (width, height) => {
        expect(jpegSize(await drawPicture(width, height))).toEqual({ width, height });
      }),
      { numRuns: 20 },
    );
  });

  it("is read from bytes that begin in the middle of a larger buffer", async () => {
    const picture = await drawPicture(30, 20);
    const larger = Buffer.concat([Buffer.alloc(7), picture]);
    expect(jpegSize(larger.subarray(7))).toEqual({ width: 30, height: 20 });
  });

  it("is null for whatever is no JPEG, and never an error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const started = Uint8Array.from([0xff, 0xd8, ...bytes]);
        expect(() => jpegSize(started)).not.toThrow();
        if (bytes[0] !== 0xff || bytes[1] !== 0xd8) expect(jpegSize(bytes)).toBeNull();
      }),
    );
  });
});
