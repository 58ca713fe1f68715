/** The fonts that ship, whole TTF files: fonts split by range lose digits and brackets inside Urdu. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Brand } from "../domain/brand.ts";
import type { Card } from "../domain/media.ts";

const google = "@expo-google-fonts";

/** Font files by the family name that `herald.yaml` uses; the first one of a family speaks for its coverage. */
const shipped = {
  Inter: [`${google}/inter/500Medium/Inter_500Medium.ttf`, `${google}/inter/700Bold/Inter_700Bold.ttf`],
  "Source Serif 4": [
    `${google}/source-serif-4/500Medium/SourceSerif4_500Medium.ttf`,
    `${google}/source-serif-4/700Bold/SourceSerif4_700Bold.ttf`,
  ],
  "Noto Nastaliq Urdu": [
    `${google}/noto-nastaliq-urdu/500Medium/NotoNastaliqUrdu_500Medium.ttf`,
    `${google}/noto-nastaliq-urdu/700Bold/NotoNastaliqUrdu_700Bold.ttf`,
  ],
  "Noto Naskh Arabic": [
    `${google}/noto-naskh-arabic/500Medium/NotoNaskhArabic_500Medium.ttf`,
    `${google}/noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf`,
  ],
  Twemoji: ["twemoji-colr-font/twemoji.woff2"],
} as const;

/** A family that ships. */
export type Family = keyof typeof shipped;

/** Nastaliq hangs below and above its line; it would tear the lines of an English headline apart, so Urdu words there are in Naskh. */
export const naskh: Family = "Noto Naskh Arabic";
export const nastaliq: Family = "Noto Nastaliq Urdu";
/** COLR version 0: the newer Noto emoji (COLRv1) draw blank. */
export const emoji: Family = "Twemoji";

const require = createRequire(import.meta.url);

/** The bytes of each file of a family. */
export function filesOf(family: Family): readonly Uint8Array[] {
  return shipped[family].map((file) => readFileSync(require.resolve(file)));
}

/** The bytes that tell which characters a family has. */
export function coverageFileOf(family: Family): Uint8Array {
  return readFileSync(require.resolve(shipped[family][0]));
}

/** The brand's families, each known to ship. */
export interface Faces {
  readonly headline: Family;
  readonly body: Family;
  readonly urdu: Family;
}

/** Throws on a family that doesn't ship: it would draw in another one without a word. */
export function facesOf(fonts: Brand["fonts"]): Faces {
  return { headline: named(fonts.headline, "headline"), body: named(fonts.body, "body"), urdu: named(fonts.urdu, "urdu") };
}

function named(name: string, use: string): Family {
  const family = (Object.keys(shipped) as Family[]).find((known) => known.toLowerCase() === name.trim().toLowerCase());
  if (family !== undefined && family !== emoji) return family;
  const known = Object.keys(shipped).filter((other) => other !== emoji);
  throw new Error(`brand.fonts.${use} names "${name}", a font that doesn't ship with Herald: use one of ${known.join(", ")}.`);
}

/** Which families the words of a card are set in, first choice first; together they decide what can be drawn. */
export interface Stacks {
  readonly headline: readonly Family[];
  readonly body: readonly Family[];
  /** Words of the other script inside a line. */
  readonly foreign: readonly Family[];
  /** The brand's name and handles, on every card alike. */
  readonly name: readonly Family[];
}

export function stacksOf(faces: Faces, language: Card["language"]): Stacks {
  const { headline, body, urdu } = faces;
  const name = unique([body, headline, naskh, urdu, emoji]);
  if (language === "ur") {
    const set = unique([urdu, headline, body, naskh, emoji]);
    return { headline: set, body: set, foreign: unique([headline, body, urdu, naskh, emoji]), name };
  }
  return {
    headline: unique([headline, body, naskh, urdu, emoji]),
    body: name,
    foreign: unique([naskh, urdu, headline, body, emoji]),
    name,
  };
}

function unique(families: readonly Family[]): readonly Family[] {
  return [...new Set(families)];
}
