/** A card as its template fills it, and the tree that Takumi draws. */
import type { MeasuredNode, Node } from "@takumi-rs/core";
import type { Brand } from "../domain/brand.ts";
import type { Card } from "../domain/media.ts";
import type { Templates } from "../edge/templates.ts";
import { paletteOf } from "./colours.ts";
import type { Stacks } from "./fonts.ts";
import type { Logo } from "./logo.ts";
import type { Bands } from "./photo.ts";
import type { Scale } from "./scale.ts";
import { glue, runsOf } from "./typeset.ts";
import { variablesOf } from "./variables.ts";
import { linesOf, ownTextsOf } from "./words.ts";

/** The sources that a template writes for its pictures. */
export const sources = { logo: "logo", photo: "photo" } as const;

/** What is drawn beside words. */
export interface Pictures {
  readonly logo?: Logo | undefined;
  /** Whether an own picture stands behind everything. */
  readonly photo?: boolean;
}

/** All texts that a card shows, as written. */
export function textsOf(card: Card, brand: Brand): readonly string[] {
  return [...ownTextsOf(card), card.kicker, card.date, brand.name, ...card.footer].filter((text) => text !== undefined);
}

/** What a template in `templates/cards/` may write; a text is a list of runs (see `cards/line.liquid`). */
export function valuesOf(
  card: Card,
  brand: Brand,
  { logo, photo = false }: Pictures,
  scale: Scale,
  stacks: Stacks,
): Readonly<Record<string, unknown>> {
  const line = (text: string | undefined) => (text === undefined || text.trim() === "" ? undefined : runsOf(glue(text), card.language));
  return {
    language: card.language,
    direction: card.language === "ur" ? "rtl" : "ltr",
    ...linesOf(card),
    kicker: line(card.kicker),
    date: line(card.date),
    footer: [...new Set(card.footer.map(glue))],
    steps: stepsOf(card),
    name: brand.name,
    logo: logo && { source: sources.logo, ...logo.shape },
    photo: photo ? sources.photo : undefined,
    credit: photo && card.kind === "headline" ? line(card.picture?.credit) : undefined,
    variables: variablesOf(card, paletteOf(card.theme ? { ...brand, theme: card.theme } : brand, photo), scale, stacks),
  };
}

/** A carousel's places, true at this card's. */
function stepsOf({ place }: Card): readonly boolean[] | undefined {
  return place && Array.from({ length: place.of }, (_, index) => index + 1 === place.at);
}

/** Tree and sheet of a card; the root's variables can be set anew with `withSize`. */
export interface Page {
  readonly root: Node;
  readonly css: readonly string[];
}

export async function pageOf(templates: Templates, kind: string, values: Readonly<Record<string, unknown>>): Promise<Page> {
  const { fromHtml } = await import("@takumi-rs/helpers/html");
  const { node, css } = fromHtml(templates.html(`cards/${kind}`, values));
  const root = children(tidy(node)).find((child) => child.id === "card") ?? tidy(node);
  return { root, css: (css ?? []).filter((sheet) => typeof sheet === "string") };
}

/** How the large words are set. */
export interface Setting {
  /** Pixels. */
  readonly size: number;
  /** Line height, as a share of the size. */
  readonly leading: number;
  /** Parts a word that is wider than its room. */
  readonly breaks: boolean;
  /** The longest a line may be, in pixels; absent: as wide as the room. */
  readonly measure?: number;
}

/** The same page with its large words set so. */
export function withSetting(page: Page, { size, leading, breaks, measure }: Setting): Page {
  const variables = {
    "--size": `${size}px`,
    "--leading": leading,
    "--break": breaks ? "anywhere" : "normal",
    "--measure": measure === undefined ? "100%" : `${measure}px`,
  };
  return { ...page, root: { ...page.root, style: { ...page.root.style, ...variables } } };
}

/** Where a laid-out card has words, for the veil over an own picture: the masthead is its third row, the room comes next. */
export function bandsOf(card: MeasuredNode): Bands {
  const [, , masthead, room] = card.children;
  const words = room?.children[0];
  if (!masthead || !words) throw new Error("A card template hides or reorders the rows of a card with a picture.");
  return { masthead: masthead.transform[5] + masthead.height, words: words.transform[5] };
}

export function children(node: Node): readonly Node[] {
  return node.type === "container" ? (node.children ?? []) : [];
}

/** Without the template's indentation, so that the tree's children are those that measuring returns. */
function tidy(node: Node): Node {
  if (node.type !== "container") return node;
  return {
    ...node,
    children: children(node)
      .filter((child) => !isIndentation(child))
      .map(tidy),
  };
}

function isIndentation(node: Node): boolean {
  return node.type === "text" && node.text.includes("\n") && node.text.trim() === "";
}
