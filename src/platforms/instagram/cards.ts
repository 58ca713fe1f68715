// One picture, or a carousel of two to ten, cropped to the shape of the first; 4:5 takes most of a phone.
// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
import type { Card } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { asChosen, carousel } from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";

const size = { width: 1080, height: 1350 };

/** The cards of a post, in the order in which they are swiped; one where an editor chose its kind. */
export function cards(summary: Summary, { house, look }: Brief): readonly Card[] {
  const handle = house.brand.handles.instagram;
  return asChosen(look, { summary, house, size, handle }, carousel(summary, house, size, handle));
}
