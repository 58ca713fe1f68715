/** How much two pictures differ to the eye. */
import sharp from "sharp";

export interface Difference {
  /** Over all pixels, 0 to 255. */
  readonly mean: number;
  /** Of the ten most different squares of 16 pixels, 0 to 255: a word that moved, a line that broke elsewhere. */
  readonly worst: number;
}

/** Width in pixels at which pictures are compared: type is still told apart, and its edges aren't. */
const width = 300;
const square = 16;

/** A picture as it is compared and kept: small, in WebP. */
export async function thumbnail(picture: Uint8Array): Promise<Buffer> {
  return sharp(picture).resize({ width }).webp({ quality: 82, effort: 6 }).toBuffer();
}

/** Both are brought to one size, and softened, so that what anti-aliasing and compression do doesn't count. */
export async function difference(one: Uint8Array, other: Uint8Array): Promise<Difference> {
  const [first, second] = await Promise.all([softened(one), softened(other)]);
  if (first.height !== second.height) return { mean: 255, worst: 255 };
  const squares = new Map<number, { sum: number; count: number }>();
  let total = 0;
  for (const [at, value] of first.pixels.entries()) {
    const off = Math.abs(value - (second.pixels[at] ?? 0));
    total += off;
    const [row, column] = [Math.floor(at / width), at % width];
    const key = Math.floor(row / square) * width + Math.floor(column / square);
    const known = squares.get(key) ?? { sum: 0, count: 0 };
    squares.set(key, { sum: known.sum + off, count: known.count + 1 });
  }
  const worst = [...squares.values()].map(({ sum, count }) => sum / count).sort((a, b) => b - a);
  return { mean: total / first.pixels.length, worst: worst.slice(0, 10).reduce((sum, each) => sum + each, 0) / Math.min(10, worst.length) };
}

async function softened(picture: Uint8Array): Promise<{ readonly pixels: Uint8Array; readonly height: number }> {
  const { data, info } = await sharp(picture).resize({ width }).greyscale().blur(1.2).raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data.buffer, data.byteOffset, data.length), height: info.height };
}
