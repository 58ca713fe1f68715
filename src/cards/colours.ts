import type { Brand } from "../domain/brand.ts";

/** Throws on a colour that isn't written as `#rrggbb`: the renderer would leave it out without a word. */
export function checkColours(colours: Brand["colours"]): void {
  for (const [use, colour] of Object.entries(colours)) {
    if (!/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(colour))
      throw new Error(`brand.colours.${use} is "${colour}": write it as #rrggbb, for example #12263a.`);
  }
}
