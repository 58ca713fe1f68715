/** A card as its template fills it, and the tree that Takumi draws. */
import type { Node } from "@takumi-rs/core";
import type { Brand } from "../domain/brand.ts";
import type { Card } from "../domain/media.ts";
import type { Templates } from "../edge/templates.ts";
import { type Family, naskh, nastaliq, type Stacks } from "./fonts.ts";
import type { Logo } from "./logo.ts";
import type { Scale } from "./scale.ts";
import { glue, runsOf } from "./typeset.ts";

/** The source that a template writes for the logo's picture. */
export const logoSource = "logo";

/** All texts that a card shows, as written. */
export function textsOf(card: Card, brand: Brand): readonly string[] {
  const texts = [card.headline, card.attribution, card.kicker, card.date, brand.name, ...card.footer];
  return texts.filter((text) => text !== undefined);
}

/** What a template in `templates/cards/` may write; a text is a list of runs (see `cards/line.liquid`). */
export function valuesOf(
  card: Card,
  brand: Brand,
  logo: Logo | undefined,
  scale: Scale,
  stacks: Stacks,
): Readonly<Record<string, unknown>> {
  const line = (text: string | undefined) => (text === undefined || text.trim() === "" ? undefined : runsOf(glue(text), card.language));
  return {
    language: card.language,
    direction: card.language === "ur" ? "rtl" : "ltr",
    headline: line(card.headline) ?? [],
    attribution: line(card.attribution),
    kicker: line(card.kicker),
    date: line(card.date),
    footer: [...new Set(card.footer.map(glue))],
    name: brand.name,
    logo: logo && { source: logoSource, ...logo.shape },
    variables: variablesOf(card, brand, scale, stacks),
  };
}

/** The custom properties that a template's sheet is written in, as the style of its root element. */
function variablesOf(card: Card, brand: Brand, scale: Scale, stacks: Stacks): string {
  const { background, text, accent, muted } = brand.colours;
  const variables = {
    width: `${card.width}px`,
    height: `${card.height}px`,
    unit: `${scale.unit}px`,
    air: `${scale.air}px`,
    background,
    text,
    accent,
    muted,
    headline: names(stacks.headline),
    body: names(stacks.body),
    foreign: names(stacks.foreign),
    name: names(stacks.name),
    ...metricsOf(stacks.headline[0], card.language),
  };
  return Object.entries(variables)
    .map(([name, value]) => `--${name}: ${value}`)
    .join("; ");
}

function names(families: readonly Family[]): string {
  return families.map((family) => `'${family}'`).join(", ");
}

/** The script's own measures: line height of small type, letter spacing, how large small type and words of the other script are set. */
function metricsOf(family: Family | undefined, language: Card["language"]): Readonly<Record<string, string>> {
  if (family === nastaliq)
    return { "small-leading": "2.1", "foreign-size": "0.86em", tracking: "0", small: "1.16", gap: "10", tail: "0.18" };
  if (family === naskh) return { "small-leading": "1.7", "foreign-size": "0.86em", tracking: "0", small: "1.08", gap: "14", tail: "0" };
  return {
    "small-leading": "1.35",
    "foreign-size": language === "en" ? "1.04em" : "0.86em",
    tracking: "-0.012em",
    small: "1",
    gap: "22",
    tail: "0",
  };
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

/** The same page with the headline at another size in pixels. */
export function withSize(page: Page, size: number, leading: number, breakWords: boolean): Page {
  const style = { ...page.root.style, "--size": `${size}px`, "--leading": leading, "--break": breakWords ? "anywhere" : "normal" };
  return { ...page, root: { ...page.root, style } };
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
