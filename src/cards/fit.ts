/** Finds the largest type that a card's words fit in, and the width that gives its lines one length, by measuring what would be drawn. */
import type { MeasuredNode, Node } from "@takumi-rs/core";
import { canPart, even, isEven, linesOf, type Rag, ragOf, spaceWidth } from "./lines.ts";
import { children, type Page, type Setting, withSetting } from "./page.ts";
import type { Scale } from "./scale.ts";

/** Lays a page out without drawing it. */
export type Measure = (page: Page) => Promise<MeasuredNode>;

/** `whole`: every word inside its room. `broken`: only with a word parted. `over`: only in type that a phone's reader can't read. */
export interface Fit {
  readonly page: Page;
  readonly size: number;
  readonly verdict: "whole" | "broken" | "over";
}

/** A page on the bench: laid out in one setting after the other. */
interface Bench {
  readonly page: Page;
  readonly scale: Scale;
  readonly measure: Measure;
  /** Where the room is in the tree, and the words whose lines are evened out. */
  readonly room: readonly number[];
  readonly main: readonly number[] | undefined;
}

/**
 * A template marks its room with `id="room"`; the room's only child holds the words, and grows with `--size`. The words that are
 * set in it are marked `id="main"` where their lines are to be evened out. Large type leaves a part of the room empty; smaller
 * type may fill it.
 */
export async function fitWords(page: Page, scale: Scale, measure: Measure): Promise<Fit> {
  const room = pathTo(page.root, "room");
  if (room === undefined) throw new Error('A card template has no element with id="room", which its words are fitted into.');
  const bench: Bench = { page, scale, measure, room, main: pathTo(page.root, "main") };
  const size = await largest(scale.sizes, (candidate) => fits(bench, whole(bench, candidate)), await guessed(bench));
  if (size !== undefined) return evened(bench, size);
  const smallest = scale.sizes.at(-1) ?? 0;
  if (await fits(bench, broken(bench, smallest))) return made(bench, broken(bench, smallest), "broken");
  const tiny = await largest(tooSmall(smallest), (candidate) => fits(bench, broken(bench, candidate)), 0);
  return made(bench, broken(bench, tiny ?? least), "over");
}

/** Drawn only so that an editor sees all the words, never published. */
const least = 8;

function tooSmall(from: number): readonly number[] {
  return Array.from({ length: Math.floor((from - least) / 2) }, (_, index) => from - 2 * (index + 1));
}

function whole({ scale }: Bench, size: number): Setting {
  return { size, leading: scale.leading(size), breaks: false };
}

function broken({ scale }: Bench, size: number): Setting {
  return { size, leading: scale.leading(size), breaks: true };
}

function made({ page }: Bench, setting: Setting, verdict: Fit["verdict"]): Fit {
  return { page: withSetting(page, setting), size: setting.size, verdict };
}

async function fits({ page, scale, measure, room }: Bench, setting: Setting): Promise<boolean> {
  const card = await measure(withSetting(page, setting));
  return holds(follow(card, room), scale.share(setting.size), setting.size) && withinWidth(card, card.width, setting.size);
}

/** About where the largest size is: what the words fill of their room at the smallest grows with the square of the size. */
async function guessed({ page, scale, measure, room }: Bench): Promise<number> {
  const least = scale.sizes.at(-1) ?? 0;
  const card = await measure(withSetting(page, { size: least, leading: scale.leading(least), breaks: false }));
  const { height, children } = follow(card, room);
  const filled = height / (children[0]?.height ?? height);
  const at = scale.sizes.findIndex((size) => (size / least) ** 2 <= filled * scale.share(size));
  return at < 0 ? scale.sizes.length - 1 : at;
}

/** The first size that fits, of sizes in descending order: what fits at one size fits at every smaller one. @param guess where to begin */
async function largest(sizes: readonly number[], fitting: (size: number) => Promise<boolean>, guess: number): Promise<number | undefined> {
  let [low, high, probe, stride] = [0, sizes.length, guess, 1];
  while (low < high) {
    const size = sizes[probe];
    const isFit = size !== undefined && (await fitting(size));
    if (isFit) high = probe;
    else low = probe + 1;
    const middle = (low + high) >> 1;
    probe = isFit ? Math.max(middle, high - stride) : Math.min(middle, low + stride - 1);
    stride *= 3;
  }
  return sizes[low];
}

/** How many sizes are tried to save a word from standing alone in the last line, and in any other. */
const patience = { widow: 8, hole: 5 } as const;

/** Words as set in one size, and how their lines look. */
interface Trial {
  readonly setting: Setting;
  readonly rag: Rag;
}

/** The largest size, or one a little smaller, whose lines can be evened out so that none looks forgotten. */
async function evened(bench: Bench, size: number): Promise<Fit> {
  const from = bench.scale.sizes.indexOf(size);
  const trials: Trial[] = [];
  for (const candidate of bench.scale.sizes.slice(from, from + patience.widow)) {
    if (trials.length >= patience.hole && trials.some(({ rag }) => !rag.widowed)) break;
    const trial = await narrowed(bench, whole(bench, candidate));
    if (isEven(trial.rag)) return made(bench, trial.setting, "whole");
    trials.push(trial);
  }
  // The first among equals is the largest.
  const [best] = trials.toSorted((one, other) => flawOf(one) - flawOf(other));
  return made(bench, best?.setting ?? whole(bench, size), "whole");
}

/** To a tenth: less isn't worth smaller type. */
function flawOf({ rag: { widowed, evenness } }: Trial): number {
  return (widowed ? 10 : 0) - Math.round(10 * Math.min(1, evenness)) / 10;
}

/** The narrowest measure that takes no more lines than the whole width: greedy lines of that measure are even ones. */
async function narrowed(bench: Bench, setting: Setting): Promise<Trial> {
  const { main } = bench;
  if (main === undefined) return { setting, rag: even };
  const at = async (measure: number) => {
    const card = await bench.measure(withSetting(bench.page, { ...setting, measure }));
    return { lines: linesOf(follow(card, main), setting), width: follow(card, bench.room).width };
  };
  const { lines, width } = await at(100_000);
  if (lines.length < 2) return { setting, rag: even };
  const grain = Math.max(4, Math.round(width / 64));
  const mean = lines.reduce((sum, line) => sum + line.width, 0) / lines.length;
  let [low, high] = [Math.floor(mean / grain), Math.ceil(width / grain)];
  let best = lines;
  while (low < high) {
    const middle = (low + high) >> 1;
    const tried = (await at(middle * grain)).lines;
    if (tried.length <= lines.length && tried.every((line) => canPart(line.text) || line.width <= middle * grain + 1))
      [high, best] = [middle, tried];
    else low = middle + 1;
  }
  return { setting: { ...setting, measure: Math.min(width, high * grain) }, rag: ragOf(best) };
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

/** A line wider than its room holds one word that is: of several, the last would have gone into the next line. */
function withinWidth(node: MeasuredNode, width: number, size: number): boolean {
  const inside = node.runs.every((run) => {
    const hang = /\s$/u.test(run.text) ? spaceWidth * size : 1;
    return canPart(run.text) || (run.x >= -hang && run.x + run.width <= width + hang);
  });
  return inside && node.width <= width + 1 && node.children.every((child) => withinWidth(child, width, size));
}
