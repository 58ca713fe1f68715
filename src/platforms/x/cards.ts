// One picture stands in a thread's first part; X shows 16:9 whole. https://docs.x.com/x-api/media/quickstart/best-practices
import type { HeadlineCard } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { headlineCard } from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";

const size = { width: 1600, height: 900 };

/** The one card of a post: its headline. */
export function cards(summary: Summary, { house }: Brief): readonly HeadlineCard[] {
  return [headlineCard(summary, house, size, house.brand.handles.x)];
}
