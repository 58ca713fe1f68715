/** Type sizes of a card, all in pixels, from its width and height. */
import type { Card } from "../domain/media.ts";
import type { Family } from "./fonts.ts";
import { sizesFor } from "./type-sizes.ts";

export interface Scale {
  /** One pixel of a card 1080 wide; a wide card's is larger, because a phone shows both at the same width. */
  readonly unit: number;
  /** One pixel of white space above and below on a card 1350 high; flatter cards have less of it. */
  readonly air: number;
  /** The large words' sizes, largest first. */
  readonly sizes: readonly number[];
  /** How much of its room type of this size may fill, 0 to 1: large type needs white space around it. */
  share(size: number): number;
  /** Line height by size. */
  leading(size: number): number;
}

const step = 4;

/** Words over a picture leave the upper half of their room to it, as long as they can. */
const besidePicture = { size: 0.66, share: 0.5, wideShare: 0.62 } as const;

/**
 * @param first the family that most of the words are set in: Nastaliq's signs are larger than their size says.
 * @param photo whether a picture stands behind the words.
 */
export function scaleOf(card: Pick<Card, "kind" | "width" | "height">, first: Family, photo = false): Scale {
  const unit = Math.min(card.width, (card.height * 4) / 3) / 1080;
  const { largest, large, filling, least, shares, leading } = sizesFor(card.kind, first);
  const sizes = [];
  const top = Math.max(least, Math.round(largest * unit * (photo ? besidePicture.size : 1)));
  for (let size = top; size > least; size -= step) sizes.push(size);
  return {
    unit,
    air: Math.min(card.height / 1350, card.width / 1080),
    sizes: [...sizes, least],
    share: (size) => {
      if (photo && size > least) return card.width > card.height ? besidePicture.wideShare : besidePicture.share;
      return size <= filling * unit ? 1 : size <= large * unit ? shares[0] : shares[1];
    },
    leading: (size) => leading[size <= filling * unit ? 0 : 1],
  };
}
