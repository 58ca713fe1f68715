/** Lays cards out as drawing does, and reads the result. */
import type { MeasuredNode } from "@takumi-rs/core";
import type { Fit } from "../../src/cards/fit.ts";
import { layOut } from "../../src/cards/lay-out.ts";
import { openStudio } from "../../src/cards/renderer.ts";
import type { Card } from "../../src/domain/media.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { brand } from "./brand.ts";

export const templates = openTemplates("templates");
const studio = await openStudio(undefined);

export interface Measured extends Fit {
  readonly drawn: MeasuredNode;
}

export async function measured(card: Card): Promise<Measured> {
  const fit = await layOut(card, { templates, brand, studio, logo: undefined }, false);
  return { ...fit, drawn: await studio.drawing.measure(fit.page, card) };
}

/** Pixels of the card. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function boxOf(node: MeasuredNode): Box {
  const [left, top] = [node.transform[4], node.transform[5]];
  return { top, bottom: top + node.height, left, right: left + node.width };
}

/** Every line of text under a node; `hang` is the width of the space that a line may end in. */
export function linesIn(node: MeasuredNode): readonly (Box & { readonly text: string; readonly hang: number })[] {
  const { left, top } = boxOf(node);
  const own = node.runs.map(({ text, x, y, width, height }) => {
    const hang = text.endsWith(" ") ? 0.24 * height : 0;
    return { text, top: top + y, bottom: top + y + height, left: left + x, right: left + x + width, hang };
  });
  return [...own, ...node.children.flatMap(linesIn)];
}

/** The card's rows from top to bottom. */
export function rowsOf(card: MeasuredNode) {
  const [, masthead, room, footer] = card.children;
  const words = room?.children[0];
  if (!masthead || !room || !footer || !words) throw new Error("The template's rows have changed.");
  return { masthead, room, footer, words };
}

/** What of a card lies outside its place; empty is right. */
export function outside(card: Card, drawn: MeasuredNode): readonly string[] {
  const { masthead, room, footer, words } = rowsOf(drawn);
  const [top, bottom] = [boxOf(masthead).bottom - 1, boxOf(footer).top + 1];
  const { left, right } = boxOf(room);
  const found: string[] = [];
  if (boxOf(words).top < top || boxOf(words).bottom > bottom)
    found.push(`words ${boxOf(words).top}–${boxOf(words).bottom} in ${top}–${bottom}`);
  if (boxOf(footer).bottom > card.height + 1) found.push("footer");
  for (const line of linesIn(words)) {
    if (line.left + line.hang < left - 1 || line.right - line.hang > right + 1) found.push(`${line.text}: ${line.left}–${line.right}`);
  }
  return found;
}

/** The signs of a text, in any order, without what only guides the setting. */
export function signsOf(text: string): string {
  return [...text.replace(/[\s\u2060\u00a0]/gu, "")].sort().join("");
}
