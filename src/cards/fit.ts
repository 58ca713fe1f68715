/** Finds the largest type that a card's words fit in, by measuring what would be drawn. */
import type { MeasuredNode, Node } from "@takumi-rs/core";
import { children, type Page, withSize } from "./page.ts";
import type { Scale } from "./scale.ts";

/** Lays a page out without drawing it. */
export type Measure = (page: Page) => Promise<MeasuredNode>;

/** `whole`: every word inside its room. `broken`: only with a word parted. `over`: not even at the smallest size. */
export interface Fit {
  readonly page: Page;
  readonly size: number;
  readonly verdict: "whole" | "broken" | "over";
}

/**
 * A template marks its room with `id="room"`; the room's only child holds the words, and grows with `--size`.
 * Large type leaves a quarter of the room empty; smaller type may fill it.
 */
export async function fitWords(page: Page, scale: Scale, measure: Measure): Promise<Fit> {
  const path = pathTo(page.root, "room");
  if (path === undefined) throw new Error('A card template has no element with id="room", which its words are fitted into.');
  const at = (size: number, breakWords: boolean) => withSize(page, size, scale.leading(size), breakWords);
  const fits = async (size: number, breakWords: boolean) => {
    const card = await measure(at(size, breakWords));
    return holds(follow(card, path), scale.share(size), size) && withinWidth(card, card.width, size);
  };
  const size = await largest(scale.headlines, (candidate) => fits(candidate, false));
  if (size !== undefined) return { page: at(size, false), size, verdict: "whole" };
  const smallest = scale.headlines.at(-1) ?? 0;
  const verdict = (await fits(smallest, true)) ? "broken" : "over";
  return { page: at(smallest, true), size: smallest, verdict };
}

/** The first size that fits, of sizes in descending order: what fits at one size fits at every smaller one. */
async function largest(sizes: readonly number[], fits: (size: number) => Promise<boolean>): Promise<number | undefined> {
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const size = sizes[middle];
    if (size !== undefined && (await fits(size))) high = middle;
    else low = middle + 1;
  }
  return sizes[low];
}

/** Indices of children that lead from a node to the one with this id. */
function pathTo(node: Node, id: string): readonly number[] | undefined {
  if (node.id === id) return [];
  for (const [index, child] of children(node).entries()) {
    const rest = pathTo(child, id);
    if (rest !== undefined) return [index, ...rest];
  }
  return undefined;
}

function follow(node: MeasuredNode, path: readonly number[]): MeasuredNode {
  return path.reduce((at, index) => {
    const child = at.children[index];
    if (child === undefined) throw new Error("A card template hides or reorders the elements around its room.");
    return child;
  }, node);
}

function holds(room: MeasuredNode, share: number, size: number): boolean {
  const words = room.children[0];
  return words !== undefined && words.height <= room.height * share + 1 && withinWidth(words, room.width, size);
}

/** A line wider than its room holds a word that is; a space that ends a line may hang over. */
function withinWidth(node: MeasuredNode, width: number, size: number): boolean {
  const hang = 0.2 * size;
  const inside = node.runs.every((run) => run.x >= -hang && run.x + run.width <= width + (/\s$/u.test(run.text) ? hang : 1));
  return inside && node.width <= width + 1 && node.children.every((child) => withinWidth(child, width, size));
}
