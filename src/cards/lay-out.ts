import type { Brand } from "../domain/brand.ts";
import type { Card } from "../domain/media.ts";
import { type TemplateFault, type Templates, templateFault } from "../edge/templates.ts";
import { familiesFor } from "./coverage.ts";
import { type Fit, fitWords } from "./fit.ts";
import { type Faces, facesOf, naskh, nastaliq, stacksOf } from "./fonts.ts";
import type { Logo } from "./logo.ts";
import { pageOf, textsOf, valuesOf } from "./page.ts";
import type { Studio } from "./renderer.ts";
import { scaleOf } from "./scale.ts";

/** What cards are laid out with. */
export interface Workplace {
  readonly templates: Templates;
  readonly brand: Brand;
  readonly studio: Studio;
  readonly logo: Logo | undefined;
}

/**
 * Lays a card out at the largest type that fits. Urdu too long for Nastaliq, which needs high lines, is set in Naskh.
 * @param photo whether an own picture stands behind the words
 */
export async function layOut(card: Card, place: Workplace, photo: boolean): Promise<Fit> {
  const faces = facesOf(place.brand.fonts);
  const fit = await layOutIn(faces, card, place, photo);
  if (fit.verdict !== "over" || card.language !== "ur" || faces.urdu !== nastaliq) return fit;
  const closer = await layOutIn({ ...faces, urdu: naskh }, card, place, photo);
  return closer.verdict === "over" ? fit : closer;
}

async function layOutIn(faces: Faces, card: Card, { templates, brand, studio, logo }: Workplace, photo: boolean): Promise<Fit> {
  const stacks = stacksOf(faces, card.language);
  const texts = textsOf(card, brand);
  const needed = [stacks.headline, stacks.body, stacks.foreign, stacks.name].flatMap((stack) => familiesFor(texts, stack));
  await studio.with([...new Set(needed)]);
  const scale = scaleOf(card, stacks.headline[0] ?? "Inter", photo);
  const values = valuesOf(card, brand, { logo, photo }, scale, stacks);
  try {
    const page = await pageOf(templates, card.kind, values);
    return await fitWords(page, scale, (sized) => studio.drawing.measure(sized, card));
  } catch (error) {
    throw asTemplateFault(error, card);
  }
}

/** What can't be laid out was written so in the template: the error names it. */
function asTemplateFault(error: unknown, { kind }: Card): unknown {
  if (templateFault(error) !== null || !(error instanceof Error)) return error;
  const fault: TemplateFault = { where: `templates/cards/${kind}.liquid`, what: error.message };
  return new Error(`${fault.where}: ${fault.what}`, { cause: fault });
}
