// YouTube shows a square picture whole, and no carousel that a hand-off could fill. https://support.google.com/youtube/answer/7124474
import type { HeadlineCard } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { headlineCard } from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";

const size = { width: 1080, height: 1080 };

/** The one card of a post: its headline. */
export function cards(summary: Summary, { house }: Brief): readonly HeadlineCard[] {
  return [headlineCard(summary, house, size, house.brand.handles.youtube)];
}
