/**
 * Picture cards: a template of `templates/cards/` filled with a card's words, drawn by Takumi, written as JPEG.
 * The same card, template, brand and fonts give the same bytes in every process: their digest is part of what is approved.
 */
import { createHash } from "node:crypto";
import type { Brand } from "../domain/brand.ts";
import type { Card } from "../domain/media.ts";
import type { Problem } from "../domain/problem.ts";
import type { Templates } from "../edge/templates.ts";
import { checkColours } from "./colours.ts";
import { needsEmoji, uncoveredIn } from "./coverage.ts";
import { findings } from "./findings.ts";
import { type Fit, fitWords } from "./fit.ts";
import { emoji, facesOf, stacksOf } from "./fonts.ts";
import { checkLogo, type Logo, readLogo } from "./logo.ts";
import { pageOf, textsOf, valuesOf } from "./page.ts";
import { openStudio, type Studio } from "./renderer.ts";
import { scaleOf } from "./scale.ts";

/** A card as published. */
export interface DrawnCard {
  /** SHA-256 (hex) of `bytes`. */
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly mime: "image/jpeg";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** As `problemsOf` says: a card with a blocking problem is drawn too, for an editor to look at. */
  readonly problems: readonly Problem[];
}

export interface Cards {
  /** Several at a time are fine. Throws on a broken template, logo or font. */
  draw(card: Card): Promise<DrawnCard>;
  /** Signs of the card that no font has, each once: `["漢"]`. Loads no renderer. */
  uncovered(card: Card): readonly string[];
  /** What stops a card: `media-glyph` (a sign that no font has), `media-headline` (words that don't fit). Measures, draws nothing. */
  problemsOf(card: Card): Promise<readonly Problem[]>;
}

interface House {
  readonly templates: Templates;
  readonly brand: Brand;
}

/**
 * Cheap: renderer, fonts and JPEG writer are loaded at the first card.
 * Throws on a brand whose colours, fonts or logo can't be used.
 */
export function openCards(house: House): Cards {
  const { brand } = house;
  const faces = facesOf(brand.fonts);
  checkColours(brand.colours);
  if (brand.logo !== undefined) checkLogo(brand.logo);

  let opening: Promise<Open> | undefined;
  const open = () => {
    opening ??= openFor(brand);
    return opening;
  };
  const uncovered = (card: Card) => uncoveredIn(textsOf(card, brand), stacksOf(faces, card.language).body);
  const layOut = async (card: Card) => set(card, house, await open());
  return {
    uncovered,
    draw: async (card) => {
      const fitted = await layOut(card);
      const { studio } = await open();
      const bytes = await jpegOf(await studio.drawing.pixels(fitted.page, card), card);
      const digest = createHash("sha256").update(bytes).digest("hex");
      const problems = findings(card, uncovered(card), fitted.verdict);
      return { digest, bytes, mime: "image/jpeg", width: card.width, height: card.height, problems };
    },
    problemsOf: async (card) => findings(card, uncovered(card), (await layOut(card)).verdict),
  };
}

interface Open {
  readonly studio: Studio;
  readonly logo: Logo | undefined;
}

async function openFor(brand: Brand): Promise<Open> {
  const logo = brand.logo === undefined ? undefined : await readLogo(brand.logo);
  return { studio: await openStudio(logo), logo };
}

/** Lays a card out at the largest type that fits. */
async function set(card: Card, { templates, brand }: House, { studio, logo }: Open): Promise<Fit> {
  const stacks = stacksOf(facesOf(brand.fonts), card.language);
  const colourful = textsOf(card, brand).some((text) => needsEmoji(text, stacks.body));
  await studio.with(stacks.body.filter((family) => family !== emoji || colourful));
  const scale = scaleOf(card, stacks.headline[0] ?? "Inter");
  const page = await pageOf(templates, card.kind, valuesOf(card, brand, logo, scale, stacks));
  return fitWords(page, scale, (sized) => studio.drawing.measure(sized, card));
}

/** Platforms take JPEG alone or best; full colour resolution keeps small coloured type clean. */
async function jpegOf(pixels: Uint8Array, { width, height }: Card): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 90, chromaSubsampling: "4:4:4" })
    .toBuffer();
}
