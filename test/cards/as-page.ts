/** A card's template as a page for a browser, in the very setting that Herald draws it in. */
import { emoji, type Family, facesOf, filesOf, stacksOf } from "../../src/cards/fonts.ts";
import { valuesOf } from "../../src/cards/page.ts";
import { scaleOf } from "../../src/cards/scale.ts";
import type { Card } from "../../src/domain/media.ts";
import { brand } from "./brand.ts";
import { measured, templates } from "./measure.ts";

const weights = [500, 700] as const;

function faceRules(family: Family): string {
  const files = filesOf(family).map((file) => Buffer.from(file).toString("base64"));
  const rule = (data: string, at: number) =>
    `@font-face { font-family: '${family}'; font-weight: ${weights[at] ?? 400}; src: url(data:font/ttf;base64,${data}); }`;
  return files.map(rule).join("\n");
}

/** One HTML document with its fonts inside. */
export async function asPage(card: Card): Promise<string> {
  const { page } = await measured(card);
  const stacks = stacksOf(facesOf(brand.fonts), card.language);
  const values = valuesOf(card, brand, {}, scaleOf(card, stacks.headline[0] ?? "Inter"), stacks);
  const variables = Object.entries(page.root.style ?? {})
    .filter(([name]) => name.startsWith("--"))
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");
  const faces = stacks.body.filter((family) => family !== emoji).map(faceRules);
  const body = templates.html(`cards/${card.kind}`, { ...values, variables });
  return `<!doctype html><html lang="${card.language}"><meta charset="utf-8"><style>${faces.join("\n")}\nbody { margin: 0; }</style><body>${body}</body></html>`;
}
