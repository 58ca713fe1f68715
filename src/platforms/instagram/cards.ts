// One picture, or a carousel of two to ten, cropped to the shape of the first; 4:5 takes most of a phone.
// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
import type { Card } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { carousel } from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";

const size = { width: 1080, height: 1350 };

/** The cards of a post, in the order in which they are swiped. */
export function cards(summary: Summary, { house }: Brief): readonly Card[] {
  return carousel(summary, house, size, house.brand.handles.instagram);
}
