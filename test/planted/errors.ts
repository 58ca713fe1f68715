import type { Summary } from "../../src/domain/summary.ts";
import * as figures from "./figures.ts";
import { type Kind, kinds, type Planted, type Planter } from "./kinds.ts";
import * as names from "./names.ts";
import type { Chance } from "./random.ts";
import * as turns from "./turns.ts";

const planters: Readonly<Record<Kind, Planter>> = {
  digit: figures.digits,
  unit: figures.units,
  scale: figures.scales,
  date: figures.dates,
  name: names.names,
  speaker: names.speakers,
  quotation: names.quotations,
  negation: turns.negations,
  hedge: turns.hedges,
  direction: turns.directions,
};

/** At most `most` errors of every kind, planted in right texts of the summary by chance. */
export function planted(right: readonly string[], summary: Summary, chance: Chance, most: number): readonly Planted[] {
  return kinds.flatMap((kind) => {
    const all = [...new Set(right)].flatMap((text) => planters[kind](text, summary).map((wrong) => ({ kind, right: text, wrong })));
    return chance.some(
      all.filter(({ wrong }) => !right.includes(wrong)),
      most,
    );
  });
}
