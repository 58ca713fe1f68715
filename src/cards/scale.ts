/** Type sizes of a card, all in pixels, from its width and height. */
import type { Card } from "../domain/media.ts";
import { type Family, naskh, nastaliq } from "./fonts.ts";

export interface Scale {
  /** One pixel of a card 1080 wide; a wide card's is larger, because a phone shows both at the same width. */
  readonly unit: number;
  /** One pixel of white space above and below on a card 1350 high; flatter cards have less of it. */
  readonly air: number;
  /** The headline's sizes, largest first. */
  readonly headlines: readonly number[];
  /** How much of its room a headline of this size may fill, 0 to 1: large type needs white space around it. */
  share(size: number): number;
  /** Line height by size: signs of Nastaliq reach far above and below, and at less than 2.1 those of two lines meet. */
  leading(size: number): number;
}

/** Pixels, on every card: a phone shows one 1080 wide as 390, where this is 23, and one 1600 wide still as 16. */
const floor = 64;
const step = 4;
/**
 * On a card 1080 wide: the largest type, the largest for more than a few words, and from where on down it may fill its room;
 * line heights of small and of larger headlines.
 */
const latin = { largest: 168, large: 132, filling: 84, leading: [1.1, 1.1] } as const;
const styles: Partial<Record<Family, { largest: number; large: number; filling: number; leading: readonly [number, number] }>> = {
  [nastaliq]: { largest: 136, large: 104, filling: 80, leading: [2.1, 2.2] },
  [naskh]: { largest: 148, large: 120, filling: 84, leading: [1.6, 1.6] },
};

/** @param headline the family that most of the headline is set in: Nastaliq's signs are larger than their size says. */
export function scaleOf(card: Pick<Card, "width" | "height">, headline: Family): Scale {
  const unit = Math.min(card.width, (card.height * 4) / 3) / 1080;
  const { largest, large, filling, leading } = styles[headline] ?? latin;
  const headlines = [];
  for (let size = Math.round(largest * unit); size > floor; size -= step) headlines.push(size);
  const share = (size: number) => (size <= filling * unit ? 1 : size <= large * unit ? 0.78 : 0.42);
  return {
    unit,
    air: Math.min(card.height / 1350, card.width / 1080),
    headlines: [...headlines, floor],
    share,
    leading: (size) => leading[size <= filling * unit ? 0 : 1],
  };
}
