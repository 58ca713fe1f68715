/** The few numbers that small samples bear. */

/** Where a share of the values lies below, between neighbours in proportion; null of none. @param sorted ascending */
function quantile(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

/** What several posts came to. */
export interface Spread {
  /** How many have a number. */
  readonly n: number;
  /** Half of them have more, half less; whole, as counts are. Null: none has a number. */
  readonly median: number | null;
  /** The middle half lies between these; null where there are too few to say. */
  readonly middle: readonly [number, number] | null;
}

/** Fewer posts than these say nothing that chance could not. */
export const fewest = 5;

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(quantile(sorted, share) ?? 0);
  return {
    n: sorted.length,
    median: sorted.length === 0 ? null : at(0.5),
    middle: sorted.length < fewest ? null : [at(0.25), at(0.75)],
  };
}
