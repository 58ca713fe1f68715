/**
 * Picture cards: a template of `templates/cards/` filled with a card's words, drawn by Takumi, written as JPEG.
 * The same card, template, brand, fonts and own picture give the same bytes in every process: their digest is part of what is
 * approved.
 */
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import type { Brand } from "../domain/brand.ts";
import type { Card, OwnPicture } from "../domain/media.ts";
import { block, type Problem, type Result } from "../domain/problem.ts";
import type { Templates } from "../edge/templates.ts";
import { checkColours, paletteOf, rgb } from "./colours.ts";
import { uncoveredIn } from "./coverage.ts";
import { findings } from "./findings.ts";
import type { Fit } from "./fit.ts";
import { facesOf, stacksOf } from "./fonts.ts";
import { layOut, type Workplace } from "./lay-out.ts";
import { checkLogo, readLogo } from "./logo.ts";
import { bandsOf, sources, textsOf } from "./page.ts";
import { type Photo, type Unpacked, unpacked, veiled } from "./photo.ts";
import { loadSharp } from "./pictures.ts";
import { openStudio, type Studio } from "./renderer.ts";
import { takingTurns } from "./turns.ts";

/** A card as published. */
export interface DrawnCard {
  /** SHA-256 (hex) of `bytes`. */
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly mime: "image/jpeg";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** As `problemsOf` says, and `media-picture` (an own picture that can't be used: drawn without). A card with a blocking problem is drawn too, for an editor to look at. */
  readonly problems: readonly Problem[];
}

export interface Cards {
  /** Several at a time are fine. Throws on a broken template, logo or font. */
  draw(card: Card): Promise<DrawnCard>;
  /** Signs of the card that no font has, each once: `["漢"]`. Loads no renderer. */
  uncovered(card: Card): readonly string[];
  /**
   * What is wrong with a card: `media-glyph` (a sign that no font has), `media-headline` (words that don't fit), `media-words`
   * (too many). Measures, draws nothing.
   */
  problemsOf(card: Card): Promise<readonly Problem[]>;
}

/** Reads an own picture's file, or fetches it; see `edge/own-pictures.ts`. */
export type ReadPicture = (picture: OwnPicture) => Promise<Result<Uint8Array>>;

interface House {
  readonly templates: Templates;
  readonly brand: Brand;
  /** Absent: cards are drawn without own pictures, and say so. */
  readonly readPicture?: ReadPicture;
}

/** More at a time are no faster, and each takes megabytes. */
const mostAtOnce = 4;

/**
 * Cheap: renderer, fonts and JPEG writer are loaded at the first card.
 * Throws on a brand whose colours, fonts or logo can't be used.
 */
export function openCards(house: House): Cards {
  const { brand } = house;
  const faces = facesOf(brand.fonts);
  checkColours(brand.colours);
  if (brand.logo !== undefined) checkLogo(brand.logo);

  let opening: Promise<Workplace> | undefined;
  const open = () => {
    opening ??= openFor(house);
    return opening;
  };
  const uncovered = (card: Card) => uncoveredIn(textsOf(card, brand), stacksOf(faces, card.language).body);
  const judged = (card: Card, fit: Fit) => findings(card, textsOf(card, brand), uncovered(card), fit.verdict);
  const inTurn = takingTurns(Math.min(mostAtOnce, availableParallelism()));
  const draw = async (card: Card): Promise<DrawnCard> => {
    const opened = await open();
    const photo = await photoOf(card, house.readPicture);
    const fit = await layOut(card, opened, photo?.ok === true);
    const images = photo?.ok ? [{ src: sources.photo, data: await behind(card, brand, fit, photo.photo, opened.studio) }] : [];
    const bytes = await jpegOf(await opened.studio.drawing.pixels(fit.page, card, images), card);
    const digest = createHash("sha256").update(bytes).digest("hex");
    const problems = [...judged(card, fit), ...(photo && !photo.ok ? [unusable(card, photo.why)] : [])];
    return { digest, bytes, mime: "image/jpeg", width: card.width, height: card.height, problems };
  };
  return {
    uncovered,
    draw: (card) => inTurn(() => draw(card)),
    problemsOf: async (card) => judged(card, await layOut(card, await open(), false)),
  };
}

async function openFor({ templates, brand }: House): Promise<Workplace> {
  const logo = brand.logo === undefined ? undefined : await readLogo(brand.logo);
  return { templates, brand, logo, studio: await openStudio(logo) };
}

/** The own picture behind a card; undefined where it has none. */
async function photoOf(card: Card, read: ReadPicture | undefined): Promise<Unpacked | undefined> {
  if (card.kind !== "headline" || card.picture === undefined) return undefined;
  if (!read) return { ok: false, why: "can't be read here" };
  const bytes = await read(card.picture);
  if (bytes.ok) return unpacked(bytes.value, card);
  return { ok: false, why: bytes.problems.map(({ message }) => message).join(" ") };
}

async function behind(card: Card, brand: Brand, fit: Fit, photo: Photo, studio: Studio): Promise<Uint8Array> {
  const { background, text } = paletteOf(brand, true);
  return veiled(photo, card, bandsOf(await studio.drawing.measure(fit.page, card)), rgb(background), rgb(text));
}

function unusable(card: Card, why: string): Problem {
  const src = card.kind === "headline" ? (card.picture?.src ?? "") : "";
  const message = `The picture ${src} ${why}; the card was drawn without it.`;
  return block(
    "media-picture",
    `card ${card.width}×${card.height}`,
    message,
    "Mend the picture or its path, or take it out of the summary.",
  );
}

/**
 * Platforms take JPEG alone or best; full colour resolution keeps small coloured type clean. An optimised code would be a tenth
 * smaller and take twice as long.
 */
async function jpegOf(pixels: Uint8Array<ArrayBuffer>, { width, height }: Card): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 90, chromaSubsampling: "4:4:4", optimiseCoding: false })
    .toBuffer();
  // Six megabytes that would else wait for the collector, card after card.
  pixels.buffer.transfer(0);
  return jpeg;
}
