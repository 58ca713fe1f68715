/** The brand's colours as a card uses them: checked, turned over for the other theme, and with enough contrast to be read. */
import type { Brand } from "../domain/brand.ts";

/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [number, number, number];

/** WCAG 2.2: small type needs 4.5, large type 3. https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const readable = 4.5;
const readableLarge = 3;

/** Throws on a colour that isn't written as `#rrggbb`: the renderer would leave it out without a word. */
export function checkColours(colours: Brand["colours"]): void {
  for (const [use, colour] of Object.entries(colours)) {
    if (!/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(colour))
      throw new Error(`brand.colours.${use} is "${colour}": write it as #rrggbb, for example #12263a.`);
  }
}

/**
 * The colours of a card. A theme that the brand's colours are not written in turns them over: ground and text change places,
 * and accent and muted type move towards the text until they can be read.
 * @param photo a card with a picture behind its words is always dark, and its small type as bright as the large: photographs bear
 * a dark veil better.
 */
export function paletteOf({ colours, theme }: Pick<Brand, "colours" | "theme">, photo = false): Brand["colours"] {
  if (!photo) return turned(colours, theme);
  const dark = turned(colours, "dark");
  return { ...dark, muted: dark.text };
}

function turned(colours: Brand["colours"], wanted: Brand["theme"]): Brand["colours"] {
  const isDark = luminance(rgb(colours.background)) < luminance(rgb(colours.text));
  if (wanted === undefined || (wanted === "dark") === isDark) return colours;
  const [background, text] = [rgb(colours.text), rgb(colours.background)];
  return {
    background: hex(background),
    text: hex(text),
    accent: hex(towards(rgb(colours.accent), text, background, readableLarge)),
    muted: hex(towards(mixed(text, background, 0.3), text, background, readable)),
  };
}

/** A colour moved towards another in small steps until it stands out from the ground. */
function towards(colour: Rgb, other: Rgb, ground: Rgb, least: number): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mixed(colour, other, share);
    if (contrast(moved, ground) >= least) return moved;
  }
  return other;
}

export function mixed(one: Rgb, other: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => one[index] * (1 - share) + other[index] * share;
  return [at(0), at(1), at(2)];
}

/** Between 1 (alike) and 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

export function rgb(colour: string): Rgb {
  const digits = colour.slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3");
  const at = (index: number) => Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16);
  return [at(0), at(1), at(2)];
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** Relative luminance, 0 to 1. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
