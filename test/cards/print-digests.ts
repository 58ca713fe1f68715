/** A process of its own for the test: what opening and judging cards loads, then the digests of a few cards. */
import { openCards } from "../../src/cards/draw.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { brand, english, urdu } from "./brand.ts";

function loaded(): readonly string[] {
  const report: unknown = process.report.getReport();
  const objects = report !== null && typeof report === "object" && "sharedObjects" in report ? report.sharedObjects : [];
  return Array.isArray(objects) ? objects.map(String).filter((path) => /takumi|sharp|vips/.test(path)) : [];
}

const cards = openCards({ templates: openTemplates("templates"), brand });
cards.uncovered(english);
const before = loaded();
const order = process.argv[2] === "backwards" ? [{ ...english, headline: "Bread prices ✅ fall" }, urdu, english] : [english, urdu];
const drawn = new Map<string, string>();
for (const card of order) drawn.set(card.headline, (await cards.draw(card)).digest);
const digests = [english, urdu].map((card) => drawn.get(card.headline));
process.stdout.write(JSON.stringify({ before, after: loaded().length > 0, digests }));
