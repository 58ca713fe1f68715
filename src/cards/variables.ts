/** The custom properties that the cards' sheets are written in. */
import type { Brand } from "../domain/brand.ts";
import type { Card } from "../domain/media.ts";
import { type Family, naskh, nastaliq, type Stacks } from "./fonts.ts";
import type { Scale } from "./scale.ts";

/** As the style of a template's root element. */
export function variablesOf(card: Card, colours: Brand["colours"], scale: Scale, stacks: Stacks): string {
  const variables = {
    width: `${card.width}px`,
    height: `${card.height}px`,
    unit: `${scale.unit}px`,
    air: `${scale.air}px`,
    ...(card.width > card.height ? { stack: "row", handle: "36" } : { stack: "column", handle: "50" }),
    ...colours,
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
