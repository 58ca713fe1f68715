// YouTube shows a square picture whole, and no carousel that a hand-off could fill. https://support.google.com/youtube/answer/7124474
import type { Card } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { asChosen, headlineCard } from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";

const size = { width: 1080, height: 1080 };

/** The one card of a post: its headline, if an editor chose no other. */
export function cards(summary: Summary, { house, look }: Brief): readonly Card[] {
  const handle = house.brand.handles.youtube;
  return asChosen(look, { summary, house, size, handle }, [headlineCard(summary, house, size, handle)]);
}
