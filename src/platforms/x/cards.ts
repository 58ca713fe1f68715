// One picture stands in a thread's first part; X shows 16:9 whole. https://docs.x.com/x-api/media/quickstart/best-practices
import type { Card } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { asChosen, headlineCard } from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";

const size = { width: 1600, height: 900 };

/** The one card of a post: its headline, if an editor chose no other. */
export function cards(summary: Summary, { house, look }: Brief): readonly Card[] {
  const handle = house.brand.handles.x;
  return asChosen(look, { summary, house, size, handle }, [headlineCard(summary, house, size, handle)]);
}
