import { isSaying } from "../../language/speech.ts";
import type { Token } from "../../language/tokens.ts";
import type { Place, Source } from "./source.ts";

/** How far a word's neighbours are compared. */
const reach = 12;
/** Neighbours that count for a rival: it must stand in the very same place. */
const near = 5;

/** The neighbours of a stretch of tokens on one side, nearest first, within the sentence. */
export function neighbours(
  tokens: readonly Token[],
  from: number,
  step: 1 | -1,
  limit = reach,
  ends?: (at: number) => boolean,
): readonly Token[] {
  const found: Token[] = [];
  for (let at = from; at >= 0 && at < tokens.length && found.length < limit; at += step) {
    const token = tokens[at];
    if (!token || token.kind === "stop" || ends?.(at)) break;
    if (token.kind !== "pause") found.push(token);
  }
  return found;
}

function weightOf(token: Token): number {
  if (token.kind === "small") return 0.2;
  return isSaying(token) ? 0.5 : 1;
}

/** What two lists of neighbours have in common, in order: the weight of their longest common subsequence. */
export function common(one: readonly Token[], other: readonly Token[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  let row = new Float64Array(other.length + 1);
  for (const mine of one) {
    const next = new Float64Array(other.length + 1);
    for (let at = 1; at <= other.length; at++) {
      const same = other[at - 1]?.key === mine.key ? (row[at - 1] ?? 0) + weightOf(mine) : 0;
      next[at] = Math.max(same, row[at] ?? 0, next[at - 1] ?? 0);
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** A stretch of tokens in its sentence. */
export interface Spot {
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  /** True where a closer look ends: at another of the same kind. */
  readonly ends: (at: number) => boolean;
}

export interface Fit {
  readonly left: number;
  readonly right: number;
}

/** How well the surroundings of two spots fit each other, far and wide. */
export function wideFit(one: Spot, other: Spot): Fit {
  return {
    left: common(neighbours(one.tokens, one.from - 1, -1), neighbours(other.tokens, other.from - 1, -1)),
    right: common(neighbours(one.tokens, one.to, 1), neighbours(other.tokens, other.to, 1)),
  };
}

/** The neighbours near by, nearest first: up to the next of their kind, a pause or a stop. */
function nearby(spot: Spot, from: number, step: 1 | -1): readonly Token[] {
  const ends = (at: number) => spot.tokens[at]?.kind === "pause" || spot.ends(at);
  return neighbours(spot.tokens, from, step, near, ends);
}

interface Run {
  /** Weight of the words that both have from here on, without a gap. */
  readonly weight: number;
  /** Both go on alike, or both end here. */
  readonly alike: boolean;
  /** One of them ends here. */
  readonly edge: boolean;
}

function run(one: readonly Token[], other: readonly Token[]): Run {
  let weight = 0;
  let length = 0;
  for (const token of one) {
    if (other[length]?.key !== token.key) break;
    weight += weightOf(token);
    length++;
  }
  const edge = one.length === 0 || other.length === 0;
  return { weight, alike: length > 0 || (one.length === 0 && other.length === 0), edge };
}

/** How far two spots stand in the very same words. */
export function closeFit(one: Spot, other: Spot): Fit {
  const { left, right } = runs(one, other);
  return { left: left.weight, right: right.weight };
}

function runs(one: Spot, other: Spot): { readonly left: Run; readonly right: Run } {
  return {
    left: run(nearby(one, one.from - 1, -1), nearby(other, other.from - 1, -1)),
    right: run(nearby(one, one.to, 1), nearby(other, other.to, 1)),
  };
}

/** Least evidence for a rival, in words of weight; on one side alone it takes more. */
const least = 1;
const leastAlone = 1.2;
const margin = 0.3;

/** True when a spot stands in the words of another, on both sides, or on one where the other side has none. */
function standsIn({ left, right }: ReturnType<typeof runs>): boolean {
  if (left.weight + right.weight < least) return false;
  if (left.alike && right.alike) return true;
  return (left.edge && right.weight >= leastAlone) || (right.edge && left.weight >= leastAlone);
}

/**
 * The spot of the source whose very surroundings these are, where it isn't one of `own`: then something else stands in its place
 * here. Null where the surroundings fit its own places as well, or are told anew.
 * @param isRepeated the post has it twice in one sentence: then only what stands near tells the two apart.
 */
export function rivalOf<T extends Spot>(spot: Spot, own: readonly Spot[], others: readonly T[], isRepeated = false): T | null {
  const fits = own.map((each) => (isRepeated ? closeFit(spot, each) : wideFit(spot, each)));
  const bestOf = (side: keyof Fit) => fits.reduce((most, fit) => Math.max(most, fit[side]), 0);
  // Once for all others: a source may have thousands of either.
  const best: Fit = { left: bestOf("left"), right: bestOf("right") };
  let most = own.reduce((so, each) => Math.max(so, total(closeFit(spot, each))), 0) + margin;
  let found: T | null = null;
  for (const other of others) {
    const both = runs(spot, other);
    const fit = { left: both.left.weight, right: both.right.weight };
    const speaks = (["left", "right"] as const).some((side) => fit[side] > best[side] + margin);
    if (!speaks || total(fit) <= most || !standsIn(both)) continue;
    most = total(fit);
    found = other;
  }
  return found;
}

function total({ left, right }: Fit): number {
  return left + right;
}

/** Where a word of a post stands in the source: the place whose surroundings fit best, and how well. */
export function bestPlace(
  tokens: readonly Token[],
  at: number,
  source: Source,
): { readonly place: Place; readonly fit: number; readonly all: readonly { readonly place: Place; readonly fit: number }[] } | null {
  const key = tokens[at]?.key ?? "";
  const spot: Spot = { tokens, from: at, to: at + 1, ends: () => false };
  const all = (source.places.get(key) ?? []).map((place) => ({
    place,
    fit: total(wideFit(spot, { tokens: place.sentence.tokens, from: place.at, to: place.at + 1, ends: () => false })),
  }));
  const best = all.reduce<(typeof all)[number] | null>((one, other) => (one === null || other.fit > one.fit ? other : one), null);
  return best === null ? null : { ...best, all };
}
