/** How large the words of each kind of card are set, by script; in pixels of a card 1080 wide, which a phone shows as 390. */
import type { Card } from "../domain/media.ts";
import { type Family, naskh, nastaliq } from "./fonts.ts";

export interface TypeSizes {
  /** The largest type, and the largest for more than a few words. */
  readonly largest: number;
  readonly large: number;
  /** From where on down the words may fill their room. */
  readonly filling: number;
  /** Smaller than this a phone's reader can't read them. */
  readonly least: number;
  /** How full the room may be of type up to `large`, and of larger type. */
  readonly shares: readonly [number, number];
  /** Line heights up to `filling`, and above. */
  readonly leading: readonly [number, number];
}

type Script = "latin" | "nastaliq" | "naskh";

/** Signs of Nastaliq reach far above and below: at less than 2.1 those of two lines meet. */
const sizes: Readonly<Record<Card["kind"], Readonly<Record<Script, TypeSizes>>>> = {
  headline: {
    latin: { largest: 168, large: 132, filling: 84, least: 64, shares: [0.78, 0.42], leading: [1.06, 1.1] },
    nastaliq: { largest: 136, large: 104, filling: 80, least: 64, shares: [0.78, 0.42], leading: [2.1, 2.2] },
    naskh: { largest: 148, large: 120, filling: 84, least: 64, shares: [0.78, 0.42], leading: [1.6, 1.6] },
  },
  figure: {
    latin: { largest: 340, large: 340, filling: 340, least: 96, shares: [1, 1], leading: [1, 1] },
    nastaliq: { largest: 220, large: 220, filling: 220, least: 80, shares: [1, 1], leading: [2.1, 2.1] },
    naskh: { largest: 260, large: 260, filling: 260, least: 88, shares: [1, 1], leading: [1.5, 1.5] },
  },
  quotation: {
    latin: { largest: 112, large: 96, filling: 80, least: 48, shares: [0.92, 0.6], leading: [1.2, 1.14] },
    nastaliq: { largest: 96, large: 80, filling: 68, least: 44, shares: [0.92, 0.6], leading: [2.1, 2.15] },
    naskh: { largest: 104, large: 88, filling: 72, least: 44, shares: [0.92, 0.6], leading: [1.7, 1.6] },
  },
  points: {
    latin: { largest: 104, large: 84, filling: 72, least: 44, shares: [0.85, 0.5], leading: [1.24, 1.18] },
    nastaliq: { largest: 92, large: 76, filling: 64, least: 44, shares: [0.85, 0.5], leading: [2.1, 2.15] },
    naskh: { largest: 100, large: 80, filling: 68, least: 44, shares: [0.85, 0.5], leading: [1.7, 1.65] },
  },
  closing: {
    latin: { largest: 120, large: 112, filling: 96, least: 64, shares: [1, 0.8], leading: [1.1, 1.1] },
    nastaliq: { largest: 96, large: 88, filling: 80, least: 64, shares: [1, 0.8], leading: [2.1, 2.15] },
    naskh: { largest: 108, large: 100, filling: 84, least: 64, shares: [1, 0.8], leading: [1.6, 1.6] },
  },
};

/** @param first the family that most of the words are set in. */
export function sizesFor(kind: Card["kind"], first: Family): TypeSizes {
  return sizes[kind][first === nastaliq ? "nastaliq" : first === naskh ? "naskh" : "latin"];
}
