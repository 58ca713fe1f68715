/** Every card that is kept as a golden picture and shown on the contact sheet. */
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { type Cards, openCards } from "../../src/cards/draw.ts";
import type { Brand } from "../../src/domain/brand.ts";
import type { Card } from "../../src/domain/media.ts";
import { ok } from "../../src/domain/problem.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { brand, english, shapes, urdu } from "./brand.ts";
import { allSamples, kinds, sample } from "./samples.ts";

export interface Piece {
  /** `figure-urdu-1080x1350`, also the name of its golden picture. */
  readonly name: string;
  readonly card: Card;
  /** Drawn in another theme than the brand's own. */
  readonly theme?: Brand["theme"];
}

const light = kinds.flatMap((kind) =>
  (["english", "urdu"] as const).map((voice): Piece => ({ name: `light-${kind}-${voice}`, card: sample(kind, voice), theme: "light" })),
);

const picture = { src: "scene.svg", from: "summary.md", credit: "Photo: Sana Mir", alt: "A house before two hills at noon" };
const pictured = shapes.flatMap((shape) =>
  [english, urdu].map(
    (card): Piece => ({ name: `picture-${card.language}-${shape.width}x${shape.height}`, card: { ...card, ...shape, picture } }),
  ),
);

/** Every kind in every voice and shape; the light theme; headlines over a picture. */
export const gallery: readonly Piece[] = [...allSamples(), ...light, ...pictured];

/** A landscape with a bright sky, the hardest ground for light words. */
export async function landscape(): Promise<Uint8Array> {
  return sharp(readFileSync(new URL("landscape.svg", import.meta.url)))
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Draws pieces of the gallery in their themes. */
export function openGallery(): (piece: Piece) => ReturnType<Cards["draw"]> {
  const templates = openTemplates("templates");
  const readPicture = async () => ok(await landscape());
  const open = (theme: Brand["theme"]) => openCards({ templates, brand: { ...brand, ...(theme ? { theme } : {}) }, readPicture });
  const themes = { own: open(undefined), light: open("light"), dark: open("dark") };
  return ({ card, theme }) => themes[theme ?? "own"].draw(card);
}
