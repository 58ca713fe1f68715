/** An own picture behind a card's words: cropped to the card's shape, and veiled until the words over it can be read. */
import type { Card } from "../domain/media.ts";
import { contrast, luminance, mixed, type Rgb, readable } from "./colours.ts";
import { loadSharp } from "./pictures.ts";

/** Pictures of more pixels are refused before they are unpacked. */
const mostPixels = 60_000_000;
/** Smaller ones would be drawn blurred. */
const leastSide = 500;

/** A picture that can be used: three bytes a pixel, no smaller than the card, upright. */
export interface Photo {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A picture as read, or why it can't be used, as the end of a sentence. */
export type Unpacked = { readonly ok: true; readonly photo: Photo } | { readonly ok: false; readonly why: string };

type Shape = Pick<Card, "width" | "height">;

/** Unpacks a picture in the size that the card needs. Judged by its content, whatever its name says. */
export async function unpacked(bytes: Uint8Array, { width, height }: Shape): Promise<Unpacked> {
  const sharp = await loadSharp();
  if (!isPhotograph(bytes)) return { ok: false, why: "is no JPEG, PNG or WebP file" };
  const picture = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", pages: 1 });
  try {
    const { width: wide, height: high } = await picture().metadata();
    if (wide * high > mostPixels) return { ok: false, why: `has ${wide}×${high} pixels; make it smaller than 60 million` };
    if (Math.min(wide, high) < leastSide)
      return { ok: false, why: `has only ${wide}×${high} pixels; use one of ${leastSide} or more each way` };
    const { data, info } = await picture()
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .resize(width, height, { fit: "outside" })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { ok: true, photo: { pixels: bytesOf(data), width: info.width, height: info.height } };
  } catch {
    return { ok: false, why: "can't be read as a picture; save it as JPEG or PNG again" };
  }
}

/** Told by its first bytes, before any decoder sees it: an SVG can hold scripts and name files. */
function isPhotograph(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return head.startsWith("\xff\xd8\xff") || head.startsWith("\x89PNG\r\n") || (head.startsWith("RIFF") && head.endsWith("WEBP"));
}

function bytesOf(data: Buffer): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}

/** Cropped to where there is most to see. */
async function cropped({ pixels, width, height }: Photo, shape: Shape): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const data = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(shape.width, shape.height, { fit: "cover", position: sharp.strategy.attention })
    .raw()
    .toBuffer();
  return bytesOf(data);
}

/** Rows of the card that bear words; the rest of the picture is left as clear as it may be. */
export interface Bands {
  /** Where the masthead ends, and where the words begin, in pixels from the top. */
  readonly masthead: number;
  readonly words: number;
}

/** How much of the veil lies over what bears no words, and at the least under the large ones: they stand on their own ground. */
const clear = 0.06;
const solid = 0.86;
/** How far the picture goes on behind the words, and how much of the card it covers at the least. */
const overlap = 0.14;
const leastShown = 0.5;
/** How many rows the veil takes to thicken, as a share of the card: below the masthead, and above the words. */
const slopes = { masthead: 0.12, words: 0.26 } as const;

/**
 * The picture in the upper part of the card, fading into the card's ground where the words begin: over words it is veiled until
 * all but one in two hundred of its pixels have the contrast that small type needs.
 * @returns a PNG file, stored without compression: it lives only until the card is drawn.
 */
export async function veiled(photo: Photo, { width, height }: Shape, bands: Bands, ground: Rgb, text: Rgb): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const shown = Math.min(height, Math.max(Math.round(leastShown * height), Math.round(bands.words + overlap * height)));
  const pixels = await cropped(photo, { width, height: shown });
  const rows = (from: number, to: number) => pixels.subarray(3 * width * Math.max(0, Math.floor(from)), 3 * width * Math.ceil(to));
  const top = shareFor(rows(0, bands.masthead), ground, text);
  const bottom = Math.max(solid, shareFor(rows(Math.min(bands.words, shown - 1), shown), ground, text));
  const veil = new Uint8Array(3 * width * height);
  for (let row = 0; row < height; row += 1) {
    const share = Math.max(
      faded(row - bands.masthead, slopes.masthead * height, top),
      faded(bands.words - row, slopes.words * height, bottom),
      row < bands.words ? 0 : bottom + (1 - bottom) * eased(1 - (shown - row) / Math.max(1, shown - bands.words)),
    );
    for (let at = 3 * width * row; at < 3 * width * (row + 1); at += 3) {
      for (const part of [0, 1, 2] as const) veil[at + part] = (pixels[at + part] ?? 0) * (1 - share) + ground[part] * share;
    }
  }
  return sharp(veil, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

/** Full up to its edge, then thinner and thinner. @param beyond rows past the edge */
function faded(beyond: number, rows: number, full: number): number {
  return clear + (full - clear) * eased(1 - beyond / rows);
}

/** From 0 to 1, slow at both ends, so that no edge shows. */
function eased(share: number): number {
  const within = Math.min(1, Math.max(0, share));
  return within * within * (3 - 2 * within);
}

/** The least share of the ground that makes the words readable over these pixels. */
function shareFor(pixels: Uint8Array, ground: Rgb, text: Rgb): number {
  const hard = hardest(pixels, text);
  for (let share = clear; share < 1; share += 0.02) if (contrast(mixed(hard, ground, share), text) >= readable + 0.3) return share;
  return 1;
}

/** The pixel that only one in two hundred stands out less from. */
function hardest(pixels: Uint8Array, text: Rgb): Rgb {
  const every = 3 * 7;
  const sample: Rgb[] = [];
  for (let at = 0; at + 2 < pixels.length; at += every) sample.push([pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0]);
  const isLight = luminance(text) > 0.5;
  const weight = (colour: Rgb) => luminance(colour) * (isLight ? 1 : -1);
  const sorted = sample.map((colour) => ({ colour, weight: weight(colour) })).sort((a, b) => a.weight - b.weight);
  return sorted[Math.floor(0.995 * (sorted.length - 1))]?.colour ?? text;
}
